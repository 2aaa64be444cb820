/** A preview by machine: what would change, what cannot be known yet, what is as it should be. Pure; also `plan --json`. */
import type { Preview } from '../core/check.ts'
import type { ErrorData } from '../core/errors.ts'
import type { Plan } from '../core/plan.ts'
import type { Change, Step } from '../core/step.ts'
import type { Finding } from '../preflight/index.ts'

export interface StepView {
  readonly id: string
  readonly title: string
  readonly component: string
  readonly explains: string
  readonly state: 'ok' | 'change' | 'unknown'
  /** What applying does; for `unknown` as far as it can be said now. */
  readonly changes: readonly Change[]
  /** Why the present state is not known. */
  readonly reason?: string
}

export interface MachineView {
  readonly name: string
  /** Why nothing of this machine could be read. */
  readonly unreadable?: ErrorData
  readonly steps: readonly StepView[]
}

export interface PreviewView {
  readonly cloud: string
  readonly converged: boolean
  readonly machines: readonly MachineView[]
  /** What is to be known besides; an error keeps the plan from being applied. Absent where there is nothing. */
  readonly findings?: readonly Finding[]
}

/** @param machines names in the order in which they are shown */
export function previewView(
  cloud: string,
  machines: readonly string[],
  plan: Plan,
  preview: Preview,
  findings: readonly Finding[] = [],
): PreviewView {
  const steps = plan.phases.flatMap((phase) =>
    phase.steps.map((step) => ({ machine: step.machine, view: stepView(step, phase.component, preview) })),
  )
  const byMachine = Map.groupBy(steps, (one) => one.machine)
  const names = [...new Set([...machines, ...byMachine.keys()])]
  return {
    cloud,
    converged: steps.every(({ view }) => view.state === 'ok'),
    machines: names.map((name) => {
      const unreadable = preview.unreadable.get(name)
      const own = (byMachine.get(name) ?? []).map(({ view }) => view)
      return { name, ...(unreadable === undefined ? {} : { unreadable }), steps: own }
    }),
    ...(findings.length === 0 ? {} : { findings }),
  }
}

function stepView(step: Step, component: string, preview: Preview): StepView {
  const { id, title, explains } = step
  const verdict = preview.verdicts.get(id) ?? { state: 'unknown', reason: 'it was not checked', expected: [] }
  const shared = { id, title, component, explains, state: verdict.state }
  if (verdict.state === 'ok') return { ...shared, changes: [] }
  if (verdict.state === 'change') return { ...shared, changes: verdict.changes }
  return { ...shared, changes: verdict.expected, reason: verdict.reason }
}

/** How many steps are in which state, over all machines that could be read. */
export function stepCounts(view: PreviewView): Readonly<Record<StepView['state'], number>> {
  const counts = { ok: 0, change: 0, unknown: 0 }
  for (const machine of view.machines) {
    if (machine.unreadable !== undefined) continue
    for (const step of machine.steps) counts[step.state] += 1
  }
  return counts
}

/** The steps of a machine in one state. */
export function stepsIn(machine: MachineView, state: StepView['state']): readonly StepView[] {
  return machine.steps.filter((step) => step.state === state)
}
