/** The path check of the app: it reads only what it needs from a stand-in for the APIs, and really knocks. */
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PathAnswer, RequestInput } from '../../../../electron/contract/index.ts'
import { type AppRoom, openAppRoom } from '../../../support/appRoom.ts'
import { type Asked, FakeCloud, PASSWORD, type Reply } from '../../../support/fakeCloud.ts'
import { rejection } from '../../../support/sshClient.ts'

let cloud: FakeCloud
let room: AppRoom
let listener: Server
/** Of the listener: what runs in the instance. */
let port: number
let rule: object | undefined
let status: string
let admin: boolean

const WORK = { cloud: 'work' }
const FORBIDDEN: Reply = { status: 403, body: { forbidden: { code: 403, message: 'Policy does not allow it.' } } }

const OWNED = { project_id: 'p1', status: 'ACTIVE', admin_state_up: true }
const NETWORK = { ...OWNED, id: 'n', name: 'lan' }
const EXTERNAL = { ...OWNED, id: 'ext', name: 'provider', 'router:external': true }
const SUBNET = {
  ...{ id: 'sub', name: 'lan-sub', project_id: 'p1', network_id: 'n', ip_version: 4, cidr: '10.1.0.0/24' },
  ...{ gateway_ip: '10.1.0.1', enable_dhcp: true },
}
const PORT = {
  ...{ ...OWNED, id: 'p', name: '', network_id: 'n', device_id: 's1', device_owner: 'compute:nova' },
  ...{ mac_address: 'fa:16:3e:00:00:01', security_groups: ['g'] },
  fixed_ips: [{ subnet_id: 'sub', ip_address: '10.1.0.5' }],
}
const SIDE = {
  ...{ ...PORT, id: 'side', device_id: 'r', device_owner: 'network:router_interface', security_groups: [] },
  fixed_ips: [{ subnet_id: 'sub', ip_address: '10.1.0.1' }],
}
const ROUTER = { ...OWNED, id: 'r', name: 'edge', external_gateway_info: { network_id: 'ext' } }
const STRANGER = { ...ROUTER, id: 'r2', name: 'of somebody else', project_id: 'p2' }
/** It leads to this computer, where the listener is. */
const FLOATING = {
  ...{ id: 'f', floating_ip_address: '127.0.0.1', fixed_ip_address: '10.1.0.5', port_id: 'p', router_id: 'r' },
  ...{ project_id: 'p1', floating_network_id: 'ext', status: 'ACTIVE' },
}

