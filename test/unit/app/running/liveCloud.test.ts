/** What is in a cloud as it changes, read from an HTTP server that stands in for its APIs. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CloudClients } from '../../../../electron/app/running/cloudClients.ts'
import { type LiveCloud, liveCloud } from '../../../../electron/app/running/liveCloud.ts'
import { LIVE_SOURCES } from '../../../../electron/app/running/liveReaders.ts'
import { touchedBy } from '../../../../electron/app/running/touched.ts'
import type { LiveName, LiveRow, RowsEvent } from '../../../../electron/contract/index.ts'
import { errorData, StacksteadError } from '../../../../provisioner/core/errors.ts'
import { clientBy, type RunningCloud } from '../../../../provisioner/index.ts'
import { type Asked, FakeCloud, type Reply } from '../../../support/fakeCloud.ts'
import { told } from '../../../support/testApp.ts'

const HOME = { cloud: 'home', all: false }

interface StandIn {
  servers: Record<string, unknown>[]
  changes: Record<string, unknown>[]
  ports: Record<string, unknown>[]
  softDeleted: Record<string, unknown>[]
  leads: Record<string, unknown>[]
  isDead: boolean
}

let api: StandIn
let cloud: FakeCloud
let live: LiveCloud
let over: AbortController
let woken: ((cloud: string) => void)[]

beforeEach(async () => {
  api = { servers: [], changes: [], ports: [], softDeleted: [], leads: [], isDead: false }
  over = new AbortController()
  woken = []
  cloud = await FakeCloud.start({
    'GET /v2.1/servers/detail': servers,
    'GET /v2.0/ports': ports,
    'GET /v2.0/floatingips': () => ({ body: { floatingips: api.leads } }),
  })
  cloud.otherwise = ({ path }) => {
    const one = api.servers.find(({ id }) => path === `/v2.1/servers/${String(id)}`)
    return one === undefined ? undefined : { body: { server: { ...one, server_groups: ['g1'] } } }
  }
  const { credentials } = cloud
  const client = {
    os: clientBy(fetch, credentials),
    looking: clientBy(fetch, credentials, { looking: true }),
    way: { credentials } as unknown as RunningCloud,
  }
  const clients: CloudClients = {
    of: async () => client,
    worded: (_cloud, error) => new StacksteadError(errorData(error)),
    calls: () => [],
    onWay: (listener) => void woken.push(listener),
    [Symbol.asyncDispose]: async () => {},
  }
  const quick = Object.entries(LIVE_SOURCES).map(([name, source]) => [name, { ...source, every: 20 }])
  live = liveCloud(clients, Object.fromEntries(quick) as typeof LIVE_SOURCES)
})
afterEach(async () => {
  over.abort()
  live[Symbol.dispose]()
  await cloud[Symbol.asyncDispose]()
})

/** Two pages: the second after the id of the last row of the first. */
function servers({ path }: Asked): Reply {
  if (api.isDead) return { status: 503, body: { error: { message: 'The service is away.' } } }
  const query = new URLSearchParams(path.split('?')[1])
  // Like Nova: no plain listing has what can be restored, whatever status it asks for.
  if (query.has('changes-since')) {
    const found = [...api.changes, ...api.softDeleted]
    return {
      body: { servers: found.filter(({ status }) => query.get('status') === null || status === query.get('status')) },
    }
  }
  const limit = Number(query.get('limit') ?? 1000)
  const from = api.servers.findIndex(({ id }) => id === query.get('marker')) + 1
  const page = api.servers.slice(from, from + limit)
  const isLast = from + limit >= api.servers.length
  const href = `${cloud.url}/v2.1/servers/detail?limit=${limit}&marker=${String(page.at(-1)?.id)}`
  return { body: { servers: page, ...(isLast ? {} : { servers_links: [{ rel: 'next', href }] }) } }
}

function ports({ path }: Asked): Reply {
  const ids = new URLSearchParams(path.split('?')[1]).getAll('id')
  return { body: { ports: api.ports.filter(({ id }) => ids.length === 0 || ids.includes(String(id))) } }
}

function server(id: string, changed: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    name: `server-${id}`,
    status: 'ACTIVE',
    tenant_id: 'p1',
    user_id: 'u1',
    created: '2026-01-01T00:00:00Z',
    updated: '2026-01-01T00:00:00Z',
    addresses: { lan: [{ addr: '10.0.0.5', version: 4, 'OS-EXT-IPS:type': 'fixed', 'OS-EXT-IPS-MAC:mac_addr': 'aa' }] },
    flavor: { original_name: 'small', vcpus: 1, ram: 512, disk: 1 },
    ...changed,
  }
}

