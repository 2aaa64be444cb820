/** A cloud that keeps what a recipe makes: key pairs, groups, rules, ports, floating IPs, instances; with quotas and refusals. */
import { randomUUID } from 'node:crypto'
import { type Asked, FakeCloud, type Reply, type Routes } from './fakeCloud.ts'

type Row = Record<string, unknown> & { id: string }

export interface RecipeCloud extends AsyncDisposable {
  readonly cloud: FakeCloud
  /** By plural: what there is now. */
  readonly rows: Readonly<Record<Plural, Row[]>>
  /** What was created and deleted, in order: "POST /v2.1/servers". */
  readonly changes: string[]
  /** What instances print. */
  console: string
  readonly quotas: { instances: number; memory: number; floatingIps: number }
  /** Asked before each change is done: a reply given back is sent in its place. */
  before: (change: Change) => Reply | undefined
  /** Asked after each change was done, before its answer: a reply given back is sent in place of the true one. */
  after: (change: Change) => Reply | undefined
}

export interface Change {
  readonly method: string
  readonly path: string
  readonly count: number
}

const WRAPPERS = {
  servers: 'server',
  'os-keypairs': 'keypair',
  'os-server-groups': 'server_group',
  'security-groups': 'security_group',
  'security-group-rules': 'security_group_rule',
  ports: 'port',
  floatingips: 'floatingip',
} as const
type Plural = keyof typeof WRAPPERS

const AT = '2026-11-22T10:00:00Z'
const NETWORK = { status: 'ACTIVE', project_id: 'p1', subnets: ['sub1'] }
const FLAVORS = [
  { id: 'f-nano', name: 'm1.nano', vcpus: 1, ram: 128, disk: 1 },
  { id: 'f-micro', name: 'm1.micro', vcpus: 1, ram: 256, disk: 1 },
  { id: 'f-medium', name: 'm1.medium', vcpus: 2, ram: 4096, disk: 40 },
]