beforeEach(async () => {
  listener = createServer((socket) => socket.end())
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
  rule = {
    ...{ id: 'rule', direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp', port_range_min: port },
    ...{ port_range_max: port, remote_ip_prefix: null, remote_group_id: null },
  }
  status = 'ACTIVE'
  admin = true
  const listed = (key: string, rows: readonly object[]) => (asked: Asked) => ({ body: { [key]: fitting(asked, rows) } })
  cloud = await FakeCloud.start({
    'GET /v2.1/servers/s1': () => ({
      body: {
        server: { id: 's1', name: 'web', status, tenant_id: 'p1', created: '2026-01-01T00:00:00Z' },
      },
    }),
    'GET /v2.1/os-services': () => (admin ? { body: { services: [] } } : FORBIDDEN),
    'GET /v2.0/agents': () => (admin ? { body: { agents: [] } } : { status: 404, body: {} }),
    'GET /v2.0/ports': listed('ports', [PORT, SIDE]),
    'GET /v2.0/networks': listed('networks', [NETWORK, EXTERNAL]),
    'GET /v2.0/networks/n': () => ({ body: { network: NETWORK } }),
    'GET /v2.0/subnets': listed('subnets', [SUBNET]),
    'GET /v2.0/routers': listed('routers', [STRANGER, ROUTER]),
    'GET /v2.0/floatingips': listed('floatingips', [FLOATING]),
    'GET /v2.0/security-groups/g': () => ({
      body: {
        security_group: {
          ...{ id: 'g', name: 'ssh', project_id: 'p1' },
          security_group_rules: rule === undefined ? [] : [rule],
        },
      },
    }),
  })
  room = await openAppRoom()
  const file = join(room.folder, '..', 'clouds.yaml')
  const auth = { auth_url: `${cloud.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
  await writeFile(file, JSON.stringify({ clouds: { lab: { auth, region_name: 'RegionOne' } } }))
  await room.ask('running.connect', { name: 'work', file, entry: 'lab' })
})
afterEach(async () => {
  await room[Symbol.asyncDispose]()
  await cloud[Symbol.asyncDispose]()
  if (!listener.listening) return
  listener.close()
  await once(listener, 'close')
})

/** Rows that have all that the query asks for, as Neutron filters. */
function fitting({ path }: Asked, rows: readonly object[]): readonly object[] {
  const wanted = [...new URL(path, 'http://cloud').searchParams].filter(([key]) => key !== 'limit')
  const text = (row: object, key: string): string => String((row as Record<string, unknown>)[key] ?? false)
  return rows.filter((row) => wanted.every(([key, value]) => text(row, key) === value))
}

const check = (more: Partial<RequestInput<'paths.check'>> = {}): Promise<PathAnswer> =>
  room.ask('paths.check', { ...WORK, server: 's1', protocol: 'tcp', port, ...more })
const states = ({ links }: PathAnswer): string[] => links.map(({ id, state }) => `${id} ${state}`)

test('what answers is reached, link by link', async () => {
  const answer = await check()
  expect(answer).toMatchObject({ target: '127.0.0.1' })
  expect(answer.broken).toBeUndefined()
  expect(states(answer)).toEqual([
    ...['lan ok', 'floating-ip ok', 'router ok', 'network ok', 'rule ok', 'port ok', 'host unknown', 'instance ok'],
    'service ok',
  ])
})

test('the broken link is named, with an action that mends it', async () => {
  listener.close()
  await once(listener, 'close')
  rule = undefined
  const answer = await check()
  expect(answer.broken).toBe('rule')
  const broken = answer.links.find(({ id }) => id === 'rule')
  expect(broken).toMatchObject({
    why: `No rule of ssh lets TCP ${port} in.`,
    mending: { action: 'securityGroupRule.create', input: { group: { id: 'g' }, ports: { first: port, last: port } } },
  })
  status = 'SHUTOFF'
  rule = { ...SIDE, ...{ id: 'any', direction: 'ingress', ethertype: 'IPv4', protocol: null, port_range_min: null } }
  Object.assign(rule, { port_range_max: null, remote_ip_prefix: null, remote_group_id: null })
  expect((await check()).broken).toBe('instance')
})

test('a way that is whole and silent is not called broken where only this computer could try', async () => {
  listener.close()
  await once(listener, 'close')
  const answer = await check()
  expect(answer.broken).toBeUndefined()
  expect(states(answer)).toEqual(expect.arrayContaining(['lan unknown', 'service unknown']))
})

test('a member is told as much, from what a member may read', async () => {
  admin = false
  const answer = await check()
  expect(answer.broken).toBeUndefined()
  expect(answer.links.find(({ id }) => id === 'host')?.state).toBe('unknown')
})

test('only what lies on the way is asked for', async () => {
  await check()
  const asked = cloud.calls.filter((call) => call.includes('/v2.0/ports') || call.includes('/v2.0/networks'))
  expect(asked.length).toBeGreaterThan(0)
  for (const call of asked) expect(call).toMatch(/device_id=s1|network_id=n|router%3Aexternal=true|\/networks\/n$/)
})

test('a router of another project is never offered to connect to', async () => {
  const answer = await check()
  expect(JSON.stringify(answer)).not.toContain(STRANGER.name)
})

test('an instance that is gone, and a port where none belongs, are refused in words', async () => {
  expect(await rejection(check({ server: 'nobody' }))).toMatchObject({
    data: { code: 'invalid-input', message: 'There is no instance nobody any more.' },
  })
  expect(await rejection(check({ protocol: 'icmp' }))).toMatchObject({ data: { code: 'invalid-input' } })
  expect(await rejection(room.ask('paths.check', { ...WORK, server: 's1', protocol: 'tcp' }))).toMatchObject({
    data: { code: 'invalid-input' },
  })
})
