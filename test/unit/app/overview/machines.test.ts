/** How machines are doing: one that is lost holds up no other, keeps what it told last, and is seen to return. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { overviewArea } from '../../../../electron/app/overview/overviewArea.ts'
import type { CloudSummary, MachineHealth, MachinesNow } from '../../../../electron/contract/index.ts'
import { errorData, StacksteadError } from '../../../../provisioner/core/errors.ts'
import { watchedServices } from '../../../../provisioner/index.ts'
import { type BlankFleet, blankFleet } from '../../../support/blankFleet.ts'
import { type TestApp, type Told, testApp, told } from '../../../support/testApp.ts'

const SUMMARY: CloudSummary = {
  ...{ id: 'home', kind: 'own', name: 'home', file: '/home/cloud.yaml', machines: 2, problems: 0, practice: false },
  lastRun: { run: 'r', operation: 'apply', startedAt: 0, state: 'done', steps: 1, changed: 1, failed: 0 },
}

let fleet: BlankFleet
let app: TestApp
let area: ReturnType<typeof overviewArea>
let now: Told<MachinesNow>
let names: readonly string[]

/** @param busy ticks of work, and as many of rest */
function figures(busy: number): string {
  return [
    ...[`cpu\t${busy} 0 0 ${busy} 0 0 0 0`, 'cpus\t2', 'MemTotal\t4194304', 'MemAvailable\t1048576'],
    ...['load\t0.10 0.20 0.30 1/1 1', 'uptime\t60.00 60.00', 'disk\t/dev/vda1 1048576 0 524288 50% /'],
  ].join('\n')
}

async function print(machine: string, active: (unit: string) => string): Promise<void> {
  const { plan } = await app.room.project()
  fleet.printed.set(`${machine} vitals`, figures(1))
  const units = watchedServices(plan).get(machine) ?? []
  const printed = units.map(({ unit }) => `LoadState=loaded\nActiveState=${active(unit)}`)
  fleet.printed.set(`${machine} units`, printed.join('\n\n'))
}

beforeEach(async () => {
  fleet = blankFleet()
  now = told<MachinesNow>()
  app = testApp({ fleet })
  app.context.rooms.list.set([SUMMARY])
  names = (await app.room.project()).cloud.machines.map(({ name }) => name)
  for (const name of names) await print(name, () => 'active')
  const clients = {
    of: () => Promise.reject(new Error('no API here')),
    worded: (_cloud: string, error: unknown) => new StacksteadError(errorData(error)),
  }
  area = overviewArea({ rooms: app.context.rooms, clients, every: 20 })
})
afterEach(async () => {
  now.leave()
  await area[Symbol.asyncDispose]()
  app[Symbol.dispose]()
})

const follow = (): void => {
  area.streams['overview.machines']({ cloud: 'home' }, now.emit, now.signal)
}
const all =
  (isIt: (machine: MachineHealth) => boolean) =>
  ({ machines }: MachinesNow): boolean =>
    machines.length === names.length && machines.every(isIt)
const last = (name: string): MachineHealth | undefined => now.events.at(-1)?.machines.find(({ id }) => id === name)

test('each tells its figures and services; how busy it was, from the second reading on', async () => {
  follow()
  const { machines } = await now.until(all(({ state }) => state === 'answers'))
  expect(machines.map(({ id }) => id)).toEqual(names)
  expect(machines[0]).toMatchObject({
    ...{ cpus: 2, memory: { total: 4096, available: 1024 }, load: [0.1, 0.2, 0.3], uptime: 60 },
    disks: [{ mount: '/', size: 1024, available: 512 }],
  })
  const units = machines.flatMap(({ services = [] }) => services.map(({ unit }) => unit))
  expect(units).toEqual(expect.arrayContaining(['nova-compute.service', 'mariadb.service']))
  const known = fleet.printed.get.bind(fleet.printed)
  let busy = 0
  fleet.printed.get = (key) => {
    busy += 10
    return key.endsWith(' vitals') ? figures(busy) : known(key)
  }
  const told = await now.until(all(({ cpu }) => cpu !== undefined))
  expect(told.machines.map(({ cpu }) => cpu)).toEqual(names.map(() => 50))
})

test('a service that failed is told', async () => {
  const [first = ''] = names
  await print(first, (unit) => (unit === 'mariadb.service' ? 'failed' : 'active'))
  follow()
  const { machines } = await now.until(all(({ state }) => state === 'answers'))
  const stopped = machines[0]?.services?.filter(({ active }) => active !== 'active')
  expect(stopped).toEqual([{ unit: 'mariadb.service', component: 'mariadb', active: 'failed' }])
})

test('a machine that is lost keeps its last figures and holds up no other; it is seen to return', async () => {
  follow()
  await now.until(all(({ state }) => state === 'answers'))
  const gone = names.at(-1) ?? ''
  fleet.dead.add(gone)
  await now.until((event) => event.machines.some(({ state }) => state === 'lost'))
  expect(last(gone)).toMatchObject({ state: 'lost', error: { code: 'unreachable' }, memory: { total: 4096 } })
  expect(last(gone)?.cpu).toBeUndefined()
  expect(last(names[0] ?? '')).toMatchObject({ state: 'answers' })
  const before = now.events.length
  fleet.dead.delete(gone)
  await now.until((event) => now.events.indexOf(event) >= before && all(({ state }) => state === 'answers')(event))
})

test('what is not understood is said of that machine', async () => {
  const [first = ''] = names
  fleet.printed.set(`${first} vitals`, 'nothing of the kind')
  follow()
  await now.until((event) => event.machines.some(({ state }) => state === 'lost'))
  expect(last(first)?.error?.message).toContain('was not understood')
})

test('half-written cloud.yaml changes nothing; nobody is asked while nobody looks', async () => {
  follow()
  await now.until(all(({ state }) => state === 'answers'))
  app.write('machines: [half')
  const before = now.events.length
  await now.until((event) => now.events.indexOf(event) > before && all(({ state }) => state === 'answers')(event))
  now.leave()
  await new Promise((resolve) => setTimeout(resolve, 50))
  const counted = [...fleet.asked.values()]
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect([...fleet.asked.values()]).toEqual(counted)
})
