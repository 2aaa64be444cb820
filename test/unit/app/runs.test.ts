/** Runs as the window sees them: begun, followed, stopped and read from their journals, on scripted machines. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runsArea } from '../../../electron/app/runs/runsArea.ts'
import { LINES } from '../../../electron/app/runs/stepLines.ts'
import { type RunEvent, type RunNow, reduceRunEvents } from '../../../electron/contract/index.ts'
import { buildPlan } from '../../../provisioner/core/plan.ts'
import type { Step } from '../../../provisioner/core/step.ts'
import { type FakeFleet, fakeFleet, wants } from '../../support/fakeMachines.ts'
import { type LockedFleet, lockedFleet } from '../../support/lockedFleet.ts'
import { rejection } from '../../support/sshClient.ts'
import { type TestApp, testApp, told } from '../../support/testApp.ts'

const HOME = { cloud: 'home' }
const START = { cloud: 'home', operation: 'apply', preflight: false } as const

interface World extends AsyncDisposable {
  readonly app: TestApp
  readonly area: ReturnType<typeof runsArea>
  readonly machines: FakeFleet
  readonly fleet: LockedFleet
  /** Begins and waits for the end. */
  run(): Promise<RunNow>
}

function world(steps: readonly Step[] = [wants('a', 'x'), wants('b', 'x')]): World {
  const machines = fakeFleet('a', 'b')
  const fleet = lockedFleet(machines)
  const phases = [{ title: 'Only', scope: 'cloud', steps }] as const
  const plan = buildPlan([{ component: 'one', requires: [], phases }])
  const app = testApp({ fleet, altered: (project) => ({ ...project, plan }) })
  const area = runsArea(app.context)
  return {
    app,
    area,
    machines,
    fleet,
    async run() {
      await area.requests['runs.start'](START)
      return ended(area)
    },
    async [Symbol.asyncDispose]() {
      await area[Symbol.asyncDispose]()
      app[Symbol.dispose]()
    },
  }
}

async function ended(area: World['area']): Promise<RunNow> {
  const now = told<RunNow>()
  await area.streams['runs.now'](HOME, now.emit, now.signal)
  const end = await now.until(({ phase }) => phase === 'idle')
  now.leave()
  return end
}

/** Holds every command until it is let go. */
function held(machines: FakeFleet): { readonly reached: Promise<void>; go(): void } {
  const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  machines.before = () => {
    reached.resolve()
    return go.promise
  }
  return { reached: reached.promise, go: go.resolve }
}

