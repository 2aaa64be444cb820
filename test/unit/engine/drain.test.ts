/** Emptying a compute, against a stand-in for Nova that moves instances as Nova does: by and by, and not always. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { drainCompute } from '../../../provisioner/engine/drain/drainCompute.ts'
import {
  type DrainedInstance,
  type DrainProgress,
  type DrainWish,
  wayOff,
  whyLeft,
} from '../../../provisioner/engine/drain/drained.ts'
import { evacuateCompute } from '../../../provisioner/engine/drain/evacuateCompute.ts'
import { openstack } from '../../../provisioner/openstack/openstack.ts'
import { type Asked, FakeCloud, type Reply } from '../../support/fakeCloud.ts'
import { rejection } from '../../support/sshClient.ts'

interface StandIn {
  id: string
  name: string
  status: string
  task: string | null
  host: string
  memory: number
  /** Looks until what was begun is done, and what it leads to. */
  left: number
  outcome?: () => void
}

const HERE = 'compute-1'
const THERE = 'compute-2'
const WISH: DrainWish = { host: HERE, reason: 'New disk', off: 'move', stuck: 'leave', atATime: 1 }
const DONE = { status: 202 }

let nova: FakeCloud
let servers: Map<string, StandIn>
let services: Record<
  string,
  { state: 'up' | 'down'; status: 'enabled' | 'disabled'; reason: string | null; forced?: boolean }
>
/** Ids Nova refuses to move while they run; ids no host has room for. */
let refused: Set<string>
let unplaceable: Set<string>
let migrations: Record<string, unknown>[]
/** The next so many requests are not answered. */
let dead: number
/** Reads of the services for which the compute stays down. */
let downFor: number
/** What happens to a request for an action besides: "lost" is carried out, its answer never arrives. */
let fate: (id: string, body: string) => 'lost' | 'unheard' | undefined

beforeEach(async () => {
  servers = new Map()
  services = {
    [HERE]: { state: 'up', status: 'enabled', reason: null },
    [THERE]: { state: 'up', status: 'enabled', reason: null },
  }
  refused = new Set()
  unplaceable = new Set()
  migrations = []
  dead = 0
  downFor = 0
  fate = () => undefined
  const perServer = ['a', 'b', 'c'].flatMap((id) => [
    [`GET /v2.1/servers/${id}`, alive(() => one(id))],
    [`POST /v2.1/servers/${id}/action`, alive((asked) => act(id, asked))],
    [`GET /v2.1/servers/${id}/migrations`, alive(() => ({ body: { migrations: underWay(id) } }))],
    [`GET /v2.1/servers/${id}/os-instance-actions`, alive(() => ({ body: { instanceActions: [HISTORY] } }))],
    [
      `GET /v2.1/servers/${id}/os-instance-actions/req-1`,
      alive(() => ({ body: { instanceAction: { ...HISTORY, events: EVENTS } } })),
    ],
  ])
  nova = await FakeCloud.start({
    'GET /v2.1/os-services': alive(() => ({ body: { services: serviceRows() } })),
    'PUT /v2.1/os-services/1': alive(({ body }) => {
      const { disabled_reason: reason, forced_down: forced, status } = JSON.parse(body)
      Object.assign(services[HERE] ?? {}, forced === undefined ? { status, reason } : { forced, state: 'down' })
      return {}
    }),
    'GET /v2.1/servers/detail': alive(({ path }) => {
      const query = new URLSearchParams(path.split('?')[1])
      const [host, status] = [query.get('host'), query.get('status')]
      const found = [...servers.values()].filter(
        (one) => (host === null || one.host === host) && (status === null || one.status === status),
      )
      return { body: { servers: found.map(row) } }
    }),
    'GET /v2.1/os-migrations': alive(({ path }) => {
      const id = new URLSearchParams(path.split('?')[1]).get('instance_uuid')
      return { body: { migrations: migrations.filter((one) => id === null || one.instance_uuid === id) } }
    }),
    ...Object.fromEntries(perServer),
  })
})
afterEach(() => nova[Symbol.asyncDispose]())

