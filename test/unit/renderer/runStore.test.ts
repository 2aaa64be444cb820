/** The store of a run: lanes and totals follow the events, and parts that did not change stay the same objects. */
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../../electron/contract/index.ts'
import { alike } from '../../../renderer/features/deploy/alike.ts'
import { runStore } from '../../../renderer/features/deploy/runStore.ts'
import { findSteps } from '../../../renderer/features/deploy/stepSearch.ts'

const at = 1_000_000

const steps = [
  { id: 'base/packages@one', title: 'Install packages', component: 'base', machine: 'one' },
  { id: 'mariadb/run@one', title: 'Run mariadb', component: 'mariadb', machine: 'one' },
  { id: 'memcached/run@one', title: 'Run memcached', component: 'memcached', machine: 'one' },
  { id: 'base/packages@two', title: 'Install packages', component: 'base', machine: 'two' },
]
const begun: RunEvent = { type: 'run-started', at, run: '2026-01-01T00-00-00-000Z-apply', operation: 'apply', steps }
const started = (step: string, after: number): RunEvent => ({ type: 'step-started', at: at + after, step, changes: [] })
const changed = (step: string, after: number): RunEvent => ({ type: 'step-changed', at: at + after, step })
const failed = (step: string, after: number): RunEvent => ({
  type: 'step-failed',
  at: at + after,
  step,
  error: { code: 'command-failed', message: 'No.' },
})

describe('lanes', () => {
  test('are another map when one of them grows, and the same as long as all keep their height', () => {
    const store = runStore()
    store.feed([begun])
    const bare = store.lanes()
    store.feed([started('mariadb/run@one', 0)])
    const first = store.lanes()
    expect(first).not.toBe(bare)
    store.feed([changed('mariadb/run@one', 100), started('memcached/run@one', 200)])
    expect(store.lanes()).toBe(first)
    store.feed([started('base/packages@one', 300)])
    expect(store.lanes()).not.toBe(first)
    expect(store.lanes().get('one')?.tracks).toHaveLength(2)
  })

  test('lay what runs side by side into tracks, and use a track again', () => {
    const store = runStore()
    store.feed([
      begun,
      started('mariadb/run@one', 0),
      started('memcached/run@one', 100),
      changed('mariadb/run@one', 5000),
      started('base/packages@one', 9000),
    ])
    const blocks = store
      .lanes()
      .get('one')
      ?.blocks.map(({ component, track }) => [component, track])
    expect(blocks).toEqual([
      ['mariadb', 0],
      ['memcached', 1],
      ['base', 0],
    ])
  })

  test('join the steps of a component that follow each other, and part them after a pause', () => {
    const again = steps.map((step) => ({ ...step, component: 'base', machine: 'one' }))
    const store = runStore()
    store.feed([
      { ...begun, steps: again },
      started('base/packages@one', 0),
      changed('base/packages@one', 1000),
      started('mariadb/run@one', 1500),
      changed('mariadb/run@one', 2000),
      started('memcached/run@one', 60_000),
    ])
    expect(store.lanes().get('one')?.blocks).toMatchObject([
      { track: 0, startedAt: at, endedAt: at + 2000, steps: 2 },
      { track: 0, startedAt: at + 60_000, endedAt: undefined, steps: 1 },
    ])
  })

  test('say what they do and how far they are', () => {
    const store = runStore()
    store.feed([begun, started('mariadb/run@one', 0), { type: 'step-ok', at, step: 'memcached/run@one' }])
    expect(store.lane('one')).toMatchObject({ state: 'running', total: 3, done: 1, doing: ['Run mariadb'] })
    store.feed([failed('mariadb/run@one', 10), { type: 'step-skipped', at, step: 'base/packages@two', reason: 'why' }])
    expect(store.lane('one')).toMatchObject({ state: 'failed', failed: 1, doing: [] })
    expect(store.lane('two')).toMatchObject({ state: 'stopped', skipped: 1 })
  })
})

test('a lane no event touched stays the same object', () => {
  const store = runStore()
  store.feed([begun])
  const before = store.lane('two')
  store.feed([started('mariadb/run@one', 0)])
  expect(store.lane('two')).toBe(before)
  expect(store.lane('one')).not.toBe(before)
})

test('failures and totals follow', () => {
  const store = runStore()
  let told = 0
  store.subscribe(() => {
    told += 1
  })
  store.feed([begun, started('mariadb/run@one', 0), failed('mariadb/run@one', 10), changed('base/packages@two', 20)])
  expect(told).toBe(1)
  expect(store.failures().map(({ id }) => id)).toEqual(['mariadb/run@one'])
  expect(store.totals()).toEqual({ total: 4, done: 2, changed: 1, failed: 1, skipped: 0, running: 0 })
  expect(store.atWork('one')).toBe('mariadb/run@one')
  expect(store.lastAt()).toBe(at + 20)
})

test('events that come all over again after a lost connection count once', () => {
  const store = runStore()
  const all = [begun, started('mariadb/run@one', 0), changed('mariadb/run@one', 10)]
  store.feed(all)
  store.feed(all)
  expect(store.totals()).toMatchObject({ done: 1, changed: 1 })
  expect(store.lanes().get('one')?.blocks).toHaveLength(1)
})

test('a search wants every word, in any order', () => {
  const store = runStore()
  store.feed([begun])
  const find = (text: string, component?: string) => findSteps(store.stepIds(), store.step, { text, component })
  expect(find('packages two')).toEqual(['base/packages@two'])
  expect(find('RUN', 'memcached')).toEqual(['memcached/run@one'])
  expect(find('')).toBe(store.stepIds())
  expect(find('nothing like it')).toEqual([])
})

test('one cause that failed many steps of a machine is told once', () => {
  const store = runStore()
  store.feed([begun, failed('mariadb/run@one', 1), failed('memcached/run@one', 2), failed('base/packages@two', 3)])
  expect(alike(store.failures()).map(({ first, others }) => [first.id, others.length])).toEqual([
    ['mariadb/run@one', 1],
    ['base/packages@two', 0],
  ])
})
