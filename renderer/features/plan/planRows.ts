/** A preview as the rows of a tree: by machine or by component, filtered, with counts. Pure. */
import type { ChangeKind, KindCount } from '../../../electron/contract/changeKinds.ts'
import type { ErrorData, PreviewView, StepView } from '../../../electron/contract/index.ts'
import { summed } from './kinds.ts'

export type Grouping = 'machine' | 'component'

export interface PlanFilter {
  readonly text: string
  /** None at all: every kind. */
  readonly kinds: ReadonlySet<ChangeKind>
  /** Whether steps that are as they should be are shown too. */
  readonly settled: boolean
}

export interface PlanStep extends StepView {
  readonly machine: string
}

export interface GroupRow {
  readonly row: 'group'
  readonly id: string
  readonly label: string
  /** `later`: what {@link isLater} says of steps, drawn together as one row. */
  readonly what: Grouping | 'later'
  readonly level: 1 | 2 | 3
  readonly open: boolean
  readonly steps: number
  readonly counts: readonly KindCount[]
  readonly unreadable?: ErrorData
}

export interface StepRow {
  readonly row: 'step'
  readonly id: string
  readonly level: 3 | 4
  readonly step: PlanStep
}

export type PlanRow = GroupRow | StepRow

/** Every step with its machine, in the order of the plan. */
export function planSteps(view: PreviewView): readonly PlanStep[] {
  return view.machines.flatMap((machine) => machine.steps.map((step) => ({ ...step, machine: machine.name })))
}

export function matches(step: PlanStep, { text, kinds, settled }: PlanFilter): boolean {
  if (!settled && step.state === 'ok') return false
  if (kinds.size > 0 && !step.changes.some(({ kind }) => kinds.has(kind))) return false
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return true
  const words = [step.title, step.id, step.component, step.machine, ...step.changes.map(({ subject }) => subject)]
  return words.some((word) => word.toLowerCase().includes(wanted))
}

interface Asked {
  readonly grouping: Grouping
  readonly filter: PlanFilter
  /** Groups that are not as they are by themselves: machines and components open, what is inside them closed. */
  readonly toggled: ReadonlySet<string>
}

export function planRows(view: PreviewView, { grouping, filter, toggled }: Asked): readonly PlanRow[] {
  const steps = planSteps(view).filter((step) => matches(step, filter))
  const inner: Grouping = grouping === 'machine' ? 'component' : 'machine'
  const searching = filter.text.trim() !== ''
  const unreadable = new Map(view.machines.map(({ name, unreadable }) => [name, unreadable]))
  const outer = Map.groupBy(steps, (step) => step[grouping])
  // A machine that could not be read has nothing to match, and must not go unseen.
  const lost = grouping === 'machine' ? view.machines.filter((one) => one.unreadable !== undefined) : []
  const labels = [...new Set([...lost.map(({ name }) => name), ...outer.keys()])]
  return labels.flatMap((label): PlanRow[] => {
    const own = outer.get(label) ?? []
    const error = grouping === 'machine' ? unreadable.get(label) : undefined
    const open = !toggled.has(label)
    const head = group(label, label, grouping, 1, open, own, error)
    if (!open || error !== undefined) return [head]
    const parts = [...Map.groupBy(own, (step) => step[inner])]
    return [
      head,
      ...parts.flatMap(([name, some]): PlanRow[] => {
        const id = `${label}/${name}`
        const shown = searching || toggled.has(id)
        const rows = shown ? stepRows(id, some, (later) => searching || toggled.has(later)) : []
        return [group(id, name, inner, 2, shown, some), ...rows]
      }),
    ]
  })
}

/** Whether only running finds out if there is anything to do, and nothing is expected as yet. */
export function isLater({ state, changes }: PlanStep): boolean {
  return state === 'unknown' && changes.length === 0
}

/** Several steps of which nothing can be said are one row, after those of which something can, and open by it. */
function stepRows(id: string, steps: readonly PlanStep[], isOpen: (id: string) => boolean): readonly PlanRow[] {
  const rows = (some: readonly PlanStep[], level: StepRow['level']) =>
    some.map((step): StepRow => ({ row: 'step', id: step.id, level, step }))
  const later = steps.filter(isLater)
  if (later.length < 2) return rows(steps, 3)
  const head = group(`${id}/later`, 'Decided while running', 'later', 3, isOpen(`${id}/later`), later)
  const others = steps.filter((step) => !isLater(step))
  return [...rows(others, 3), head, ...(head.open ? rows(later, 4) : [])]
}

function group(
  id: string,
  label: string,
  what: GroupRow['what'],
  level: GroupRow['level'],
  open: boolean,
  steps: readonly PlanStep[],
  unreadable?: ErrorData,
): GroupRow {
  const counts = countsOf(steps)
  const shared = { row: 'group', id, label, what, level, open, steps: steps.length, counts } as const
  return unreadable === undefined ? shared : { ...shared, unreadable }
}

function countsOf(steps: readonly PlanStep[]): readonly KindCount[] {
  const machines = Map.groupBy(steps, ({ machine }) => machine).values()
  return summed([...machines].map((some) => some.flatMap(({ changes }) => changes)))
}

export interface PlanTotals {
  readonly change: number
  readonly unknown: number
  readonly ok: number
  /** Machines with something to do. */
  readonly machines: readonly string[]
  readonly unreadable: readonly string[]
  readonly counts: readonly KindCount[]
}

export function planTotals(view: PreviewView): PlanTotals {
  const readable = view.machines.filter(({ unreadable }) => unreadable === undefined)
  const steps = readable.flatMap((machine) => machine.steps)
  const open = steps.filter(({ state }) => state !== 'ok')
  return {
    change: steps.filter(({ state }) => state === 'change').length,
    unknown: steps.filter(({ state }) => state === 'unknown').length,
    ok: steps.length - open.length,
    machines: readable.filter((one) => one.steps.some(({ state }) => state !== 'ok')).map(({ name }) => name),
    unreadable: view.machines.filter(({ unreadable }) => unreadable !== undefined).map(({ name }) => name),
    counts: summed(readable.map((one) => one.steps.flatMap(({ changes }) => changes))),
  }
}