const at = '2026-11-22T10:00:00Z'
const HISTORY = { action: 'live-migration', request_id: 'req-1', start_time: at, message: 'Error' }
const EVENTS = [
  { event: 'conductor_live_migrate_instance', start_time: at, result: 'Error', details: 'No valid host was found.' },
]

function alive(reply: (asked: Asked) => Reply): (asked: Asked) => Reply {
  return (asked) => {
    if (dead === 0) return reply(asked)
    dead -= 1
    return { hangUp: true }
  }
}

function put(id: string, fields: Partial<StandIn> = {}): StandIn {
  const made = { id, name: `web-${id}`, status: 'ACTIVE', task: null, host: HERE, memory: 512, left: 0, ...fields }
  servers.set(id, made)
  return made
}

function row({ host, id, memory, name, status, task }: StandIn): object {
  return {
    ...{ id, name, status, tenant_id: 'p1', created: at },
    flavor: { original_name: 's', vcpus: 1, ram: memory, disk: 1 },
    'OS-EXT-STS:task_state': task,
    'OS-EXT-SRV-ATTR:host': host,
  }
}

/** Every look brings what is under way nearer to its end. */
function one(id: string): Reply {
  const found = servers.get(id)
  if (found === undefined) return { status: 404, body: { itemNotFound: { message: 'gone', code: 404 } } }
  if (found.outcome !== undefined && found.left-- <= 0) {
    const { outcome } = found
    delete found.outcome
    outcome()
  }
  return { body: { server: row(found) } }
}

function begin(found: StandIn, task: string, then: () => void): Reply {
  found.task = task
  found.left = 2
  found.outcome = () => {
    found.task = null
    then()
  }
  return DONE
}

function act(id: string, { body }: Asked): Reply {
  const found = servers.get(id)
  if (found === undefined) return { status: 404 }
  const how = fate(id, body)
  if (how === 'unheard') return { hangUp: true }
  const reply = carriedOut(found, Object.keys(JSON.parse(body))[0] ?? '')
  return how === 'lost' ? { hangUp: true } : reply
}

function carriedOut(found: StandIn, action: string): Reply {
  const { id } = found
  if (found.task !== null) return { status: 409, body: { conflictingRequest: { message: 'busy', code: 409 } } }
  switch (action) {
    case 'os-migrateLive':
      if (refused.has(id)) return { status: 400, body: { badRequest: { message: 'It has a PCI device.', code: 400 } } }
      return begin(found, 'migrating', () => {
        if (!unplaceable.has(id)) found.host = THERE
      })
    case 'migrate':
      return begin(found, 'resize_prep', () => {
        found.host = THERE
        found.status = 'VERIFY_RESIZE'
      })
    case 'confirmResize':
      return begin(found, 'resize_confirming', () => {
        found.status = 'ACTIVE'
      })
    case 'evacuate':
      return evacuating(found)
    case 'os-stop':
      return begin(found, 'powering-off', () => {
        found.status = 'SHUTOFF'
      })
    default:
      return { status: 400 }
  }
}

/** As Nova does: the task ends first, a look later it says where the instance is, and the migration that it is done. */
function evacuating(found: StandIn): Reply {
  const { id, status } = found
  const row = { id: migrations.length + 1, uuid: `e-${id}`, instance_uuid: id, migration_type: 'evacuation' }
  const migration = { ...row, source_compute: HERE, dest_compute: THERE, created_at: at, status: 'accepted' }
  migrations.push(migration)
  return begin(found, 'rebuilding', () => {
    const isPlaced = !unplaceable.has(id)
    if (!isPlaced) Object.assign(found, { status: 'ERROR' })
    found.left = 1
    found.outcome = () => {
      migration.status = isPlaced ? 'done' : 'error'
      if (isPlaced) Object.assign(found, { host: THERE, status: status === 'ERROR' ? 'ACTIVE' : status })
    }
  })
}

