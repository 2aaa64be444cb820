/** Runs that end before their end: paused, cancelled, or with the app itself. */
import { expect, test } from 'vitest'
import type { RunNow } from '../../../electron/contract/index.ts'
import { wants } from '../../support/fakeMachines.ts'
import { ended, HOME, held, runsWorld, START } from '../../support/runsWorld.ts'
import { told } from '../../support/testApp.ts'

test('pausing lets the step under way end, begins no other, and starting again does the rest', async () => {
  await using w = runsWorld([wants('a', 'x'), wants('a', 'y')])
  const hold = held(w.machines)
  await w.area.requests['runs.start'](START)
  await hold.reached
  await w.area.requests['runs.pause'](HOME)
  const now = told<RunNow>()
  await w.area.streams['runs.now'](HOME, now.emit, now.signal)
  expect(now.events[0]?.phase).toBe('pausing')
  hold.go()
  await now.until(({ phase }) => phase === 'idle')
  expect(w.machines.log).toEqual(['a: set x yes'])
  expect(w.fleet.locked.size).toBe(0)
  expect(w.app.context.jobs.list.get()[0]?.state).toBe('cancelled')
  delete w.machines.before
  expect(await w.run()).toMatchObject({ phase: 'idle' })
  expect(w.machines.log).toEqual(['a: set x yes', 'a: set y yes'])
  expect((await w.area.requests['runs.list'](HOME)).map(({ state }) => state)).toEqual(['done', 'cancelled'])
})

test('cancelling says so, and pausing after it does not unsay it', async () => {
  await using w = runsWorld()
  const hold = held(w.machines)
  await w.area.requests['runs.start'](START)
  await hold.reached
  await w.area.requests['runs.cancel'](HOME)
  await w.area.requests['runs.pause'](HOME)
  const now = told<RunNow>()
  await w.area.streams['runs.now'](HOME, now.emit, now.signal)
  expect(now.events[0]?.phase).toBe('stopping')
  hold.go()
  await now.until(({ phase }) => phase === 'idle')
  await w.area.requests['runs.pause'](HOME)
  expect(now.events.at(-1)?.phase).toBe('idle')
})

test('the app ends within moments although a step goes on, and lets go of nothing it began', async () => {
  const w = runsWorld()
  const hold = held(w.machines)
  await w.area.requests['runs.start'](START)
  await hold.reached
  const begin = performance.now()
  await w.area[Symbol.asyncDispose]()
  expect(performance.now() - begin).toBeLessThan(4_000)
  hold.go()
  await ended(w.area)
  expect((await w.area.requests['runs.list'](HOME))[0]?.state).toBe('cancelled')
  w.app[Symbol.dispose]()
})
