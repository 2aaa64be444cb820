/** The preflight as a matrix: which findings belong in which cell, and what a cell says in one word. Pure. */
import type { Finding, PreflightState } from '../../../electron/contract/index.ts'
import { count } from '../../ui/words.ts'

/** `none`: looked at, and the subject does not apply to this machine. `unknown`: not looked at, or out of reach. */
export type CellState = 'ok' | 'warning' | 'error' | 'looking' | 'none' | 'unknown'

export interface Cell {
  readonly machine: string
  readonly subject: string
  readonly state: CellState
  /** Worst first. */
  readonly findings: readonly Finding[]
}

export interface Matrix {
  readonly machines: readonly string[]
  readonly subjects: PreflightState['subjects']
  cell(machine: string, subject: string): Cell
}

const ORDER: Readonly<Record<Finding['level'], number>> = { error: 0, warning: 1, ok: 2 }

/** @param names machines in the order of cloud.yaml; others that are known follow */
export function matrixOf(state: PreflightState, names: readonly string[]): Matrix {
  const machines = [...new Set([...names, ...Object.keys(state.at), ...state.running])]
  const known = new Set(state.subjects.map(({ id }) => id))
  const extra = [...new Set(state.findings.map(subjectOf))].filter((id) => !known.has(id))
  const subjects = [...state.subjects, ...extra.map((id) => ({ id, title: id }))]
  const byCell = Map.groupBy(state.findings, (finding) => `${finding.machine} ${subjectOf(finding)}`)
  const running = new Set(state.running)
  const lost = new Set(
    state.findings.filter((one) => one.level === 'error' && subjectOf(one) === 'connection').map((one) => one.machine),
  )
  return {
    machines,
    subjects,
    cell(machine, subject) {
      const findings = (byCell.get(`${machine} ${subject}`) ?? []).toSorted((a, b) => ORDER[a.level] - ORDER[b.level])
      if (running.has(machine)) return { machine, subject, state: 'looking', findings }
      const answered = state.at[machine] !== undefined && !lost.has(machine)
      return { machine, subject, state: findings[0]?.level ?? (answered ? 'none' : 'unknown'), findings }
    },
  }
}

function subjectOf({ id }: Finding): string {
  return id.split('/')[0] ?? id
}

/** "2 errors, 1 warning on 3 machines", for the title row. */
export function summaryOf(state: PreflightState, machines: number): string {
  const errors = state.findings.filter(({ level }) => level === 'error').length
  const warnings = state.findings.filter(({ level }) => level === 'warning').length
  const found = [...(errors > 0 ? [count(errors, 'error')] : []), ...(warnings > 0 ? [count(warnings, 'warning')] : [])]
  return `${found.length === 0 ? 'Nothing in the way' : found.join(', ')} on ${count(machines, 'machine')}`
}

/** The cell a person wants to see first: the first error, else the first warning. */
export function worstCell(matrix: Matrix): Cell | undefined {
  const cells = matrix.machines.flatMap((machine) => matrix.subjects.map(({ id }) => matrix.cell(machine, id)))
  return cells.find(({ state }) => state === 'error') ?? cells.find(({ state }) => state === 'warning')
}

/** One word for a cell. */
export function wordOf({ state, findings }: Cell): string {
  const bad = findings.filter(({ level }) => level === state).length
  if (state === 'error') return bad > 1 ? `${bad} errors` : 'Error'
  if (state === 'warning') return bad > 1 ? `${bad} warnings` : 'Warning'
  return { ok: 'Fine', looking: 'Looking', none: 'Not needed', unknown: 'Not known' }[state]
}