function underWay(id: string): object[] {
  const found = servers.get(id)
  if (found?.task !== 'migrating') return []
  const copied = { memory_total_bytes: 100, memory_processed_bytes: 75, memory_remaining_bytes: 25 }
  const disk = { disk_total_bytes: 0, disk_processed_bytes: 0, disk_remaining_bytes: 0 }
  const who = { id: 1, uuid: 'm1', server_uuid: id, status: 'running', source_compute: HERE, dest_compute: THERE }
  return [{ ...who, ...copied, ...disk, created_at: at }]
}

function serviceRows(): object[] {
  if (downFor > 0) downFor -= 1
  return Object.entries(services).map(([host, { forced, reason, state, status }], index) => ({
    ...{ id: String(index + 1), binary: 'nova-compute', host, zone: 'nova', status, disabled_reason: reason },
    forced_down: forced === true,
    state: host === HERE && downFor > 0 ? 'down' : state,
  }))
}

interface Drained {
  readonly heard: DrainProgress[]
  readonly stop: AbortController
  readonly now: AbortController
  /** The last that was told of an instance. */
  of(id: string): DrainedInstance | undefined
}

function watched(onProgress: (progress: DrainProgress, drained: Drained) => void = () => undefined) {
  const os = openstack({ fetch, credentials: nova.credentials, sleep: async () => {} })
  const heard: DrainProgress[] = []
  const drained: Drained = {
    heard,
    stop: new AbortController(),
    now: new AbortController(),
    of: (id) => heard.at(-1)?.instances.find((instance) => instance.id === id),
  }
  const options = {
    stop: drained.stop.signal,
    signal: drained.now.signal,
    sleep: async (_milliseconds: number, signal?: AbortSignal) => signal?.throwIfAborted(),
    onProgress: (progress: DrainProgress) => {
      heard.push(progress)
      onProgress(progress, drained)
    },
  }
  const run = (wish: Partial<DrainWish> = {}, earlier: readonly DrainedInstance[] = []) =>
    drainCompute(os, { ...WISH, ...wish }, { ...options, earlier })
  const evacuate = (atATime = 1) => evacuateCompute(os, { host: HERE, atATime }, options)
  return { ...drained, run, evacuate }
}

const actions = (id: string): string[] =>
  nova.asked
    .filter(({ method, path }) => method === 'POST' && path === `/v2.1/servers/${id}/action`)
    .map(({ body }) => Object.keys(JSON.parse(body))[0] ?? '')

test('everything moves off, one at a time, the largest first, and new instances are kept away first', async () => {
  put('a', { memory: 512 })
  put('b', { memory: 4096 })
  const drain = watched(({ instances }) => {
    expect(instances.filter(({ state }) => state === 'moving').length).toBeLessThanOrEqual(1)
    if (instances.length > 0) expect(services[HERE]).toMatchObject({ status: 'disabled', reason: 'New disk' })
  })
  expect(await drain.run()).toBe('empty')
  expect([...servers.values()].map(({ host }) => host)).toEqual([THERE, THERE])
  expect(drain.heard.find(({ instances }) => instances.some(({ state }) => state === 'moving'))?.instances[0]?.id).toBe(
    'b',
  )
  expect(drain.heard.some(({ instances }) => instances.some(({ copied, to }) => copied === 0.75 && to === THERE))).toBe(
    true,
  )
  expect(drain.of('a')).toMatchObject({ state: 'moved', way: 'live', to: THERE })
})

test('two at a time are two under way', async () => {
  for (const id of ['a', 'b', 'c']) put(id)
  let most = 0
  const drain = watched(({ instances }) => {
    most = Math.max(most, instances.filter(({ state }) => state === 'moving').length)
  })
  expect(await drain.run({ atATime: 2 })).toBe('empty')
  expect(most).toBe(2)
})

