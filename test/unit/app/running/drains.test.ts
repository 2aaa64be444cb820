/** Drains as jobs: one at a time for a compute, told of as they go, kept over the end of the app however it comes. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Jobs, jobs } from '../../../../electron/app/jobs.ts'
import { type Drains, type DrainWork, drains } from '../../../../electron/app/running/drains.ts'
import type { Drain } from '../../../../electron/contract/computes.ts'
import { StacksteadError } from '../../../../provisioner/core/errors.ts'
import type { DrainEnd, DrainedInstance } from '../../../../provisioner/index.ts'

const WISH = { kind: 'drain', host: 'compute-1', reason: 'Fans', off: 'move', stuck: 'leave', atATime: 1 } as const

let folder: string
let all: Jobs
let kept: Drains
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-drains-'))
  await openAgain()
})
afterEach(async () => {
  await kept[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

let list: readonly Drain[]
const now = (): Drain | undefined => list[0]

/** A new process on the same folder; what another one did is known from there only. */
async function openAgain(): Promise<void> {
  all = jobs()
  kept = drains(all, async (cloud) => join(folder, `${cloud}.json`))
  const own = kept
  ;(await own.of('home')).follow((told) => {
    if (own === kept) list = told
  }, new AbortController().signal)
}
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
  const id = await kept.begin('home', WISH, work)
  const { onProgress } = await given
  onProgress({
    step: 'moving',
    instances: [instance('a', 'moved'), instance('b', 'moving')],
    waitsFor: { code: 'unreachable', message: 'away' },
  })
  await expect.poll(now).toMatchObject({ id, state: 'running', step: 'moving', waitsFor: { message: 'away' } })
  expect(all.list.get()[0]).toMatchObject({ kind: 'drain', cloud: 'home', title: 'Drain compute-1', progress: 0.5 })
  await expect(kept.begin('home', WISH, work)).rejects.toThrow('is being emptied already')
  resolve('empty')
  await expect.poll(() => now()?.state).toBe('empty')
  expect(now()?.waitsFor).toBeUndefined()
  expect(all.list.get()[0]).toMatchObject({ state: 'done' })
})

test.each([
  ['partly', 'failed'],
  ['cancelled', 'cancelled'],
] as const)('one that ends %s is a job that is %s; the next takes its place', async (end, job) => {
  await kept.begin('home', WISH, async () => end)
  await expect.poll(() => now()?.state).toBe(end)
  expect(all.list.get()[0]?.state).toBe(job)
  await kept.begin('home', WISH, async () => 'empty')
  await expect.poll(() => now()?.state).toBe('empty')
  expect(list).toHaveLength(1)
})

test('stopping waits for what is under way; stopping now does not', async () => {
  const { given, work } = held()
  await kept.begin('home', WISH, work)
  const { signal, stop } = await given
  await kept.stop('home', 'compute-1', false)
  expect([stop.aborted, signal.aborted, now()?.state]).toEqual([true, false, 'stopping'])
  await kept.stop('home', 'elsewhere', true)
  expect(signal.aborted).toBe(false)
  await kept.stop('home', 'compute-1', true)
  await expect.poll(() => now()?.state).toBe('cancelled')
})

test('a failure is kept with its reason; the end of the app ends all', async () => {
  await kept.begin('home', WISH, async () => {
    throw new StacksteadError({ code: 'blocked', message: 'It is down.' })
  })
  await expect.poll(() => now()).toMatchObject({ state: 'failed', error: { code: 'blocked', message: 'It is down.' } })
  const { given, work } = held()
  await kept.begin('home', { ...WISH, host: 'compute-2' }, work)
  const { signal } = await given
  await kept[Symbol.asyncDispose]()
  expect(signal.aborted).toBe(true)
  const ended = { host: 'compute-2', state: 'interrupted' }
  expect(now()).toMatchObject(ended)
  await openAgain()
  expect(list).toMatchObject([ended, { state: 'failed', error: { message: 'It is down.' } }])
})

test('wish, progress and failures are there after a crash at any moment; going on is given them', async () => {
  const { given, work } = held()
  await kept.begin('home', WISH, async (one) => {
    // It is on disk before anything is done.
    expect(JSON.parse(await readFile(join(folder, 'home.json'), 'utf8')).drains).toMatchObject([{ wish: WISH }])
    return work(one)
  })
  const { onProgress } = await given
  const instances = [
    { ...instance('a', 'moved'), to: 'compute-2' },
    { ...instance('b', 'failed'), error: { code: 'api', message: 'No room.' } as const },
    { ...instance('c', 'moving'), copied: 0.5 },
  ]
  onProgress({ step: 'moving', instances })
  // What is told is on disk.
  await expect.poll(() => now()?.instances).toEqual(instances)
  const crashed = kept
  await openAgain()
  const { copied: _moment, ...moving } = instances[2] as DrainedInstance
  const before = [instances[0], instances[1], moving]
  expect(list).toMatchObject([{ host: 'compute-1', wish: WISH, state: 'interrupted', instances: before }])
  expect(now()?.endedAt).toBeGreaterThan(0)
  expect(now()?.instances).toEqual(before)
  const again = held()
  await kept.begin('home', WISH, again.work)
  expect((await again.given).earlier).toEqual(before)
  expect(now()).toMatchObject({ state: 'running', instances: before })
  again.resolve('empty')
  await expect.poll(() => now()?.state).toBe('empty')
  // A new one knows nothing of it: that had come to its end.
  const next = held()
  await kept.begin('home', WISH, next.work)
  expect((await next.given).earlier).toEqual([])
  next.resolve('empty')
  await crashed[Symbol.asyncDispose]()
})

test('an interrupted one may end where it is; one that was told to stop does not ask', async () => {
  await kept.begin('home', WISH, held().work)
  await kept.begin('home', { kind: 'evacuation', host: 'compute-2', atATime: 2 }, held().work)
  expect(all.list.get()[0]?.title).toBe('Evacuate compute-2')
  await kept.stop('home', 'compute-2', false)
  const crashed = kept
  await openAgain()
  expect(list).toMatchObject([
    { host: 'compute-2', state: 'cancelled', wish: { kind: 'evacuation', atATime: 2 } },
    { host: 'compute-1', state: 'interrupted' },
  ])
  await kept.stop('home', 'compute-1', false)
  expect(list[1]?.state).toBe('cancelled')
  const second = kept
  await openAgain()
  expect(list[1]?.state).toBe('cancelled')
  await Promise.all([crashed, second].map((one) => one[Symbol.asyncDispose]()))
})

test('what cannot be written is not begun; a file nobody understands counts as none', async () => {
  await mkdir(join(folder, 'away.json'))
  await expect(kept.begin('away', WISH, held().work)).rejects.toThrow('could not be written')
  expect((await kept.of('away')).get()).toEqual([])
  await kept.begin('home', WISH, async () => 'empty')
  await expect.poll(() => now()?.state).toBe('empty')
  await kept[Symbol.asyncDispose]()
  await writeFile(join(folder, 'home.json'), '{"drains": [{}]}')
  await openAgain()
  expect(list).toEqual([])
})
