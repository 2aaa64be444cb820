/** Runs as the window sees them: begun, followed, refused, failed, and what each came to. */
import { expect, test } from 'vitest'
import { type RunEvent, type RunNow, reduceRunEvents } from '../../../electron/contract/index.ts'
import { wants } from '../../support/fakeMachines.ts'
import { ended, HOME, held, runsWorld, START } from '../../support/runsWorld.ts'
import { rejection } from '../../support/sshClient.ts'
import { told } from '../../support/testApp.ts'

test('a run tells its phases, its events in pieces, and what it came to', async () => {
  await using w = runsWorld()
  const now = told<RunNow>()
  await w.area.streams['runs.now'](HOME, now.emit, now.signal)
  expect(now.events).toEqual([{ phase: 'idle', waitingFor: [] }])
  await w.area.requests['runs.start'](START)
  await now.until((one) => one.phase === 'idle' && one.run !== undefined)
  const phases = now.events.map(({ phase }) => phase).filter((one, index, all) => one !== all[index - 1])
  expect(phases).toEqual(['idle', 'reading', 'locking', 'running', 'idle'])
  const run = now.events.at(-1)?.run ?? ''
  expect(run).toMatch(/-apply$/)

  const events = told<readonly RunEvent[]>()
  await w.area.streams['runs.events']({ cloud: 'home', run }, events.emit, events.signal)
  expect(events.events).toHaveLength(1)
  expect(events.events[0]?.some(({ type }) => type === 'step-output')).toBe(false)
  const state = reduceRunEvents(undefined, events.events[0] ?? [])
  expect([...(state?.steps.values() ?? [])].map((step) => step.state)).toEqual(['changed', 'changed'])
  expect(await w.area.requests['runs.list'](HOME)).toMatchObject([
    { run, operation: 'apply', state: 'done', steps: 2, changed: 2, failed: 0 },
  ])
  expect(w.app.context.jobs.list.get()).toMatchObject([
    { kind: 'run', title: 'Deploy home', state: 'done', progress: 1 },
  ])
  expect(w.app.notified).toEqual(['Deploy home: done — Everything is as cloud.yaml says.'])
  expect(w.app.refreshed()).toBeGreaterThan(0)
})

test('who listens late gets all so far in one piece and then the rest, and both are the whole', async () => {
  await using w = runsWorld()
  const hold = held(w.machines)
  await w.area.requests['runs.start'](START)
  await hold.reached
  const now = told<RunNow>()
  await w.area.streams['runs.now'](HOME, now.emit, now.signal)
  const { run = '' } = await now.until((one) => one.run !== undefined)
  expect(await w.area.requests['runs.list'](HOME)).toMatchObject([{ run, state: 'running' }])
  const [early, late] = [told<readonly RunEvent[]>(), told<readonly RunEvent[]>()]
  await w.area.streams['runs.events']({ cloud: 'home', run }, early.emit, early.signal)
  await early.until((events) => events.some(({ type }) => type === 'step-started'))
  await w.area.streams['runs.events']({ cloud: 'home', run }, late.emit, late.signal)
  expect(late.events[0]?.[0]?.type).toBe('run-started')
  hold.go()
  await late.until((events) => events.some(({ type }) => type === 'run-finished'))
  expect(late.events.flat()).toEqual(early.events.flat())
  await ended(w.area)
  const journal = told<readonly RunEvent[]>()
  await w.area.streams['runs.events']({ cloud: 'home', run }, journal.emit, journal.signal)
  expect(journal.events.flat()).toEqual(late.events.flat())
})

test('a second start while one is under way is refused, whatever it would do', async () => {
  await using w = runsWorld()
  const hold = held(w.machines)
  const both = await Promise.allSettled([w.area.requests['runs.start'](START), w.area.requests['runs.start'](START)])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await rejection(w.area.requests['runs.start']({ ...START, operation: 'destroy' }))).toMatchObject({
    data: { code: 'invalid-input', message: 'home is already being deployed.' },
  })
  hold.go()
  await ended(w.area)
})

test('nothing to do is told as such, and leaves no run behind', async () => {
  await using w = runsWorld()
  await w.run()
  const again = await w.run()
  expect(again).toMatchObject({ phase: 'idle', converged: true })
  expect(again.run).toBeUndefined()
  expect(await w.area.requests['runs.list'](HOME)).toHaveLength(1)
})

test('why a run did not begin is told, not thrown', async () => {
  await using w = runsWorld()
  w.app.write('name: home\nmachines: {}\n')
  const now = await w.run()
  expect(now).toMatchObject({ phase: 'idle', error: { code: 'invalid-input' } })
  expect(w.app.notified).toEqual([`Deploy home: failed — ${now.error?.message}`])
  expect(await rejection(w.area.requests['runs.start']({ ...START, cloud: 'other' }))).toMatchObject({
    data: { code: 'invalid-input' },
  })
})

test('machines that are still busy with an interrupted run are named while it waits', async () => {
  await using w = runsWorld()
  const free = Promise.withResolvers<void>()
  w.fleet.busy = free.promise
  await w.area.requests['runs.start'](START)
  const now = told<RunNow>()
  await w.area.streams['runs.now'](HOME, now.emit, now.signal)
  const waiting = await now.until((one) => one.waitingFor.length === 2)
  expect(waiting).toMatchObject({ phase: 'locking' })
  expect([...waiting.waitingFor].sort()).toEqual(['a', 'b'])
  free.resolve()
  expect((await now.until(({ phase }) => phase === 'running')).waitingFor.length).toBeLessThanOrEqual(2)
  expect((await now.until(({ phase }) => phase === 'idle')).waitingFor).toEqual([])
})

test('a failure is told with its reason, in job, notification and list', async () => {
  await using w = runsWorld()
  w.machines.failing.add('set x yes')
  await w.run()
  expect(w.app.context.jobs.list.get()[0]?.state).toBe('failed')
  expect(w.app.notified[0]).toMatch(/^Deploy home: failed — "Set x" failed on [ab].*And 1 more\.$/)
  expect(await w.area.requests['runs.list'](HOME)).toMatchObject([{ state: 'failed', failed: 2 }])
})

test('how long the rest will take is told while somebody looks, from what it took before', async () => {
  await using w = runsWorld([wants('a', 'x'), wants('a', 'y')])
  await w.run()
  for (const state of w.machines.state.values()) for (const key of Object.keys(state)) delete state[key]
  const hold = held(w.machines)
  await w.area.requests['runs.start'](START)
  await hold.reached
  const now = told<RunNow>()
  await w.area.streams['runs.now'](HOME, now.emit, now.signal)
  const estimated = await now.until(({ remaining }) => remaining !== undefined)
  expect(estimated.remaining).toBeGreaterThanOrEqual(0)
  hold.go()
  expect((await now.until(({ phase }) => phase === 'idle')).remaining).toBeUndefined()
})
