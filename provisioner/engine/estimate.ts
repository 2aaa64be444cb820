/** Estimate: how long the rest of a run will take, from what the same steps took in earlier runs. */
import type { StepRef } from '../core/event.ts'
import type { RunState } from '../core/journal.ts'
import type { MachineName } from '../core/machine.ts'
import type { Plan } from '../core/plan.ts'
import { listRuns, readRun } from './runFiles.ts'

/** What steps took before, in milliseconds. */
export interface Durations {
  /** The same step, else one of the same title elsewhere; undefined where neither was ever run. */
  of(step: Pick<StepRef, 'id' | 'title'>): number | undefined
}

/** Milliseconds for a step nothing is known of: most take less (measured in the lab). */
const USUAL = 1_500
/** Below this share of known steps a guess would mislead. */
const ENOUGH = 0.6

/** How many journals are read: enough to know each step, few enough to cost nothing. */
const JOURNALS = 6

/** From the newest journals of a project. */
export async function stepDurations(folder: string, operation: RunState['operation']): Promise<Durations> {
  const runs = (await listRuns(folder)).filter((run) => run.endsWith(`-${operation}`)).slice(0, JOURNALS)
  const states = await Promise.all(runs.map((run) => readRun(folder, run)))
  return durationsOf(states)
}

/** @param states newest first: the latest time a step took is the best guess. */
export function durationsOf(states: readonly (RunState | undefined)[]): Durations {
  const byId = new Map<string, number>()
  const byTitle = new Map<string, number[]>()
  for (const step of states.flatMap((state) => [...(state?.steps.values() ?? [])])) {
    if (step.state !== 'changed' || step.startedAt === undefined || step.endedAt === undefined) continue
    const took = step.endedAt - step.startedAt
    if (!byId.has(step.id)) byId.set(step.id, took)
    byTitle.set(step.title, [...(byTitle.get(step.title) ?? []), took])
  }
  return { of: ({ id, title }) => byId.get(id) ?? median(byTitle.get(title) ?? []) }
}

/** Milliseconds until the end, of all and of each machine that has something left. */
export interface Remaining {
  readonly total: number
  readonly machines: ReadonlyMap<MachineName, number>
}

/**
 * Follows the plan's order: a phase begins when those before it end, machines run side by side. Undefined where
 * earlier runs tell too little.
 * @param settled steps the preview found to be as they should be: they take no time
 */
export function remaining(
  plan: Plan,
  state: RunState,
  settled: ReadonlySet<string>,
  durations: Durations,
  now: number,
): Remaining | undefined {
  const open = [...state.steps.values()].filter((step) => step.endedAt === undefined && !settled.has(step.id))
  const known = open.filter((step) => durations.of(step) !== undefined)
  if (known.length < open.length * ENOUGH) return undefined
  const ends = new Map<string, number>()
  const machines = new Map<MachineName, number>()
  const left = (id: string, title: string): number => {
    const step = state.steps.get(id)
    if (step === undefined || step.endedAt !== undefined || settled.has(id)) return 0
    const expected = durations.of({ id, title }) ?? USUAL
    return step.startedAt === undefined ? expected : Math.max(0, expected - (now - step.startedAt))
  }
  for (const phase of plan.phases) {
    const start = Math.max(0, ...phase.after.map((id) => ends.get(id) ?? 0))
    let end = start
    for (const [machine, steps] of Map.groupBy(phase.steps, (step) => step.machine)) {
      const work = steps.reduce((sum, step) => sum + left(step.id, step.title), 0)
      if (work > 0) machines.set(machine, Math.max(machines.get(machine) ?? 0, start + work))
      end = Math.max(end, start + work)
    }
    ends.set(phase.id, end)
  }
  return { total: Math.max(0, ...ends.values()), machines }
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