test('one that Nova refuses to move stays and says why; the others go', async () => {
  for (const id of ['a', 'b', 'c']) put(id)
  refused.add('a')
  unplaceable.add('b')
  const drain = watched()
  expect(await drain.run()).toBe('partly')
  expect(drain.of('a')).toMatchObject({ state: 'failed', error: { code: 'api', status: 400 } })
  expect(drain.of('a')?.error?.message).toContain('It has a PCI device.')
  expect(drain.of('b')).toMatchObject({ state: 'failed', error: { detail: 'No valid host was found.' } })
  expect(drain.of('b')?.error?.remedy).toContain('make room')
  expect(drain.of('c')).toMatchObject({ state: 'moved' })
})

test('what cannot move while it runs moves with a stop, or is stopped, as wished', async () => {
  put('a')
  refused.add('a')
  const moved = watched()
  expect(await moved.run({ stuck: 'move' })).toBe('empty')
  expect(actions('a')).toEqual(['os-migrateLive', 'migrate', 'confirmResize'])
  expect(moved.of('a')).toMatchObject({ state: 'moved', way: 'cold' })
  expect(moved.of('a')?.why).toContain('It has a PCI device.')
  put('b')
  refused.add('b')
  const stopped = watched()
  expect(await stopped.run({ stuck: 'stop' })).toBe('partly')
  expect(stopped.of('b')).toMatchObject({ state: 'stopped' })
  expect(servers.get('b')).toMatchObject({ host: HERE, status: 'SHUTOFF' })
})

test('what is off moves with its disk and is confirmed, or stays; what waits for a decision stays', async () => {
  put('a', { status: 'SHUTOFF' })
  put('b', { status: 'VERIFY_RESIZE' })
  begin(put('c'), 'rebooting', () => undefined)
  const stays = watched()
  expect(await stays.run({ off: 'leave' })).toBe('partly')
  expect(stays.of('a')).toMatchObject({ state: 'stays' })
  expect(stays.of('b')?.why).toContain('confirm or revert')
  expect(stays.of('c')).toMatchObject({ state: 'moved' })
  expect(actions('a')).toEqual([])
  expect(await watched().run()).toBe('partly')
  expect(actions('a')).toEqual(['migrate', 'confirmResize'])
  expect(actions('b')).toEqual([])
})

test('an API that dies in between only delays: what it had taken is not asked twice', async () => {
  put('a')
  put('b')
  fate = (id) => {
    if (id !== 'a') return undefined
    dead = 12
    return 'lost'
  }
  const drain = watched()
  expect(await drain.run()).toBe('empty')
  expect(actions('a')).toEqual(['os-migrateLive'])
  expect(drain.heard.some(({ waitsFor }) => waitsFor?.code === 'unreachable')).toBe(true)
  expect(drain.heard.at(-1)?.waitsFor).toBeUndefined()
})

test('a request that never arrived is sent again, but not for ever', async () => {
  put('a')
  let times = 1
  fate = () => (times-- > 0 ? 'unheard' : undefined)
  expect(await watched().run()).toBe('empty')
  expect(actions('a')).toEqual(['os-migrateLive', 'os-migrateLive'])
  put('b')
  fate = () => 'unheard'
  const drain = watched()
  expect(await drain.run()).toBe('partly')
  expect(actions('b')).toHaveLength(3)
  expect(drain.of('b')).toMatchObject({ state: 'failed', error: { code: 'unreachable' } })
})

test('a request that only came late is not called refused because the second was', async () => {
  const found = put('a')
  let times = 0
  fate = () => {
    times += 1
    if (times === 1) return 'unheard'
    begin(found, 'migrating', () => {
      found.host = THERE
    })
    return undefined
  }
  const drain = watched()
  expect(await drain.run()).toBe('empty')
  expect(drain.of('a')).toMatchObject({ state: 'moved', to: THERE })
})

test('where one cannot go on nothing more is begun, and what is under way is told to its end', async () => {
  for (const id of ['a', 'b', 'c']) put(id)
  let looks = 0
  nova.refuse = ({ path }) => {
    if (!path.endsWith('/os-services')) return undefined
    looks += 1
    return looks === 3
      ? { status: 403, body: { forbidden: { message: 'You were an administrator.', code: 403 } } }
      : undefined
  }
  const drain = watched()
  expect(await rejection(drain.run({ atATime: 2 }))).toMatchObject({ data: { status: 403 } })
  expect(drain.of('a')?.state).toBe('moved')
  const told = drain.heard.length
  expect([actions('a'), actions('b'), actions('c')]).toEqual([['os-migrateLive'], [], []])
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(drain.heard).toHaveLength(told)
})