export async function recipeCloud(): Promise<RecipeCloud> {
  const rows = Object.fromEntries(Object.keys(WRAPPERS).map((plural) => [plural, []])) as unknown as Record<
    Plural,
    Row[]
  >
  const changes: string[] = []
  let addresses = 10
  const world = {
    rows,
    changes,
    console: '',
    quotas: { instances: 10, memory: 51_200, floatingIps: 50 },
    before: (_: Change): Reply | undefined => undefined,
    after: (_: Change): Reply | undefined => undefined,
  }
  const made = (plural: Plural, fields: Record<string, unknown>): Row => {
    const id = plural === 'os-keypairs' ? String(fields.name) : randomUUID()
    addresses += 1
    const more = {
      servers: {
        ...{ status: 'ACTIVE', tenant_id: 'p1', created: AT, updated: AT, addresses: {}, image: { id: 'i1' } },
      },
      'os-keypairs': { fingerprint: 'aa:bb', type: 'ssh' },
      'os-server-groups': { members: [], project_id: 'p1' },
      'security-groups': { project_id: 'p1', security_group_rules: [] },
      'security-group-rules': { protocol: null, remote_ip_prefix: null, remote_group_id: null },
      ports: {
        ...{ project_id: 'p1', status: 'DOWN', device_id: '', device_owner: '', mac_address: 'fa:16:3e:00:00:01' },
        fixed_ips: [{ subnet_id: 'sub1', ip_address: `10.0.0.${addresses}` }],
      },
      floatingips: {
        ...{ floating_ip_address: `192.0.2.${addresses}`, fixed_ip_address: null, project_id: 'p1', status: 'ACTIVE' },
      },
    }[plural]
    return { port_range_min: null, port_range_max: null, ...more, ...fields, id }
  }
  const listed = (plural: Plural): unknown[] => {
    if (plural === 'os-keypairs') return rows[plural].map((keypair) => ({ keypair }))
    if (plural !== 'security-groups') return rows[plural]
    const rules = rows['security-group-rules']
    return rows[plural].map((group) => ({
      ...group,
      security_group_rules: rules.filter((rule) => rule.security_group_id === group.id),
    }))
  }
  const answer = ({ body, method, path: whole }: Asked): Reply => {
    const path = decodeURIComponent(whole.split('?', 1)[0] ?? '')
    const found = /^\/v2(?:\.1|\.0)\/([a-z-]+)(?:\/([^/]+))?(\/action)?$/.exec(path)
    const plural = found?.[1] as Plural | undefined
    const id = found?.[2]
    if (plural === undefined || !Object.hasOwn(WRAPPERS, plural)) return facts(path)
    if (found?.[3] !== undefined) return { body: { output: world.console } }
    if (method === 'GET') {
      if (id === undefined || id === 'detail')
        return { body: { [plural.replaceAll('-', '_').replace('os_', '')]: listed(plural) } }
      const row = rows[plural].find((one) => one.id === id)
      return row === undefined ? { status: 404, body: {} } : { body: { [WRAPPERS[plural]]: row } }
    }
    const change = { method, path: `/${plural}`, count: changes.length + 1 }
    changes.push(`${method} ${plural}`)
    const refused = world.before(change)
    if (refused !== undefined) return refused
    const done = method === 'POST' ? create(plural, JSON.parse(body)) : remove(plural, id ?? '')
    return world.after(change) ?? done
  }
  const create = (plural: Plural, body: Record<string, Record<string, unknown>>): Reply => {
    const row = made(plural, body[WRAPPERS[plural]] ?? {})
    rows[plural].push(row)
    return { status: 201, body: { [WRAPPERS[plural]]: row } }
  }
  const remove = (plural: Plural, id: string): Reply => {
    const at = rows[plural].findIndex((one) => one.id === id)
    if (at < 0) return { status: 404, body: {} }
    // As Neutron has it: a group is in use while a port names it.
    const inUse =
      plural === 'security-groups' && JSON.stringify([rows.ports, rows.servers]).includes(JSON.stringify(id))
    if (inUse) return { status: 409, body: { NeutronError: { message: `Security Group ${id} in use.` } } }
    rows[plural].splice(at, 1)
    return { status: 204 }
  }
  const facts = (path: string): Reply => {
    const { floatingIps, instances, memory } = world.quotas
    const usage = (limit: number, used = 0) => ({ limit, used, reserved: 0 })
    const used = (plural: Plural): number => rows[plural].length
    const known: Readonly<Record<string, unknown>> = {
      '/v2.1/flavors/detail': { flavors: FLAVORS },
      '/v2/images': {
        images: [
          { id: 'i1', name: 'stackstead-test', status: 'active', visibility: 'public', created_at: AT, updated_at: AT },
          { id: 'i2', name: 'debian-13', status: 'active', visibility: 'public', created_at: AT, updated_at: AT },
        ],
      },
      '/v2.0/networks': {
        networks: [
          { ...NETWORK, id: 'n-alone', name: 'alone' },
          { ...NETWORK, id: 'n1', name: 'private' },
          { ...NETWORK, id: 'x1', name: 'lan', 'router:external': true },
        ],
      },
      '/v2.0/routers': {
        routers: [
          { id: 'r1', name: 'r', status: 'ACTIVE', project_id: 'p1', external_gateway_info: { network_id: 'x1' } },
        ],
      },
      '/v2.1/limits': {
        limits: {
          absolute: {
            ...{ maxTotalInstances: instances, totalInstancesUsed: used('servers'), maxTotalCores: 40 },
            ...{ totalCoresUsed: 0, maxTotalRAMSize: memory, totalRAMUsed: 0, maxServerGroups: 10 },
          },
        },
      },
      '/v2.0/quotas/p1/details.json': {
        quota: {
          ...{ network: usage(10), subnet: usage(10), port: usage(100, used('ports')), router: usage(10) },
          ...{
            floatingip: usage(floatingIps, used('floatingips')),
            security_group: usage(10, used('security-groups')),
          },
          security_group_rule: usage(100),
        },
      },
    }
    return known[path] === undefined
      ? { status: 404, body: { itemNotFound: { message: path } } }
      : { body: known[path] }
  }
  // The router's port in the network is found with the ports.
  rows.ports.push(
    made('ports', { device_owner: 'network:router_interface', device_id: 'r1', network_id: 'n1', name: '' }),
  )
  const routes: Routes = new Proxy({} as Routes, {
    get: (_, key) => (String(key).includes('/v2') && !/^GET \/v2\.1\/$/.test(String(key)) ? answer : undefined),
  })
  const cloud = await FakeCloud.start(routes)
  return Object.assign(world, { cloud, [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose]() })
}