function listen<N extends LiveName>(name: N) {
  const heard = told<RowsEvent<LiveRow<N>>>()
  live.join(name, HOME, heard.emit, AbortSignal.any([heard.signal, over.signal]))
  return heard
}

const sinceOf = (call: string): string | null => new URLSearchParams(call.split('?')[1]).get('changes-since')
/** Listings of instances, without the one of those that can be restored. */
const listings = (): string[] => cloud.calls.filter((call) => /servers\/detail/.test(call) && !call.includes('status='))

test('instances are listed once, then only changes are asked for; deleted ones go', async () => {
  api.servers = [server('a'), server('b')]
  const heard = listen('live.servers')
  await heard.until(({ complete }) => complete)
  api.changes = [server('a', { status: 'SHUTOFF' }), server('b', { status: 'DELETED', addresses: {} })]
  expect(await heard.until(({ gone }) => gone.length > 0)).toMatchObject({
    rows: [{ id: 'a', status: 'SHUTOFF' }],
    gone: ['b'],
  })
  const before = listings().length
  const events = heard.events.length
  await expect.poll(() => listings().length).toBeGreaterThan(before + 3)
  expect(heard.events.length).toBe(events)
  const [first, ...later] = listings()
  expect(sinceOf(first ?? '')).toBeNull()
  // The moment is the one of the cloud's clock, ten seconds back.
  for (const call of later) {
    const behind = Date.now() - Date.parse(sinceOf(call) ?? '')
    expect(behind).toBeGreaterThan(8_000)
    expect(behind).toBeLessThan(25_000)
  }
})

test('an action with addresses reads everything again, one with an instance only changes', async () => {
  api.servers = [server('a')]
  const heard = listen('live.servers')
  await heard.until(({ complete }) => complete)
  live.touch('home', touchedBy('server.start'))
  const wholes = (): number => listings().filter((call) => sinceOf(call) === null).length
  api.servers = [server('a', { addresses: {} })]
  live.touch('elsewhere', { 'live.servers': 'whole' })
  expect(wholes()).toBe(1)
  live.touch('home', { 'live.servers': 'whole' })
  await heard.until(({ rows }) => rows.some((row) => Object.keys(row.addresses).length === 0))
  expect(wholes()).toBe(2)
})

test('what was deleted and can be restored is there from the start, and stays when everything is read again', async () => {
  api.servers = [server('a')]
  api.softDeleted = [server('old', { status: 'SOFT_DELETED' })]
  const heard = listen('live.servers')
  await heard.until(({ complete }) => complete)
  expect(heard.events.flatMap(({ rows }) => rows.map(({ id, status }) => [id, status]))).toEqual([
    ['a', 'ACTIVE'],
    ['old', 'SOFT_DELETED'],
  ])
  live.touch('home', { 'live.servers': 'whole' })
  await expect.poll(() => listings().filter((call) => sinceOf(call) === null).length).toBe(2)
  await expect.poll(() => cloud.calls.filter((call) => call.includes('status=SOFT_DELETED')).length).toBe(2)
  api.changes = [server('a', { name: 'later' })]
  await heard.until(({ rows }) => rows.some(({ name }) => name === 'later'))
  expect(heard.events.flatMap(({ gone }) => gone)).toEqual([])
})