test('stopped between instances: what is under way arrives, nothing else is begun; run again it goes on', async () => {
  for (const id of ['a', 'b', 'c']) put(id)
  const first = watched(({ instances }, { stop }) => {
    if (instances.some(({ state }) => state === 'moving')) stop.abort()
  })
  expect(await first.run()).toBe('cancelled')
  const states = first.heard.at(-1)?.instances.map(({ state }) => state)
  expect(states).toEqual(['moved', 'waiting', 'waiting'])
  expect([...servers.values()].filter(({ host }) => host === HERE)).toHaveLength(2)
  const again = watched()
  expect(await again.run()).toBe('empty')
  expect(again.heard.at(-1)?.instances).toHaveLength(2)
  expect(nova.calls.filter((call) => call.startsWith('PUT'))).toHaveLength(1)
})

test('left at once, nothing is followed any more', async () => {
  put('a')
  const drain = watched(({ instances }, { now }) => {
    if (instances.some(({ state }) => state === 'moving')) now.abort()
  })
  expect(await rejection(drain.run())).toMatchObject({ name: 'AbortError' })
})

test('a compute that goes away in between is waited for, and goes on when it is back', async () => {
  put('a')
  put('b')
  const drain = watched(({ instances, waitsFor }) => {
    const moved = instances.filter(({ state }) => state === 'moved').length
    if (moved === 1 && waitsFor === undefined && downFor === 0 && !wentAway) {
      wentAway = true
      downFor = 4
    }
  })
  let wentAway = false
  expect(await drain.run()).toBe('empty')
  expect(drain.heard.some(({ waitsFor }) => waitsFor?.message.includes(HERE))).toBe(true)
  expect(drain.heard.at(-1)?.waitsFor).toBeUndefined()
})

test('what an earlier drain has moved but not finished is finished; a resize of somebody is not', async () => {
  put('a', { host: THERE, status: 'VERIFY_RESIZE' })
  put('b', { host: THERE, status: 'VERIFY_RESIZE' })
  const row = { status: 'finished', source_compute: HERE, dest_compute: THERE, created_at: at, user_id: 'u1' }
  migrations = [
    { ...row, id: 1, uuid: 'm1', instance_uuid: 'a', migration_type: 'migration' },
    { ...row, id: 2, uuid: 'm2', instance_uuid: 'b', migration_type: 'resize' },
  ]
  const drain = watched()
  expect(await drain.run()).toBe('empty')
  expect(actions('a')).toEqual(['confirmResize'])
  expect(actions('b')).toEqual([])
})

test('of migrations, of which Nova forgets none, only those of instances that wait for a decision are asked for, once', async () => {
  put('a', { host: THERE, status: 'VERIFY_RESIZE' })
  put('b')
  put('c')
  const past = { status: 'finished', source_compute: HERE, dest_compute: THERE, created_at: at, user_id: 'u1' }
  migrations = ['a', 'b', 'c'].map((id, index) => ({
    ...{ ...past, id: index, uuid: id, instance_uuid: id, migration_type: 'migration' },
  }))
  expect(await watched().run()).toBe('empty')
  const asked = nova.calls.filter((call) => call.includes('/os-migrations'))
  expect(asked).toEqual(['GET /v2.1/os-migrations?instance_uuid=a&status=finished'])
})

test('which way one goes is seen when its turn has come, not when the drain began', async () => {
  put('a', { memory: 4096 })
  const waiting = put('b')
  const drain = watched(({ instances }) => {
    if (instances.some(({ id, state }) => id === 'a' && state === 'moving')) waiting.status = 'SHUTOFF'
  })
  expect(await drain.run()).toBe('empty')
  expect(actions('b')).toEqual(['migrate', 'confirmResize'])
})

