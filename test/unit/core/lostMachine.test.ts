/** Machines lost in the middle of a run: waited for, asked again, given up in time, and let go at once on Ctrl-C. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { checkPlan } from '../../../provisioner/core/check.ts'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import type { RunEvent } from '../../../provisioner/core/event.ts'
import { buildPlan } from '../../../provisioner/core/plan.ts'
import { runPlan } from '../../../provisioner/core/run.ts'
import { type FakeFleet, fakeFleet, wants } from '../../support/fakeMachines.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const steps = [wants('a', 'x'), wants('a', 'y'), wants('b', 'x')]

async function started(fleet: FakeFleet, signal?: AbortSignal) {
  const plan = buildPlan([{ component: 'one', requires: [], phases: [{ title: 'Only', scope: 'machine', steps }] }])
  const preview = await checkPlan(plan, fleet)
  const events: RunEvent[] = []
  const emit = (event: RunEvent) => void events.push(event)
  const begun = Date.now()
  const more = signal === undefined ? {} : { signal }
  const outcome = runPlan(plan, {
    run: 'r',
    operation: 'apply',
    fleet,
    preview,
    emit,
    shown: (text) => text,
    ...more,
  }).then((end) => ({ end, took: Date.now() - begun }))
  const of = (type: RunEvent['type']) =>
    events.flatMap((event) => (event.type === type && 'step' in event ? [event.step] : []))
  const lines = () => events.flatMap((event) => (event.type === 'step-output' ? [event.line] : []))
  return { outcome, events, of, lines }
}

/** Cuts the connection to `a` under "set x": once, and off until it is told to return. */
function losing(fleet: FakeFleet, { isDone = false, times = 1 } = {}): void {
  let left = times
  fleet.before = async (machine, command) => {
    if (machine !== 'a' || command !== 'set x yes' || left === 0) return
    left -= 1
    fleet.dead.add('a')
    if (isDone) fleet.state.set('a', { x: 'yes' })
    throw new StacksteadError({ code: 'unreachable', machine: 'a', message: 'The connection to a was lost.' })
  }
}

describe('a machine that is lost under a step', () => {
  test('is waited for, and its step tried again', async () => {
    const fleet = fakeFleet('a', 'b')
    losing(fleet)
    const { outcome, of, lines } = await started(fleet)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(lines()).toContainEqual(expect.stringMatching(/^a was lost: waiting up to 120 s/))
    expect(of('step-changed')).toEqual(['x@b'])
    fleet.dead.clear()
    await vi.advanceTimersByTimeAsync(2_000)
    expect((await outcome).end).toBe('done')
    expect(lines()).toContain('a is back')
    expect(of('step-started')).toEqual(['x@a', 'x@b', 'y@a'])
    expect(of('step-changed')).toEqual(['x@b', 'x@a', 'y@a'])
  })

  test('is not told twice to do what went on without the connection', async () => {
    const fleet = fakeFleet('a', 'b')
    losing(fleet, { isDone: true })
    const { outcome, of } = await started(fleet)
    await vi.advanceTimersByTimeAsync(2_000)
    fleet.dead.clear()
    await vi.advanceTimersByTimeAsync(2_000)
    expect((await outcome).end).toBe('done')
    expect(fleet.log.filter((line) => line.startsWith('a'))).toEqual(['a: set y yes'])
    expect(of('step-changed')).toContain('x@a')
  })

  test('fails its steps when it has not returned in two minutes', async () => {
    const fleet = fakeFleet('a', 'b')
    losing(fleet)
    const { outcome, events, of } = await started(fleet)
    await vi.advanceTimersByTimeAsync(130_000)
    const { end, took } = await outcome
    expect(end).toBe('failed')
    expect(took).toBeGreaterThan(110_000)
    const failed = events.find((event) => event.type === 'step-failed')
    expect(failed).toMatchObject({ step: 'x@a', error: { code: 'unreachable', machine: 'a' } })
    expect(of('step-skipped')).toEqual(['y@a'])
  })

  test('is let go at once on Ctrl-C', async () => {
    const fleet = fakeFleet('a', 'b')
    losing(fleet)
    const stop = new AbortController()
    const { outcome, events, of } = await started(fleet, stop.signal)
    await vi.advanceTimersByTimeAsync(10_000)
    stop.abort()
    const { end, took } = await outcome
    expect(end).toBe('failed')
    expect(took).toBe(10_000)
    expect(events.find((event) => event.type === 'step-failed')).toMatchObject({
      error: { message: 'The connection to a was lost.' },
    })
    expect(of('step-skipped')).toEqual(['y@a'])
  })

  test('is given up where the step itself is what loses it', async () => {
    const fleet = fakeFleet('a', 'b')
    losing(fleet, { times: 99 })
    const { outcome, of, lines } = await started(fleet)
    for (let waited = 0; waited < 10; waited += 1) {
      fleet.dead.clear()
      await vi.advanceTimersByTimeAsync(2_000)
    }
    expect((await outcome).end).toBe('failed')
    expect(of('step-failed')).toEqual(['x@a'])
    expect(lines().filter((line) => line === 'a is back')).toHaveLength(2)
  })
})

test('a machine nobody has reached yet is not waited for', async () => {
  const fleet = fakeFleet('a', 'b')
  fleet.dead.add('a')
  const { outcome } = await started(fleet)
  expect(await outcome).toEqual({ end: 'failed', took: 0 })
})
