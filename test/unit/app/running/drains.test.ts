/** Drains as jobs: one at a time for a compute, told of as they go, ended with the app. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Jobs, jobs } from '../../../../electron/app/jobs.ts'
import { type Drains, type DrainWork, drains } from '../../../../electron/app/running/drains.ts'
import type { Drain } from '../../../../electron/contract/computes.ts'
import { StacksteadError } from '../../../../provisioner/core/errors.ts'
import type { DrainEnd, DrainedInstance } from '../../../../provisioner/index.ts'

const WISH = { host: 'compute-1', reason: 'Fans', off: 'move', stuck: 'leave', atATime: 1 } as const

let all: Jobs
let kept: Drains
beforeEach(() => {
  all = jobs()
  kept = drains(all)
})
afterEach(() => kept[Symbol.asyncDispose]())

const now = (): Drain | undefined => kept.of('home').get()[0]
const instance = (id: string, state: DrainedInstance['state']): DrainedInstance => ({
  id,
  name: id,
  way: 'live',
  state,
})

/** Works until the test says how it ends. */
function held() {
  const { promise, reject, resolve } = Promise.withResolvers<DrainEnd>()
  const given = Promise.withResolvers<Parameters<DrainWork>[0]>()
  const work: DrainWork = (one) => {
    given.resolve(one)
    one.signal.addEventListener('abort', () => reject(one.signal.reason))
    return promise
  }
  return { work, given: given.promise, resolve, reject }
}

test('a drain is told of as it goes, with its share in the status bar, and refused a second time', async () => {
  const { given, resolve, work } = held()
  const id = kept.begin('home', WISH, work)
  const { onProgress } = await given
  onProgress({
    step: 'moving',
    instances: [instance('a', 'moved'), instance('b', 'moving')],
    waitsFor: { code: 'unreachable', message: 'away' },
  })
  expect(now()).toMatchObject({ id, state: 'running', step: 'moving', waitsFor: { message: 'away' } })
  expect(all.list.get()[0]).toMatchObject({ kind: 'drain', cloud: 'home', title: 'Drain compute-1', progress: 0.5 })
  expect(() => kept.begin('home', WISH, work)).toThrow('is being drained already')
  resolve('empty')
  await expect.poll(() => now()?.state).toBe('empty')
  expect(now()?.waitsFor).toBeUndefined()
  expect(all.list.get()[0]).toMatchObject({ state: 'done' })
})

test.each([
  ['partly', 'failed'],
  ['cancelled', 'cancelled'],
] as const)('one that ends %s is a job that is %s; the next takes its place', async (end, job) => {
  kept.begin('home', WISH, async () => end)
  await expect.poll(() => now()?.state).toBe(end)
  expect(all.list.get()[0]?.state).toBe(job)
  kept.begin('home', WISH, async () => 'empty')
  await expect.poll(() => now()?.state).toBe('empty')
  expect(kept.of('home').get()).toHaveLength(1)
})

test('stopping waits for what is under way; stopping now does not', async () => {
  const { given, work } = held()
  kept.begin('home', WISH, work)
  const { signal, stop } = await given
  kept.stop('home', 'compute-1', false)
  expect([stop.aborted, signal.aborted, now()?.state]).toEqual([true, false, 'stopping'])
  kept.stop('home', 'elsewhere', true)
  expect(signal.aborted).toBe(false)
  kept.stop('home', 'compute-1', true)
  await expect.poll(() => now()?.state).toBe('cancelled')
})

test('a failure is kept with its reason; the end of the app ends all', async () => {
  kept.begin('home', WISH, async () => {
    throw new StacksteadError({ code: 'blocked', message: 'It is down.' })
  })
  await expect.poll(() => now()).toMatchObject({ state: 'failed', error: { code: 'blocked', message: 'It is down.' } })
  const { given, work } = held()
  kept.begin('home', { ...WISH, host: 'compute-2' }, work)
  const { signal } = await given
  await kept[Symbol.asyncDispose]()
  expect(signal.aborted).toBe(true)
  expect(now()).toMatchObject({ host: 'compute-2', state: 'cancelled' })
})