test('a floating IP that others give or take, and a port they change, are told although Nova lists no change', async () => {
  const port = (id: string, deviceId: string, revision: number) => ({
    ...{ id, name: '', project_id: 'p1', status: 'ACTIVE', network_id: 'n', mac_address: 'aa', fixed_ips: [] },
    ...{ device_id: deviceId, device_owner: 'compute:nova', revision_number: revision },
  })
  api.ports = [port('pa', 'a', 1), port('pb', 'b', 1)]
  const address = (addr: string, type: string) => ({ addr, version: 4, 'OS-EXT-IPS:type': type })
  const lan = (...more: object[]) => ({ addresses: { lan: [address('10.0.0.5', 'fixed'), ...more] } })
  api.servers = [server('a', lan()), server('b', lan())]
  const heard = listen('live.servers')
  await heard.until(({ complete }) => complete)
  const changed = async (id: string) =>
    (await heard.until(({ rows }) => rows.length > 0)).rows.find((row) => row.id === id)
  await expect.poll(() => cloud.calls.some((call) => call.includes('/floatingips'))).toBe(true)
  const scope = cloud.calls.find((call) => call.includes('/floatingips')) ?? ''
  expect(scope).toBe('GET /v2.0/floatingips?project_id=p1&fields=id&fields=port_id')
  heard.events.length = 0
  api.leads = [{ id: 'f1', port_id: 'pa' }]
  // Nova takes it over a little later.
  await new Promise((resolve) => setTimeout(resolve, 100))
  api.servers = [server('a', lan(address('198.51.100.7', 'floating'))), server('b', lan())]
  expect((await changed('a'))?.addresses.lan).toHaveLength(2)
  expect((await changed('a'))?.serverGroupIds).toEqual([])
  heard.events.length = 0
  api.ports = [port('pa', 'a', 1), port('pb', 'b', 7)]
  api.servers = [
    server('a', lan(address('198.51.100.7', 'floating'))),
    server('b', { security_groups: [{ name: 'web' }] }),
  ]
  expect((await changed('b'))?.securityGroups).toEqual(['web'])
  heard.events.length = 0
  api.leads = []
  api.servers = [server('a', lan()), server('b', { security_groups: [{ name: 'web' }] })]
  expect((await changed('a'))?.addresses.lan).toHaveLength(1)
  expect(listings().filter((call) => sinceOf(call) === null)).toHaveLength(1)
})

test('a Neutron that does not answer takes nothing from the instances', async () => {
  cloud.refuse = ({ path }) => (path.startsWith('/v2.0/') ? { status: 503, body: 'Service Unavailable' } : undefined)
  api.servers = [server('a')]
  const heard = listen('live.servers')
  await heard.until(({ complete }) => complete)
  await expect.poll(() => cloud.calls.some((call) => call.includes('/floatingips'))).toBe(true)
  api.changes = [server('a', { status: 'SHUTOFF' })]
  await heard.until(({ rows }) => rows.some(({ status }) => status === 'SHUTOFF'))
  expect(heard.events.every(({ error }) => error === undefined)).toBe(true)
})

test('a token that ends in the middle of a listing is renewed without a word', async () => {
  api.servers = Array.from({ length: 1_200 }, (_, index) => server(String(index)))
  const heard = listen('live.servers')
  await heard.until(({ rows }) => rows.length > 0)
  cloud.revoked.add('token-1')
  await heard.until(({ complete }) => complete)
  expect(cloud.tokens).toBe(2)
  expect(heard.events.every(({ error }) => error === undefined)).toBe(true)
  expect(heard.events.flatMap(({ rows }) => rows).length).toBe(1_200)
})

test('an API that dies says so at once, and its rows come back by themselves', async () => {
  api.servers = [server('a')]
  const heard = listen('live.servers')
  await heard.until(({ complete }) => complete)
  api.isDead = true
  const began = Date.now()
  const failed = await heard.until(({ error }) => error !== undefined)
  expect(Date.now() - began).toBeLessThan(500)
  expect(failed).toMatchObject({ rows: [], gone: [], complete: true, error: { status: 503 } })
  api.isDead = false
  api.changes = [server('b')]
  for (const wake of woken) wake('home')
  const back = await heard.until(({ rows }) => rows.some(({ id }) => id === 'b'))
  expect(back.error).toBeUndefined()
})

test('nobody listens: no request', async () => {
  const heard = listen('live.ports')
  await heard.until(({ complete }) => complete)
  heard.leave()
  live.touch('home', { 'live.ports': 'whole' })
  // A poll that had begun may still be answered.
  await new Promise((resolve) => setTimeout(resolve, 60))
  const asked = cloud.asked.length
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(cloud.asked.length).toBe(asked)
})

test('ports of the own project are asked for, unless all are wanted', async () => {
  await listen('live.ports').until(({ complete }) => complete)
  expect(cloud.calls[0]).toBe('GET /v2.0/ports?project_id=p1')
})

test('of migrations only those of the last week are asked for', async () => {
  cloud.otherwise = ({ path }) => (path.startsWith('/v2.1/os-migrations') ? { body: { migrations: [] } } : undefined)
  const heard = listen('live.migrations')
  await heard.until(({ complete }) => complete)
  const since = sinceOf(cloud.calls.findLast((call) => call.includes('/os-migrations')) ?? '')
  expect(Math.abs(Date.now() - Date.parse(since ?? '') - 7 * 86_400_000)).toBeLessThan(60_000)
})

