/** The matrix itself: a grid walked with the arrow keys, one cell in the tab order. */
import { type KeyboardEvent, memo, type ReactNode, useRef } from 'react'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import css from './CheckMatrix.module.css'
import { type Cell, type CellState, type Matrix, wordOf } from './matrix.ts'

const KINDS: Readonly<Record<CellState, StatusKind>> = {
  ok: 'works',
  warning: 'needs-you',
  error: 'failed',
  looking: 'progress',
  none: 'off',
  unknown: 'off',
}

/** Up to so many machines stand side by side; more of them become the rows. */
const SIDE_BY_SIDE = 6

interface CheckMatrixProps {
  readonly matrix: Matrix
  readonly selected: { readonly machine: string; readonly subject: string } | undefined
  readonly onSelect: (machine: string, subject: string) => void
  /** What stands beside a machine's name: "Check again". */
  readonly machineAction: (machine: string) => ReactNode
}

interface Head {
  readonly id: string
  readonly label: ReactNode
}

export function CheckMatrix({ matrix, selected, onSelect, machineAction }: CheckMatrixProps) {
  const machines: Head[] = matrix.machines.map((id) => ({
    id,
    label: (
      <span className={css.machine}>
        <span className="mono">{id}</span>
        {machineAction(id)}
      </span>
    ),
  }))
  const subjects: Head[] = matrix.subjects.map(({ id, title }) => ({ id, label: title }))
  const across = matrix.machines.length <= SIDE_BY_SIDE
  const [rows, columns] = across ? [subjects, machines] : [machines, subjects]
  const cellAt = (row: string, column: string): Cell => (across ? matrix.cell(column, row) : matrix.cell(row, column))
  const at = selected ?? { machine: matrix.machines[0] ?? '', subject: matrix.subjects[0]?.id ?? '' }
  const [atRow, atColumn] = across ? [at.subject, at.machine] : [at.machine, at.subject]

  const grid = useRef<HTMLTableElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = event.target instanceof HTMLElement ? event.target.dataset.cell : undefined
    if (place === undefined) return
    const [row = 0, column = 0] = place.split(':').map(Number)
    const next = moved(event.key, row, column, rows.length - 1, columns.length - 1, event.ctrlKey)
    if (next === undefined) return
    event.preventDefault()
    const [nextRow, nextColumn] = [rows[next.row]?.id, columns[next.column]?.id]
    if (nextRow === undefined || nextColumn === undefined) return
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)?.focus()
    if (across) onSelect(nextColumn, nextRow)
    else onSelect(nextRow, nextColumn)
  }

  return (
    <table
      className={css.grid}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA's grid pattern is a table with this role.
      role="grid"
      aria-label="Findings by machine and subject"
      ref={grid}
      onKeyDown={onKeyDown}
    >
      <thead>
        <tr>
          <th scope="col">{across ? 'Subject' : 'Machine'}</th>
          {columns.map(({ id, label }) => (
            <th scope="col" key={id}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, label }, row) => (
          <tr key={id}>
            <th scope="row">{label}</th>
            {columns.map((column, index) => {
              const cell = cellAt(id, column.id)
              return (
                <td key={column.id}>
                  <CellButton
                    place={`${row}:${index}`}
                    name={`${cell.machine}, ${cell.subject}: ${wordOf(cell)}`}
                    word={wordOf(cell)}
                    state={cell.state}
                    machine={cell.machine}
                    subject={cell.subject}
                    selected={id === atRow && column.id === atColumn}
                    onSelect={onSelect}
                  />
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface CellButtonProps {
  readonly place: string
  readonly name: string
  readonly word: string
  readonly state: CellState
  readonly machine: string
  readonly subject: string
  readonly selected: boolean
  readonly onSelect: (machine: string, subject: string) => void
}

const CellButton = memo(function CellButton(props: CellButtonProps) {
  const { place, name, word, state, machine, subject, selected, onSelect } = props
  return (
    <button
      type="button"
      className={css.cell}
      data-cell={place}
      data-state={state}
      aria-label={name}
      aria-pressed={selected}
      tabIndex={selected ? 0 : -1}
      onClick={() => onSelect(machine, subject)}
    >
      <Status kind={KINDS[state]}>{word}</Status>
    </button>
  )
})

function moved(key: string, row: number, column: number, lastRow: number, lastColumn: number, far: boolean) {
  const within = (value: number, last: number): number => Math.max(0, Math.min(last, value))
  switch (key) {
    case 'ArrowUp':
      return { row: within(row - 1, lastRow), column }
    case 'ArrowDown':
      return { row: within(row + 1, lastRow), column }
    case 'ArrowLeft':
      return { row, column: within(column - 1, lastColumn) }
    case 'ArrowRight':
      return { row, column: within(column + 1, lastColumn) }
    case 'Home':
      return { row: far ? 0 : row, column: 0 }
    case 'End':
      return { row: far ? lastRow : row, column: lastColumn }
    case 'PageUp':
      return { row: within(row - 10, lastRow), column }
    case 'PageDown':
      return { row: within(row + 10, lastRow), column }
    default:
      return undefined
  }
}