test('a run tells its phases, its events in pieces, and what it came to', async () => {
  await using w = world()
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
  await using w = world()
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

test('pausing lets the step under way end, begins no other, and starting again does the rest', async () => {
  await using w = world([wants('a', 'x'), wants('a', 'y')])
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
  await using w = world()
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

test('a second start while one is under way is refused, whatever it would do', async () => {
  await using w = world()
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
  await using w = world()
  await w.run()
  const again = await w.run()
  expect(again).toMatchObject({ phase: 'idle', converged: true })
  expect(again.run).toBeUndefined()
  expect(await w.area.requests['runs.list'](HOME)).toHaveLength(1)
})

test('why a run did not begin is told, not thrown', async () => {
  await using w = world()
  w.app.write('name: home\nmachines: {}\n')
  const now = await w.run()
  expect(now).toMatchObject({ phase: 'idle', error: { code: 'invalid-input' } })
  expect(await rejection(w.area.requests['runs.start']({ ...START, cloud: 'other' }))).toMatchObject({
    data: { code: 'invalid-input' },
  })
})

test('machines that are still busy with an interrupted run are named while it waits', async () => {
  await using w = world()
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
  await using w = world()
  w.machines.failing.add('set x yes')
  await w.run()
  expect(w.app.context.jobs.list.get()[0]?.state).toBe('failed')
  expect(w.app.notified[0]).toMatch(/^Deploy home: failed — "Set x" failed on [ab].*And 1 more\.$/)
  expect(await w.area.requests['runs.list'](HOME)).toMatchObject([{ state: 'failed', failed: 2 }])
})

test('a run whose process ended in the middle is interrupted, and its torn journal is readable', async () => {
  await using w = world()
  const { run = '' } = await w.run()
  const file = join(w.app.room.runsFolder, `${run}.jsonl`)
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  writeFileSync(file, `${lines.slice(0, -1).join('\n')}\n{"type":"run-fini`)
  expect(await w.area.requests['runs.list'](HOME)).toMatchObject([{ state: 'interrupted', changed: 2 }])
  const events = told<readonly RunEvent[]>()
  await w.area.streams['runs.events']({ cloud: 'home', run }, events.emit, events.signal)
  expect(events.events[0]).toHaveLength(lines.length - 1 - 2)
  const nowhere = w.area.streams['runs.events']({ cloud: 'home', run: '2026-apply' }, events.emit, events.signal)
  expect(await rejection(Promise.resolve(nowhere))).toMatchObject({ data: { code: 'invalid-input' } })
})

test('what a step printed can be followed while it runs and read afterwards', async () => {
  await using w = world([wants('a', 'x'), wants('a', 'y')])
  const hold = held(w.machines)
  await w.area.requests['runs.start'](START)
  await hold.reached
  const now = told<RunNow>()
  await w.area.streams['runs.now'](HOME, now.emit, now.signal)
  const { run = '' } = await now.until((one) => one.run !== undefined)
  const step = 'y@a'
  const lines = told<readonly string[]>()
  await w.area.streams['runs.lines']({ cloud: 'home', run, step }, lines.emit, lines.signal)
  expect(lines.events).toEqual([])
  hold.go()
  await lines.until((told) => told.length > 0)
  expect(lines.events.flat()).toEqual(['did set y yes'])
  await ended(w.area)
  const after = told<readonly string[]>()
  await w.area.streams['runs.lines']({ cloud: 'home', run, step: 'x@a' }, after.emit, after.signal)
  expect(after.events).toEqual([['did set x yes']])
  expect(await w.area.requests['runs.output']({ cloud: 'home', run, step, last: 5 })).toEqual(['did set y yes'])
})

test('of a step that prints much the last lines are told, and the journal has them all', async () => {
  const many = Array.from({ length: 3 * LINES }, (_, index) => ({
    kind: 'run' as const,
    command: { script: `say ${index}` },
  }))
  const talker = wants('a', 'x', { actions: () => [...many, { kind: 'run', command: { script: 'set x yes' } }] })
  await using w = world([talker, wants('a', 'y')])
  const silent = Promise.withResolvers<void>()
  const talked = Promise.withResolvers<void>()
  w.machines.before = async (_machine, command) => {
    if (command !== 'set y yes') return
    talked.resolve()
    await silent.promise
  }
  await w.area.requests['runs.start'](START)
  await talked.promise
  const now = told<RunNow>()
  await w.area.streams['runs.now'](HOME, now.emit, now.signal)
  const { run = '' } = await now.until((one) => one.run !== undefined)
  const lines = told<readonly string[]>()
  await w.area.streams['runs.lines']({ cloud: 'home', run, step: 'x@a' }, lines.emit, lines.signal)
  expect(lines.events[0]).toHaveLength(LINES)
  expect(lines.events[0]?.at(-1)).toBe('did set x yes')
  silent.resolve()
  await ended(w.area)
  const all = await w.area.requests['runs.output']({ cloud: 'home', run, step: 'x@a', last: 10_000 })
  expect(all).toHaveLength(3 * LINES + 1)
  expect(all[0]).toBe('did say 0')
})

test('how long the rest will take is told while somebody looks, from what it took before', async () => {
  await using w = world([wants('a', 'x'), wants('a', 'y')])
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

test('the app ends within moments although a step goes on, and lets go of nothing it began', async () => {
  const w = world()
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
