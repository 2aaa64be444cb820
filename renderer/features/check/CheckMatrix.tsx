/** The matrix itself: a grid walked with the arrow keys, one cell in the tab order; only the rows in view are drawn. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { Fragment, type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import { usePreferences } from '../../api/usePreferences.ts'
import { moved } from '../../ui/table/moves.ts'
import css from './CheckMatrix.module.css'
import { MatrixCell } from './MatrixCell.tsx'
import { type Matrix, wordOf } from './matrix.ts'
import { drawnRows } from './matrixRows.ts'

/** Up to so many machines stand side by side; more of them become the rows. */
const SIDE_BY_SIDE = 6
/** Of a usual row with its line, in px; one whose name takes more is measured. */
const ROW = { compact: 33, comfortable: 41 }
/** Rows that PageDown goes by. */
const PAGE = 10

interface CheckMatrixProps {
  readonly matrix: Matrix
  readonly selected: { readonly machine: string; readonly subject: string } | undefined
  readonly onSelect: (machine: string, subject: string) => void
  /** What stands beside a machine's name: "Check again". */
  readonly machineAction: (machine: string) => ReactNode
}

export function CheckMatrix({ matrix, selected, onSelect, machineAction }: CheckMatrixProps) {
  const { machines, subjects } = matrix
  const across = machines.length <= SIDE_BY_SIDE
  const subjectIds = subjects.map(({ id }) => id)
  const [rows, columns] = across ? [subjectIds, machines] : [machines, subjectIds]
  const cellAt = (row: string, column: string) => (across ? matrix.cell(column, row) : matrix.cell(row, column))
  const [row, column] = across ? [selected?.subject, selected?.machine] : [selected?.machine, selected?.subject]
  const at = { row: Math.max(0, rows.indexOf(row ?? '')), column: Math.max(0, columns.indexOf(column ?? '')) }

  const box = useRef<HTMLDivElement>(null)
  const height = ROW[usePreferences().preferences.density]
  /** Where the focus is: a row that is scrolled away with the focus in it must not lose it. */
  const focused = useRef(-1)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 8,
    getItemKey: (index) => rows[index] ?? index,
    rangeExtractor: (range) => drawnRows(defaultRangeExtractor(range), [at.row, focused.current], rows.length),
  })

  const byKey = useRef(false)
  // The chosen cell is drawn wherever it is: the focus follows once it is.
  useLayoutEffect(() => {
    if (!byKey.current) return
    byKey.current = false
    focusCell(box.current, at.row, at.column)
  }, [at.row, at.column])

  const onKeyDown = (event: KeyboardEvent): void => {
    const place = event.target instanceof HTMLElement ? event.target.dataset.cell : undefined
    if (place === undefined) return
    const [fromRow = 0, fromColumn = 0] = place.split(':').map(Number)
    const extent = { rows: rows.length, columns: columns.length, page: PAGE }
    const to = moved({ row: fromRow, column: fromColumn }, event.key, extent, event.ctrlKey)
    if (to === undefined) return
    event.preventDefault()
    const [nextRow, nextColumn] = [rows[to.row], columns[to.column]]
    if (nextRow === undefined || nextColumn === undefined) return
    if (to.row === at.row && to.column === at.column) focusCell(box.current, at.row, at.column)
    else byKey.current = true
    if (across) onSelect(nextColumn, nextRow)
    else onSelect(nextRow, nextColumn)
  }

  // Names come and go with their rows: each is as wide as the longest, so that no column moves.
  const widest = across ? undefined : `${Math.max(...machines.map((name) => name.length))}ch`
  const machineHead = (id: string) => (
    <span className={css.machine}>
      <span className="mono" style={{ minWidth: widest }}>
        {id}
      </span>
      {machineAction(id)}
    </span>
  )
  const titles = new Map(subjects.map(({ id, title }) => [id, title]))
  const [rowHead, columnHead] = across
    ? [(id: string) => titles.get(id), machineHead]
    : [machineHead, (id: string) => titles.get(id)]

  let drawn = 0
  const total = virtual.getTotalSize()
  return (
    <div className={css.scroller} ref={box}>
      <table
        className={css.grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are walked with the arrow keys is a grid to ARIA, and HTML has no element for that; on a <div> the same linter asks for this <table>.
        role="grid"
        aria-label="Findings by machine and subject"
        aria-rowcount={rows.length + 1}
        onKeyDown={onKeyDown}
        onFocus={({ target }) => {
          focused.current = Number(target.closest('tr')?.dataset.index ?? -1)
        }}
        onBlur={() => {
          focused.current = -1
        }}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{across ? 'Subject' : 'Machine'}</th>
            {columns.map((id) => (
              <th scope="col" key={id}>
                {columnHead(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {virtual.getVirtualItems().map(({ index, start, end }) => {
            const id = rows[index]
            if (id === undefined) return undefined
            const gap = start - drawn
            drawn = end
            return (
              <Fragment key={id}>
                <Gap height={gap} columns={columns.length + 1} />
                <tr data-index={index} ref={virtual.measureElement} aria-rowindex={index + 2}>
                  <th scope="row">{rowHead(id)}</th>
                  {columns.map((name, place) => {
                    const cell = cellAt(id, name)
                    return (
                      <td key={name}>
                        <MatrixCell
                          place={`${index}:${place}`}
                          word={wordOf(cell)}
                          state={cell.state}
                          machine={cell.machine}
                          subject={cell.subject}
                          selected={index === at.row && place === at.column}
                          onSelect={onSelect}
                        />
                      </td>
                    )
                  })}
                </tr>
              </Fragment>
            )
          })}
          <Gap height={total - drawn} columns={columns.length + 1} />
        </tbody>
      </table>
    </div>
  )
}

function focusCell(within: HTMLElement | null, row: number, column: number): void {
  const cell = within?.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`)
  cell?.focus({ preventScroll: true })
  cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

/** As high as the rows that are not drawn there. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return undefined
  return (
    <tr aria-hidden className={css.gap}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  )
}