test('one that Nova is busy with again just when it is asked to move waits, and then goes', async () => {
  const found = put('a')
  let times = 0
  fate = () => {
    times += 1
    if (times === 1) begin(found, 'image_snapshot', () => undefined)
    return undefined
  }
  const drain = watched()
  expect(await drain.run()).toBe('empty')
  expect(actions('a')).toEqual(['os-migrateLive', 'os-migrateLive'])
  expect(drain.of('a')).toMatchObject({ state: 'moved', to: THERE })
})

test('one that Nova stays busy with does not hold up a stop', async () => {
  put('a', { task: 'rebooting' })
  const drain = watched()
  let looks = 0
  nova.refuse = ({ path }) => {
    if (path === '/v2.1/servers/a' && ++looks === 3) drain.stop.abort()
    return undefined
  }
  expect(await drain.run()).toBe('cancelled')
  expect(drain.of('a')).toMatchObject({ state: 'waiting' })
})

test('a limit of requests only delays, however long: what it turned away is asked again', async () => {
  put('a')
  let looks = 0
  let moves = 0
  nova.refuse = ({ method, path }) => {
    const many = { status: 429, body: { overLimit: { message: 'Too many requests.', code: 429 } } }
    if (path.endsWith('/action') && method === 'POST') return ++moves <= 5 ? many : undefined
    return path.endsWith('/os-services') && ++looks > 1 && looks < 10 ? many : undefined
  }
  const drain = watched()
  expect(await drain.run()).toBe('empty')
  expect(moves).toBeGreaterThan(5)
  expect(drain.heard.some(({ waitsFor }) => waitsFor?.status === 429)).toBe(true)
  expect(drain.heard.at(-1)?.waitsFor).toBeUndefined()
})

test('going on after an interruption tells of those that moved before it, and of those that arrived meanwhile', async () => {
  put('a')
  const earlier: DrainedInstance[] = [
    { id: 'x', name: 'x', way: 'live', state: 'moved', to: THERE },
    { id: 'y', name: 'y', way: 'live', state: 'moving', copied: 0.5 },
    { id: 'a', name: 'web-a', way: 'live', state: 'failed', error: { code: 'api', message: 'No.' } },
  ]
  const drain = watched()
  expect(await drain.run({}, earlier)).toBe('empty')
  expect(drain.heard[0]?.instances).toEqual(earlier)
  expect(drain.heard.at(-1)?.instances).toEqual([
    earlier[0],
    { id: 'y', name: 'y', way: 'live', state: 'moved' },
    { id: 'a', name: 'web-a', way: 'live', state: 'moved', to: THERE, copied: 0.75 },
  ])
})

const down = () => Object.assign(services[HERE] ?? {}, { state: 'down' })

test('a dead compute is called down, and its instances are made anew elsewhere; what Nova leaves says why', async () => {
  down()
  put('a', { memory: 4096 })
  put('b', { status: 'SHUTOFF' })
  put('c', { status: 'SUSPENDED' })
  const drain = watched(({ instances }) => {
    if (instances.length > 0) expect(services[HERE]?.forced).toBe(true)
  })
  expect(await drain.evacuate()).toBe('partly')
  expect(drain.heard.map(({ step }) => step)).toContain('forcing')
  expect(drain.of('a')).toMatchObject({ state: 'moved', to: THERE })
  expect(drain.of('b')).toMatchObject({ state: 'moved', to: THERE })
  expect(drain.of('c')).toMatchObject({ state: 'stays', why: expect.stringContaining('SUSPENDED') })
  expect([actions('a'), actions('b'), actions('c')]).toEqual([['evacuate'], ['evacuate'], []])
})

