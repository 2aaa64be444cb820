/** The overview's pure parts: what counts as wrong, what changed meanwhile, lines with gaps, capacity, events. */
import { describe, expect, test } from 'vitest'
import type { ComputeService, Migration, NetworkAgent, PastAction, Server } from '../../../electron/contract/live.ts'
import type { ApiHealth, ApisNow, MachineHealth, MachinesNow } from '../../../electron/contract/overview.ts'
import { capacityOf } from '../../../renderer/features/overview/capacity.ts'
import { events } from '../../../renderer/features/overview/events.ts'
import { healthStores } from '../../../renderer/features/overview/healthStore.ts'
import { days, fullest, machineState, runningServices } from '../../../renderer/features/overview/machineWords.ts'
import { noticedApis, noticedMachines } from '../../../renderer/features/overview/noticed.ts'
import { type Facts, problems } from '../../../renderer/features/overview/problems.ts'
import { processKinds } from '../../../renderer/features/overview/processes.ts'
import { added, KEPT, valuesOf } from '../../../renderer/features/overview/series.ts'

const NOW = Date.parse('2026-11-22T20:00:00Z')

const api = (id: string, state: ApiHealth['state'], more: Partial<ApiHealth> = {}): ApiHealth => ({
  ...{ id, state, since: NOW - 60_000, at: NOW, ...more },
})
const machine = (id: string, more: Partial<MachineHealth> = {}): MachineHealth => ({
  ...{ id, roles: ['compute'], state: 'answers', since: NOW - 60_000, at: NOW, cpus: 4 },
  ...{ memory: { total: 8192, available: 4096 }, disks: [{ mount: '/', size: 1000, available: 500 }] },
  ...{ services: [{ unit: 'nova-compute.service', component: 'nova', active: 'active' }] },
  ...more,
})
const service = (host: string, more: Partial<ComputeService> = {}): ComputeService => ({
  ...{ id: `s-${host}`, binary: 'nova-compute', host, zone: 'nova', state: 'up', status: 'enabled' },
  ...{ disabledReason: undefined, forcedDown: false, updatedAt: '2026-11-22T19:59:00Z' },
  ...more,
})
const agent = (host: string, isAlive: boolean): NetworkAgent =>
  ({ id: `a-${host}`, type: 'OVN Controller agent', host, isAlive, heardAt: '2026-11-22T19:59:00Z' }) as NetworkAgent
const server = (id: string, more: Partial<Server> = {}): Server =>
  ({
    ...{ id, name: id, status: 'ACTIVE', createdAt: '2026-11-22T10:00:00Z', updatedAt: '2026-11-22T10:00:00Z' },
    ...{ launchedAt: '2026-11-22T10:00:10Z', ...more },
  }) as Server
const migration = (serverId: string, status: string, createdAt: string): Migration =>
  ({
    ...{ id: `${serverId} ${createdAt}`, serverId, status, createdAt, updatedAt: createdAt },
    from: 'c1',
    to: 'c2',
    type: 'live-migration',
  }) as Migration

const facts = (more: Partial<Facts>): Facts => ({
  ...{ cloud: 'home', own: true, all: true, now: NOW, apis: [], machines: [], computeServices: [], networkAgents: [] },
  ...{ servers: [], migrations: [], actions: [], ...more },
})
const titles = (more: Partial<Facts>): string[] =>
  problems(facts(more)).map(({ title }) => title.replaceAll(/[\u2066-\u2069]/g, ''))

