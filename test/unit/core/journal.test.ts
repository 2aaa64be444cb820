/** The reduction of events: taken one by one or many at once, a run looks the same. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RunEvent } from '../../../provisioner/core/event.ts'
import { type RunState, reduceRun, reduceRunEvents } from '../../../provisioner/core/journal.ts'

const STEPS = ['a@m', 'b@m', 'c@n']

const started = (at: number): RunEvent => ({
  type: 'run-started',
  at,
  run: `run-${at}`,
  operation: 'apply',
  steps: STEPS.map((id) => ({ id, title: id, component: 'x', machine: 'm' })),
})

/** Any event at all, in any order: also of steps nobody announced, and before a run began. */
const event: fc.Arbitrary<RunEvent> = fc
  .tuple(fc.nat(1e6), fc.constantFrom(...STEPS, 'ghost@m'), fc.nat(7))
  .map(([at, step, kind]): RunEvent => {
    switch (kind) {
      case 0:
        return started(at)
      case 1:
        return { type: 'step-started', at, step, changes: [] }
      case 2:
        return { type: 'step-output', at, step, line: 'x' }
      case 3:
        return { type: 'step-changed', at, step }
      case 4:
        return { type: 'step-failed', at, step, error: { code: 'internal', message: 'x' } }
      case 5:
        return { type: 'step-skipped', at, step, reason: 'x' }
      case 6:
        return { type: 'step-ok', at, step }
      default:
        return { type: 'run-finished', at, outcome: 'done' }
    }
  })

const folded = (state: RunState | undefined, events: readonly RunEvent[]): RunState | undefined =>
  events.reduce(reduceRun, state)

test('many events at once come to what they come to one by one, wherever they are cut', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), fc.nat(40), (events, cut) => {
      const whole = [started(0), ...events]
      const pieces = reduceRunEvents(reduceRunEvents(undefined, whole.slice(0, cut)), whole.slice(cut))
      expect(pieces).toEqual(folded(undefined, whole))
      expect(reduceRunEvents(undefined, events)).toEqual(folded(undefined, events))
    }),
  )
})

test('a state that was handed out never changes', () => {
  const before = reduceRunEvents(undefined, [started(1)])
  const copy = structuredClone(before)
  const after = reduceRunEvents(before, [
    { type: 'step-started', at: 2, step: 'a@m', changes: [] },
    { type: 'step-changed', at: 3, step: 'a@m' },
  ])
  expect(before).toEqual(copy)
  expect(after?.steps.get('a@m')).toMatchObject({ state: 'changed', startedAt: 2, endedAt: 3 })
  expect(reduceRunEvents(after, [{ type: 'step-output', at: 4, step: 'a@m', line: 'x' }])).toBe(after)
})

test('tens of thousands of events are reduced at once in a moment', () => {
  const steps = Array.from({ length: 30_000 }, (_, index) => ({
    id: `s${index}@m`,
    title: 'x',
    component: 'x',
    machine: 'm',
  }))
  const first: RunEvent = { type: 'run-started', at: 0, run: 'r', operation: 'apply', steps }
  const events = steps.map(({ id }): RunEvent => ({ type: 'step-ok', at: 1, step: id }))
  const begin = performance.now()
  const state = reduceRunEvents(undefined, [first, ...events])
  // One by one it takes minutes.
  expect(performance.now() - begin).toBeLessThan(3_000)
  expect([...(state?.steps.values() ?? [])].every((step) => step.state === 'ok')).toBe(true)
})
