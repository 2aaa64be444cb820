/** The matrix itself: a grid walked with the arrow keys, one cell in the tab order; only the rows in view are drawn. */
import { Fragment, type ReactNode } from 'react'
import css from './CheckMatrix.module.css'
import { MatrixCell } from './MatrixCell.tsx'
import { type Matrix, wordOf } from './matrix.ts'
import { useMatrixWalk } from './useMatrixWalk.ts'

/** Up to so many machines stand side by side; more of them become the rows. */
const SIDE_BY_SIDE = 6

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

  const { box, virtual, listeners } = useMatrixWalk({
    rows,
    columns: columns.length,
    at,
    onMove(to) {
      const [toRow, toColumn] = [rows[to.row], columns[to.column]]
      if (toRow === undefined || toColumn === undefined) return
      if (across) onSelect(toColumn, toRow)
      else onSelect(toRow, toColumn)
    },
  })

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
        {...listeners}
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

/** As high as the rows that are not drawn there. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return undefined
  return (
    <tr aria-hidden className={css.gap}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  )
}
