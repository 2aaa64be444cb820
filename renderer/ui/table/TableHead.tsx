/** The header: click or Enter sorts, dragging the edge or Shift with arrows changes the width. */
// biome-ignore-all lint/a11y/useSemanticElements: part of a grid whose rows are placed one by one as they scroll by, which <table> does not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons and the box within the headings have the focus.
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { ReactTable } from '@tanstack/react-table'
import { type Column, type features, NARROWEST, WIDEST } from './columns.ts'
import css from './DataTable.module.css'

interface TableHeadProps<T extends object> {
  readonly table: ReactTable<typeof features, T>
  readonly columns: readonly Column<T>[]
  readonly selecting: boolean
  readonly allChosen: boolean
  readonly someChosen: boolean
  readonly onChooseAll: (on: boolean) => void
}

const STEP = 16

export function TableHead<T extends object>(props: TableHeadProps<T>) {
  const { table, columns, selecting, allChosen, someChosen, onChooseAll } = props
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  return (
    <div role="rowgroup" className={css.head}>
      <div role="row" aria-rowindex={1} className={css.headRow}>
        {selecting ? (
          <div role="columnheader" className={css.box}>
            <input
              type="checkbox"
              className="tick"
              aria-label="Select all rows"
              checked={allChosen}
              ref={(box) => {
                if (box !== null) box.indeterminate = someChosen && !allChosen
              }}
              onChange={(event) => onChooseAll(event.currentTarget.checked)}
            />
          </div>
        ) : undefined}
        {headers.map((header, place) => {
          const { column } = header
          const sorted = column.getIsSorted()
          const size = column.getSize()
          return (
            <div
              key={header.id}
              role="columnheader"
              aria-colindex={place + 1}
              aria-sort={sorted === false ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
              className={css.headCell}
              data-align={columns[place]?.align}
              style={{ width: size }}
            >
              <button
                type="button"
                className={css.sort}
                title="Enter sorts; Shift with the arrow keys changes the width"
                onClick={column.getToggleSortingHandler()}
                onKeyDown={(event) => {
                  const by = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0
                  if (!event.shiftKey || by === 0) return
                  event.preventDefault()
                  table.setColumnSizing((before) => ({
                    ...before,
                    [column.id]: Math.min(WIDEST, Math.max(NARROWEST, size + by)),
                  }))
                }}
              >
                <span>{columns[place]?.title}</span>
                {sorted === 'asc' ? <IconArrowUp size={12} aria-hidden /> : undefined}
                {sorted === 'desc' ? <IconArrowDown size={12} aria-hidden /> : undefined}
              </button>
              <div
                aria-hidden
                className={css.edge}
                data-dragged={column.getIsResizing() || undefined}
                onMouseDown={header.getResizeHandler()}
                onTouchStart={header.getResizeHandler()}
                onDoubleClick={() => column.resetSize()}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}