test('a compute that reports is never evacuated: not at the beginning, and not once it is trusted again', async () => {
  put('a')
  put('b')
  expect(await rejection(watched().evacuate())).toMatchObject({
    data: { code: 'blocked', message: expect.stringContaining('is alive') },
  })
  expect(nova.calls.filter((call) => call.startsWith('PUT'))).toEqual([])
  down()
  const drain = watched(({ instances }) => {
    if (instances.some(({ state }) => state === 'moved')) Object.assign(services[HERE] ?? {}, { state: 'up' })
  })
  expect(await rejection(drain.evacuate())).toMatchObject({ data: { code: 'blocked' } })
  expect([actions('a'), actions('b')]).toEqual([['evacuate'], []])
})

test('one that finds no place says so, and the others are evacuated; a lost answer is not asked twice', async () => {
  down()
  put('a')
  put('b', { status: 'ERROR' })
  unplaceable.add('a')
  fate = (id) => (id === 'b' ? 'lost' : undefined)
  const drain = watched()
  expect(await drain.evacuate(2)).toBe('partly')
  expect(drain.of('a')).toMatchObject({ state: 'failed', error: { remedy: expect.stringContaining('make room') } })
  expect(drain.of('b')).toMatchObject({ state: 'moved', to: THERE })
  expect(actions('b')).toEqual(['evacuate'])
})

test('an evacuation that is under way is followed; a rebuild that died with its host is not', async () => {
  down()
  evacuating(put('a'))
  put('b', { task: 'rebuilding' })
  const stuck = servers.get('b')
  nova.refuse = ({ method, path }) => {
    if (method === 'POST' && path === '/v2.1/servers/b/action' && stuck !== undefined) stuck.task = null
    return undefined
  }
  const drain = watched()
  expect(await drain.evacuate()).toBe('empty')
  expect([actions('a'), actions('b')]).toEqual([[], ['evacuate']])
})

test('which instances of a dead compute can be made anew', () => {
  for (const status of ['ACTIVE', 'SHUTOFF', 'ERROR', 'MIGRATING'])
    expect(whyLeft({ status, task: 'powering-off' })).toBeUndefined()
  expect(whyLeft({ status: 'PAUSED', task: undefined })).toContain('Reset its state')
  expect(whyLeft({ status: 'BUILD', task: 'spawning' })).toContain('create it again')
  expect(whyLeft({ status: 'ACTIVE', task: 'deleting' })).toContain('being deleted')
})

test('where nothing could be moved nothing is changed', async () => {
  put('a')
  Object.assign(services[HERE] ?? {}, { state: 'down' })
  expect(await rejection(watched().run())).toMatchObject({ data: { code: 'blocked' } })
  Object.assign(services[HERE] ?? {}, { state: 'up' })
  Object.assign(services[THERE] ?? {}, { status: 'disabled' })
  expect(await rejection(watched().run())).toMatchObject({ data: { code: 'blocked' } })
  expect(await rejection(watched().run({ host: 'nowhere' }))).toMatchObject({ data: { code: 'invalid-input' } })
  expect(nova.calls.filter((call) => call.startsWith('PUT'))).toEqual([])
  expect(services[HERE]?.status).toBe('enabled')
})

test('an instance deleted on its way counts as gone', async () => {
  put('a')
  const drain = watched(({ instances }) => {
    if (instances.some(({ state }) => state === 'moving')) servers.delete('a')
  })
  expect(await drain.run()).toBe('empty')
  expect(drain.of('a')).toMatchObject({ state: 'moved' })
})

test('the way off follows from the state', () => {
  const go = (status: string, task?: string) => wayOff({ status, task }, { off: 'move' }).go
  expect([go('ACTIVE'), go('PAUSED'), go('SHUTOFF'), go('BUILD'), go('ACTIVE', 'rebooting')]).toEqual([
    ...['live', 'live', 'cold', 'busy', 'busy'],
  ])
  for (const status of ['SUSPENDED', 'RESCUE', 'SHELVED', 'ERROR', 'VERIFY_RESIZE', 'SOFT_DELETED', 'NEW_ONE'])
    expect(wayOff({ status, task: undefined }, { off: 'move' })).toMatchObject({ go: 'stay' })
  expect(go('ACTIVE', 'deleting')).toBe('stay')
})