describe('what is wrong', () => {
  test('nothing, where all is well or still being asked', () => {
    const well = { apis: [api('compute', 'answers'), api('image', 'asking')], machines: [machine('c1')] }
    expect(titles({ ...well, computeServices: [service('c1')], networkAgents: [agent('c1', true)] })).toEqual([])
  })

  test('a machine that is lost is said once, not again for each of its services', () => {
    const lost = machine('c1', { state: 'lost', error: { code: 'unreachable', message: 'c1 did not answer.' } })
    const down = { computeServices: [service('c1', { state: 'down' })], networkAgents: [agent('c1', false)] }
    expect(titles({ machines: [lost], ...down })).toEqual(['c1 does not answer'])
    expect(titles(down)).toHaveLength(2)
  })

  test('a unit that failed stands for what Nova says of it', () => {
    const failed = { services: [{ unit: 'nova-compute.service', component: 'nova', active: 'failed' }] }
    const both = { machines: [machine('c1', failed)], computeServices: [service('c1', { state: 'down' })] }
    expect(titles(both)).toEqual(['nova-compute on c1 does not run'])
    const hangs = { machines: [machine('c1')], computeServices: [service('c1', { state: 'down' })] }
    expect(titles(hangs)).toEqual(['nova-compute on c1 is down'])
  })

  test('a disk or RAM that runs out, by how much is left', () => {
    const disk = (available: number) => machine('c1', { disks: [{ mount: '/', size: 1000, available }] })
    const kinds = (available: number) => problems(facts({ machines: [disk(available)] })).map(({ kind }) => kind)
    expect([kinds(100), kinds(99), kinds(29)]).toEqual([[], ['needs-you'], ['failed']])
    expect(titles({ machines: [machine('c1', { memory: { total: 1000, available: 49 } })] })).toEqual([
      'c1 is short of RAM',
    ])
  })

  test('an instance that failed, with its reason and the way to it; failures stand before what waits', () => {
    const waiting = server('w', { status: 'VERIFY_RESIZE' })
    const failed = server('a/b', { status: 'ERROR', fault: { message: 'No valid host', code: 500, at: undefined } })
    const [first, second] = problems(facts({ servers: [waiting, failed] }))
    expect(first).toMatchObject({ kind: 'failed', reason: 'No valid host' })
    expect(first?.mend?.to).toBe('/clouds/home/instances?all=yes&instance=a%2Fb')
    expect(second?.kind).toBe('needs-you')
  })

  test('a failed migration, until one arrives, a day is over or the instance is gone', () => {
    const failed = migration('web', 'error', '2026-11-22T18:00:00Z')
    const count = (more: Partial<Facts>): number => problems(facts(more)).length
    expect(count({ servers: [server('web')], migrations: [failed] })).toBe(1)
    const later = migration('web', 'completed', '2026-11-22T19:00:00Z')
    expect(count({ servers: [server('web')], migrations: [later, failed] })).toBe(0)
    const old = migration('web', 'error', '2026-11-21T18:00:00Z')
    expect(count({ servers: [server('web')], migrations: [old] })).toBe(0)
    expect(count({ servers: [], migrations: [failed] })).toBe(0)
  })

  test('a cloud of others is not mended from here', () => {
    const down = { apis: [api('image', 'fails')], networkAgents: [agent('c1', false)] }
    expect(problems(facts({ ...down, own: false })).every(({ mend }) => mend === undefined)).toBe(true)
    expect(problems(facts(down)).every(({ mend }) => mend !== undefined)).toBe(true)
  })
})

describe('what changed meanwhile', () => {
  test('an API that dies and returns; what is so from the start is no event, nor is being asked', () => {
    const first = noticedApis(new Map(), { apis: [api('compute', 'fails'), api('image', 'answers')] })
    expect(first.noticed).toEqual([])
    const asking = noticedApis(first.known, { apis: [api('compute', 'asking'), api('image', 'asking')] })
    const error = { code: 'api', message: 'It said 503.' } as const
    const { noticed } = noticedApis(asking.known, {
      apis: [api('compute', 'answers'), api('image', 'fails', { error })],
    })
    expect(noticed).toEqual([
      { at: NOW - 60_000, works: true, text: 'The Compute (Nova) API answers again' },
      { at: NOW - 60_000, works: false, text: 'The Images (Glance) API stopped answering', reason: 'It said 503.' },
    ])
  })

  test('a lost machine says nothing of its services', () => {
    const known = noticedMachines(new Map(), { machines: [machine('c1')] }).known
    const lost = machine('c1', {
      state: 'lost',
      services: [{ unit: 'nova-compute.service', component: 'nova', active: 'failed' }],
    })
    const gone = noticedMachines(known, { machines: [lost] })
    expect(gone.noticed.map(({ text }) => text)).toEqual(['c1 stopped answering'])
    const stopped = machine('c1', { services: [{ unit: 'nova-compute.service', component: 'nova', active: 'failed' }] })
    const back = noticedMachines(gone.known, { machines: [stopped] })
    expect(back.noticed.map(({ text }) => text)).toEqual(['c1 answers again', 'nova-compute on c1 stopped running'])
  })
})

