/** The check as the window shows it: of all machines or of some, beside what is known of the others. */
import { expect, test } from 'vitest'
import { preflightArea } from '../../../electron/app/preflight/preflightArea.ts'
import type { PreflightState } from '../../../electron/contract/index.ts'
import { blankFleet } from '../../support/blankFleet.ts'
import { altered } from '../../support/clouds.ts'
import { rejection } from '../../support/sshClient.ts'
import { testApp, told } from '../../support/testApp.ts'

const HOME = { cloud: 'home' }
const ALL = ['controller', 'compute-1', 'compute-2']

async function world() {
  const fleet = blankFleet()
  const app = testApp({ fleet })
  const area = preflightArea(app.context)
  const state = told<PreflightState>()
  await area.streams['preflight.follow'](HOME, state.emit, state.signal)
  const identify = (machine: string, id: string): unknown =>
    fleet.printed.set(`${machine} identity`, `hostname\t${machine}\nmachine-id\t${id}\naddress\t10.0.0.1`)
  for (const machine of ALL) identify(machine, `id of ${machine}`)
  const of = (id: string, machine: string) =>
    state.events.at(-1)?.findings.find((one) => one.machine === machine && one.id === id)
  return { app, area, fleet, identify, of, state, [Symbol.dispose]: () => app[Symbol.dispose]() }
}

test('all machines are looked at side by side, and it is told while and when they are', async () => {
  using w = await world()
  expect(w.state.events).toMatchObject([{ findings: [], running: [], at: {}, stale: false }])
  expect(w.state.events[0]?.subjects[0]).toEqual({ id: 'connection', title: 'Connection' })
  w.fleet.dead.add('compute-2')
  await w.area.requests['preflight.run'](HOME)
  expect(w.state.events.some(({ running }) => running.length === 3)).toBe(true)
  const end = w.state.events.at(-1)
  expect(end).toMatchObject({ running: [], stale: false })
  expect(Object.keys(end?.at ?? {})).toEqual(ALL)
  expect(w.of('hostname', 'controller')).toMatchObject({ level: 'ok' })
  expect(w.of('connection', 'compute-2')).toMatchObject({ level: 'error' })
  expect(w.app.context.jobs.list.get()).toMatchObject([
    { kind: 'check', state: 'done', title: 'Check the machines of home' },
  ])
})

test('one machine looked at again is compared with what the others were like', async () => {
  using w = await world()
  await w.area.requests['preflight.run'](HOME)
  const before = w.state.events.at(-1)
  expect(w.of('identity', 'compute-1')).toMatchObject({ level: 'ok' })
  w.identify('compute-1', 'id of controller')
  await w.area.requests['preflight.run']({ ...HOME, machines: ['compute-1'] })
  expect(w.of('identity', 'compute-1')).toMatchObject({ level: 'error' })
  expect(w.of('identity', 'compute-1')?.what).toContain('controller')
  expect([...w.fleet.asked]).toEqual([
    ['controller', 1],
    ['compute-1', 2],
    ['compute-2', 1],
  ])
  const after = w.state.events.at(-1)
  expect(after?.at.controller).toBe(before?.at.controller)
  expect(after?.findings.filter((one) => one.machine === 'compute-2')).toEqual(
    before?.findings.filter((one) => one.machine === 'compute-2'),
  )
})

test('findings are stale when cloud.yaml has changed since, until every machine was looked at for it', async () => {
  using w = await world()
  await w.area.requests['preflight.run'](HOME)
  w.app.write(altered('RegionOne', 'Two', w.app.room.text.get().text))
  expect(w.state.events.at(-1)?.stale).toBe(true)
  await w.area.requests['preflight.run']({ ...HOME, machines: ['controller'] })
  const end = w.state.events.at(-1)
  expect(end?.stale).toBe(true)
  expect(end?.findings.some((one) => one.machine === 'compute-2')).toBe(true)
  await w.area.requests['preflight.run']({ ...HOME, machines: ['compute-1', 'compute-2'] })
  expect(w.state.events.at(-1)?.stale).toBe(false)
})

test('a machine that is no longer in cloud.yaml is forgotten', async () => {
  using w = await world()
  await w.area.requests['preflight.run'](HOME)
  const { text } = w.app.room.text.get()
  w.app.write(text.replace(/^ {2}compute-2:.*\n/m, ''))
  await w.area.requests['preflight.run'](HOME)
  const end = w.state.events.at(-1)
  expect(Object.keys(end?.at ?? {})).toEqual(['controller', 'compute-1'])
  expect(end?.findings.some((one) => one.machine === 'compute-2')).toBe(false)
})

test('what cannot be looked at rejects and leaves what is known', async () => {
  using w = await world()
  await w.area.requests['preflight.run'](HOME)
  const before = w.state.events.at(-1)
  expect(await rejection(w.area.requests['preflight.run']({ ...HOME, machines: ['ghost'] }))).toMatchObject({
    data: { code: 'invalid-input', message: 'home has no machine ghost.' },
  })
  w.app.write('name: home\n')
  expect(await rejection(w.area.requests['preflight.run'](HOME))).toMatchObject({ data: { code: 'invalid-input' } })
  expect(w.state.events.at(-1)).toMatchObject({ running: [], stale: true })
  expect(w.state.events.at(-1)?.findings).toEqual(before?.findings)
})

test('two looks at the same machine at once end with it not being looked at', async () => {
  using w = await world()
  await Promise.all([
    w.area.requests['preflight.run']({ ...HOME, machines: ['controller'] }),
    w.area.requests['preflight.run'](HOME),
  ])
  expect(w.state.events.at(-1)).toMatchObject({ running: [], stale: false })
})
