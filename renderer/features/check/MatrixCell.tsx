/** One cell: its word in its colour, and a button, because choosing it shows what was found. */
import { memo } from 'react'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import css from './CheckMatrix.module.css'
import type { CellState } from './matrix.ts'

const KINDS: Readonly<Record<CellState, StatusKind>> = {
  ok: 'works',
  warning: 'needs-you',
  error: 'failed',
  looking: 'progress',
  none: 'off',
  unknown: 'off',
}

interface MatrixCellProps {
  /** "row:column", by which the keyboard finds it. */
  readonly place: string
  readonly word: string
  readonly state: CellState
  readonly machine: string
  readonly subject: string
  /** The chosen one, which is the matrix's stop in the tab order too. */
  readonly selected: boolean
  readonly onSelect: (machine: string, subject: string) => void
}

export const MatrixCell = memo(function MatrixCell(props: MatrixCellProps) {
  const { place, word, state, machine, subject, selected, onSelect } = props
  return (
    <button
      type="button"
      className={css.cell}
      data-cell={place}
      data-state={state}
      aria-label={`${machine}, ${subject}: ${word}`}
      aria-pressed={selected}
      tabIndex={selected ? 0 : -1}
      onClick={() => onSelect(machine, subject)}
    >
      <Status kind={KINDS[state]}>{word}</Status>
    </button>
  )
})