test('a line keeps so many figures, once each, with gaps where nobody looked or nothing was told', () => {
  const at = (seconds: number, value?: number) => [{ name: 'cpu c1', at: seconds * 1000, value }]
  let series = added(new Map(), at(0, 1))
  expect(added(series, at(0, 9))).toBe(series)
  series = added(added(series, at(5)), at(60, 3))
  expect(valuesOf(series, 'cpu c1')).toEqual([1, undefined, undefined, 3])
  for (let second = 65; second < 2000; second += 5) series = added(series, at(second, second))
  expect(valuesOf(series, 'cpu c1')).toHaveLength(KEPT)
  expect(valuesOf(series, 'nobody')).toEqual([])
})

test('capacity is what computes have that take instances', () => {
  const amount = (capacity: number, used: number) => ({ total: 1, reserved: 0, ratio: 1, largest: 1, capacity, used })
  const provider = (name: string) => ({
    ...{ id: name, name },
    resources: { VCPU: amount(16, 4), MEMORY_MB: amount(8192, 2048), DISK_GB: amount(100, 10) },
  })
  const host = (hostname: string, state: 'up' | 'down', status: 'enabled' | 'disabled') => ({ hostname, state, status })
  const shares = { id: 'nfs', name: 'nfs', resources: { DISK_GB: amount(1000, 1) } }
  const hosts = [host('c1', 'up', 'enabled'), host('c2', 'up', 'disabled'), host('c3', 'down', 'enabled')]
  const found = capacityOf([provider('c1'), provider('c2'), provider('c3'), shares], hosts)
  expect(found).toEqual({
    ...{ cpus: { used: 4, capacity: 16 }, memory: { used: 2048, capacity: 8192 }, disk: { used: 10, capacity: 100 } },
    ...{ open: 1, computes: 3 },
  })
})

test('events are the newest first, as many as asked for, and never of instances that are gone', () => {
  const found = events(
    {
      ...{ cloud: 'home', all: false },
      servers: [
        server('web'),
        server('db', { status: 'ERROR', fault: { message: 'No valid host', code: 500, at: '2026-11-22T12:00:00Z' } }),
      ],
      migrations: [
        migration('web', 'error', '2026-11-22T13:00:00Z'),
        migration('gone', 'completed', '2026-11-22T14:00:00Z'),
      ],
      actions: [],
      noticed: [{ at: NOW, works: true, text: 'c1 answers again' }],
    },
    4,
  )
  expect(found.map(({ kind, text }) => [kind, text.replaceAll(/[\u2066-\u2069]/g, '')])).toEqual([
    ['works', 'c1 answers again'],
    ['failed', 'The move of web from c1 to c2 failed'],
    ['failed', 'db failed'],
    ['works', 'web was started'],
  ])
})

describe('what Nova has written down', () => {
  const at = (time: string): number => Date.parse(`2026-11-22T${time}Z`)
  const action = (serverId: string, name: string, time: string, more: Partial<PastAction> = {}): PastAction => ({
    ...{ id: `${serverId} ${name} ${time}`, serverId, serverName: serverId, action: name, at: at(time) },
    ...{ state: 'done', isGone: false, ...more },
  })
  const told = (sources: Partial<Parameters<typeof events>[0]>, most = 8) =>
    events({ cloud: 'home', all: false, servers: [], migrations: [], actions: [], noticed: [], ...sources }, most).map(
      ({ kind, reason, text, to }) => ({ kind, reason, to, text: text.replaceAll(/[\u2066-\u2069]/g, '') }),
    )

  test('is told with why it failed, although the instance runs again; what was deleted leads nowhere', () => {
    const full = 'Not enough space on the image store.'
    const found = told({
      servers: [server('web')],
      actions: [
        action('web', 'createImage', '15:00:00', { state: 'failed', reason: full }),
        action('web', 'attach_interface', '14:00:00', { state: 'failed' }),
        action('web', 'stop', '13:00:00'),
        action('old', 'delete', '12:00:00', { isGone: true }),
        action('web', 'reboot', '16:00:00', { state: 'under-way' }),
      ],
    })
    const web = '/clouds/home/instances?instance=web'
    expect(found).toMatchObject(
      [
        { kind: 'progress', text: 'web: rebooting', to: web },
        { kind: 'failed', text: 'web: taking a snapshot failed', reason: full, to: web },
        { kind: 'failed', text: 'web: attaching a network card failed', reason: /nova-compute/ },
        { kind: 'works', text: 'web: stopped' },
        { kind: 'off', text: 'old: deleted', to: undefined },
      ].map(({ reason, ...one }) =>
        reason === undefined
          ? one
          : { ...one, reason: reason instanceof RegExp ? expect.stringMatching(reason) : reason },
      ),
    )
  })

  test('gives a failed move its reason, and is not told a second time', () => {
    const sources = {
      servers: [server('web')],
      migrations: [migration('web', 'error', '2026-11-22T18:00:00Z')],
      actions: [action('web', 'live-migration', '17:59:58', { state: 'failed', reason: 'The CPU does not fit.' })],
    }
    expect(told(sources)).toMatchObject([
      { kind: 'failed', text: 'The move of web from c1 to c2 failed', reason: 'The CPU does not fit.' },
    ])
    expect(problems(facts(sources))[0]?.reason).toBe('The CPU does not fit.')
  })

  test('is not pushed out by what goes well, where it failed', () => {
    const well = Array.from({ length: 20 }, (_, index) => action('web', 'reboot', `15:00:${10 + index}`))
    const failed = action('db', 'resize', '09:00:00', { state: 'failed', reason: 'No valid host was found.' })
    const refused = { ...action('db', 'Stopping the instance db failed.', '08:00:00'), state: 'refused' } as const
    const found = told({ actions: [...well, failed, refused] }, 4)
    expect(found.map(({ text }) => text)).toEqual([
      'web: rebooted',
      'web: rebooted',
      'db: resizing failed',
      'Stopping the instance db failed.',
    ])
  })
})

