/** The time left, from what steps took before. */
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../../provisioner/core/event.ts'
import { type RunState, reduceRun } from '../../../provisioner/core/journal.ts'
import { buildPlan } from '../../../provisioner/core/plan.ts'
import type { Step } from '../../../provisioner/core/step.ts'
import { durationsOf, remaining } from '../../../provisioner/engine/estimate.ts'

const step = (id: string, machine: string, title: string): Step => {
  return { id, title, machine, explains: '', reads: [], check: () => ({ state: 'ok' }), actions: () => [] }
}
const packages = ['one', 'two'].map((machine) => step(`packages@${machine}`, machine, 'Install packages'))
const plan = buildPlan([
  { component: 'base', requires: [], phases: [{ title: 'Packages', scope: 'machine', steps: packages }] },
  {
    component: 'api',
    requires: ['base'],
    phases: [{ title: 'Run', scope: 'cloud', steps: [step('api@one', 'one', 'Run api')] }],
  },
])

function runOf(...events: RunEvent[]): RunState {
  const steps = plan.phases.flatMap((phase) => phase.steps.map((one) => ({ ...one, component: phase.component })))
  const start: RunEvent = { type: 'run-started', at: 0, run: 'x', operation: 'apply', steps }
  const state = [start, ...events].reduce<RunState | undefined>(reduceRun, undefined)
  if (state === undefined) throw new Error('no run')
  return state
}

const took = (id: string, from: number, to: number): RunEvent[] => [
  { type: 'step-started', at: from, step: id, changes: [] },
  { type: 'step-changed', at: to, step: id },
]
const earlier = runOf(
  ...took('packages@one', 0, 60_000),
  ...took('packages@two', 0, 40_000),
  ...took('api@one', 60_000, 70_000),
)

describe('an estimate', () => {
  test('follows the order of the plan: machines side by side, phases one after the other', () => {
    const left = remaining(plan, runOf(), new Set(), durationsOf([earlier]), 0)
    expect(left).toEqual({
      total: 70_000,
      machines: new Map([
        ['one', 70_000],
        ['two', 40_000],
      ]),
    })
  })

  test('counts what a step under way has done already, and nothing for what ended or needs nothing', () => {
    const now = runOf(
      { type: 'step-started', at: 1_000, step: 'packages@one', changes: [] },
      ...took('packages@two', 0, 5_000),
    )
    expect(remaining(plan, now, new Set(['api@one']), durationsOf([earlier]), 21_000)?.total).toBe(40_000)
    expect(remaining(plan, now, new Set(['api@one']), durationsOf([earlier]), 900_000)?.total).toBe(0)
  })

  test('takes a machine seen for the first time for one like the others', () => {
    const durations = durationsOf([earlier])
    expect(durations.of({ id: 'packages@three', title: 'Install packages' })).toBe(60_000)
    expect(durations.of({ id: 'x', title: 'Something new' })).toBeUndefined()
  })

  test('prefers the newest run', () => {
    const newest = runOf(...took('api@one', 0, 3_000))
    expect(durationsOf([newest, earlier]).of({ id: 'api@one', title: 'Run api' })).toBe(3_000)
  })

  test('is not given where earlier runs tell too little', () => {
    expect(remaining(plan, runOf(), new Set(), durationsOf([]), 0)).toBeUndefined()
    expect(remaining(plan, runOf(), new Set(), durationsOf([runOf(...took('api@one', 0, 1_000))]), 0)).toBeUndefined()
  })
})