test('what was done lately is read of the instances that changed last, and again only where one has changed', async () => {
  const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+/, '')
  const done = (request: string, fields: object) => ({
    ...{ request_id: request, action: 'createImage', user_id: 'u1', project_id: 'p1', start_time: ago(60) },
    ...{ updated_at: null, message: null, ...fields },
  })
  const histories = new Map<string, object[]>([
    ['a', [done('req-1', { message: 'Error' }), done('req-old', { start_time: ago(2 * 86_400) })]],
    ['b', [done('req-2', { action: 'delete' })]],
  ])
  const events = [{ event: 'compute_x', start_time: ago(60), result: 'Error', details: 'The image store is full.' }]
  cloud.otherwise = ({ path }) => {
    const [, id, request] = /^\/v2\.1\/servers\/(\w+)\/os-instance-actions\/?(.*)$/.exec(path) ?? []
    const history = histories.get(id ?? '')
    if (history === undefined) return undefined
    return { body: request === '' ? { instanceActions: history } : { instanceAction: { ...history[0], events } } }
  }
  api.changes = [
    server('a', { updated: ago(55) }),
    server('b', { updated: ago(50), status: 'DELETED' }),
    server('purged', { updated: ago(40) }),
  ]
  const heard = listen('live.pastActions')
  const { rows } = await heard.until((event) => event.rows.length > 0)
  expect(rows).toMatchObject([
    {
      action: 'createImage',
      serverName: 'server-a',
      state: 'failed',
      reason: 'The image store is full.',
      isGone: false,
    },
    { action: 'delete', serverName: 'server-b', state: 'done', isGone: true },
  ])
  expect(rows).toHaveLength(2)
  const [first = ''] = listings()
  expect(first).toMatch(/changes-since=.*sort_key=updated_at&sort_dir=desc&limit=20$/)
  const read = (): number => cloud.calls.filter((call) => call.includes('/a/os-instance-actions')).length
  const before = read()
  const polls = listings().length
  await expect.poll(() => listings().length, { timeout: 10_000 }).toBeGreaterThan(polls + 3)
  expect(read()).toBe(before)
  live.refused('home', { action: 'Stopping the instance a failed.', serverId: 'a', serverName: 'server-a' })
  expect((await heard.until((event) => event.rows.some(({ state }) => state === 'refused'))).rows).toHaveLength(1)
  histories.set('a', [done('req-3', { action: 'reboot', start_time: ago(1) })])
  api.changes = [server('a', { updated: ago(0), 'OS-EXT-STS:task_state': 'rebooting' })]
  expect((await heard.until((event) => event.rows.some(({ action }) => action === 'reboot'))).rows).toMatchObject([
    { state: 'under-way' },
  ])
})

test('a poll that finds nothing among 10,000 instances costs next to nothing', async () => {
  api.servers = Array.from({ length: 10_000 }, (_, index) => server(String(index)))
  const heard = listen('live.servers')
  await heard.until(({ complete }) => complete)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const polls = (): number => listings().length
  const [asked, used] = [polls(), process.cpuUsage()]
  await expect.poll(() => polls() - asked, { timeout: 40_000, interval: 100 }).toBeGreaterThan(40)
  const { user, system } = process.cpuUsage(used)
  // With the stand-in's own share: 1 % of a core at a poll each 1.5 s would be 15 ms.
  expect((user + system) / 1_000 / (polls() - asked)).toBeLessThan(15)
}, 60_000)

test('a listing whose text is the same is not parsed again', async () => {
  const row = { name: 'p', status: 'ACTIVE', project_id: 'p1', network_id: 'n', mac_address: 'aa', fixed_ips: [] }
  api.ports = Array.from({ length: 3 }, (_, index) => ({
    ...row,
    id: String(index),
    device_id: '',
    device_owner: '',
    admin_state_up: true,
    security_groups: [],
  }))
  const client = clientBy(fetch, cloud.credentials, { looking: true })
  const [first] = await client.ports.list()
  const [again] = await client.ports.list()
  expect(again).toBe(first)
  api.ports = api.ports.slice(0, 1)
  const [changed, ...others] = await client.ports.list()
  expect(changed).toEqual(first)
  expect(others).toEqual([])
})
