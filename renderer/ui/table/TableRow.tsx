/** One row: its cells, the box that selects it, and what the pointer does to it. */
// biome-ignore-all lint/a11y/useSemanticElements: a row is placed by itself where it scrolls by, which <tr> and <td> do not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell (aria-activedescendant); a cell that took it would lose it when scrolled away.
import { memo } from 'react'
import type { Column } from './columns.ts'
import css from './DataTable.module.css'

interface TableRowProps<T> {
  readonly name: string
  readonly row: T
  readonly index: number
  readonly top: number
  readonly height: number
  readonly columns: readonly Column<T>[]
  readonly sizes: readonly number[]
  /** The column of the keyboard's cell, where it is in this row. */
  readonly active: number | undefined
  readonly open: boolean
  /** Undefined where rows cannot be selected. */
  readonly chosen: boolean | undefined
  readonly hand: RowHand<T>
}

/** What the pointer does to a row: the same object for all rows and for as long as the table is there. */
export interface RowHand<T> {
  readonly point: (index: number, column: number) => void
  readonly open: (row: T) => void
  readonly choose: (index: number, shift: boolean) => void
}

/** Drawn anew only where something about it has changed: a list scrolls by its other rows. */
export const TableRow = memo(Row) as typeof Row

function Row<T>(props: TableRowProps<T>) {
  const { name, row, index, top, height, columns, sizes, active, open, chosen, hand } = props
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the focus, and with it the keys; Enter there opens the row
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={css.row}
      data-active={active !== undefined || undefined}
      data-open={open || undefined}
      data-chosen={chosen || undefined}
      style={{ height, transform: `translateY(${top}px)` }}
      onPointerDown={(event) => {
        const column = columnAt(event.target)
        if (column !== undefined) hand.point(index, column)
      }}
      onClick={(event) => {
        if (event.defaultPrevented || getSelection()?.isCollapsed === false) return
        if (chosen !== undefined && (event.shiftKey || event.ctrlKey || event.metaKey))
          hand.choose(index, event.shiftKey)
        else hand.open(row)
      }}
    >
      {chosen === undefined ? undefined : (
        <div role="gridcell" className={css.box}>
          <input
            type="checkbox"
            className="tick"
            checked={chosen}
            tabIndex={-1}
            aria-label={`Select row ${index + 1}`}
            onClick={(event) => {
              event.stopPropagation()
              hand.choose(index, event.shiftKey)
            }}
            onChange={() => undefined}
          />
        </div>
      )}
      {columns.map((column, place) => (
        <div
          key={column.id}
          id={active === place ? `${name}-${index}-${place}` : undefined}
          role="gridcell"
          aria-colindex={place + 1}
          className={css.cell}
          data-active={active === place || undefined}
          data-mono={column.mono || undefined}
          data-align={column.align}
          style={{ width: sizes[place] }}
        >
          <span>{column.cell === undefined ? (column.text?.(row) ?? column.value(row)) : column.cell(row)}</span>
        </div>
      ))}
    </div>
  )
}

/** Which column's cell something is in. */
function columnAt(target: EventTarget): number | undefined {
  const cell = target instanceof Element ? target.closest('[aria-colindex]') : null
  return cell === null ? undefined : Number(cell.getAttribute('aria-colindex')) - 1
}