test('a machine in words', () => {
  expect(machineState(machine('c1'))).toEqual({ kind: 'works', words: 'Answers' })
  const down = [{ unit: 'a.service', component: 'a', active: 'failed' }]
  expect(machineState(machine('c1', { services: down }))).toEqual({ kind: 'failed', words: '1 service down' })
  expect(runningServices(machine('c1', { state: 'lost' }))).toEqual({ kind: 'off', words: '1 of 1' })
  const starting = { services: [{ unit: 'a.service', component: 'a', active: 'activating' }] }
  expect(runningServices(machine('c1', starting))).toEqual({ kind: 'progress', words: '0 of 1' })
  const disks = [
    { mount: '/', size: 1000, available: 900 },
    { mount: '/var/lib/nova/instances', size: 2048, available: 512 },
    { mount: '/empty', size: 0, available: 0 },
  ]
  expect(fullest(machine('c1', { disks }))).toMatchObject({ mount: '/var/lib/nova/instances', share: 0.75 })
  expect([days(3_000), days(7_300), days(90 * 86_400)]).toEqual(['50 min', '2 h', '90 days'])
})

test('processes by kind, with the hosts of those that are down', () => {
  const services = [service('c1'), service('c2', { state: 'down' })]
  expect(processKinds(services, [agent('c1', true)])).toEqual([
    { name: 'nova-compute', all: 2, up: 1, down: ['c2'] },
    { name: 'OVN Controller agent', all: 1, up: 1, down: [] },
  ])
})

test('nothing is followed in a hidden page or when nobody looks; lines and events stay', () => {
  let hidden = false
  let changed = (): void => {}
  let tell: (now: ApisNow) => void = () => {}
  let followed = 0
  const stores = healthStores(
    {
      apis: (_cloud, onEvent) => {
        followed += 1
        tell = (value) => onEvent({ ok: true, value })
        return () => {
          followed -= 1
        }
      },
      machines: (_cloud, onEvent) => {
        followed += 1
        const nothing: MachinesNow = { machines: [] }
        onEvent({ ok: true, value: nothing })
        return () => {
          followed -= 1
        }
      },
    },
    {
      hidden: () => hidden,
      onChange: (listener) => {
        changed = listener
        return () => {}
      },
    },
  )
  const leave = stores.subscribe('home', true, () => {})
  expect(followed).toBe(2)
  tell({ apis: [api('compute', 'answers', { latency: 12 })] })
  tell({ apis: [api('compute', 'fails', { at: NOW + 5000 })] })
  hidden = true
  changed()
  expect(followed).toBe(0)
  hidden = false
  changed()
  expect(followed).toBe(2)
  leave()
  expect(followed).toBe(0)
  const { apis, noticed, series } = stores.now('home')
  expect(apis).toBeUndefined()
  expect(noticed.map(({ text }) => text)).toEqual(['The Compute (Nova) API stopped answering'])
  expect(valuesOf(series, 'api compute')).toEqual([12, undefined])
})
