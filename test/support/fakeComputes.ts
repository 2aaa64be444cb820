/** Nova and Placement as operators see them, kept as they are changed: computes, aggregates, zones, flavors, live migration. */
import { FakeCloud, type Reply, type Routes } from './fakeCloud.ts'

type Row = Record<string, unknown>

export interface FakeService {
  readonly id: string
  readonly binary: string
  readonly host: string
  state: 'up' | 'down'
  status: 'enabled' | 'disabled'
  reason: string | null
  forced: boolean
}

export interface FakeServer {
  readonly id: string
  name: string
  status: string
  host: string
  task: string | null
  flavor: string
  fault?: { readonly message: string }
}

export interface FakeComputes extends AsyncDisposable {
  readonly cloud: FakeCloud
  services: FakeService[]
  servers: FakeServer[]
  flavors: (Row & { id: string; name: string })[]
  /** Projects that may use a private flavor, by its id. */
  readonly access: Map<string, string[]>
  aggregates: (Row & { id: number; name: string; hosts: string[]; metadata: Record<string, string> })[]
  agents: Row[]
  migrations: Row[]
  projects: Row[]
  /** What was done with an instance, by its id, also after it was deleted; each with its events. */
  readonly histories: Map<string, Row[]>
  /** Given in place of the answer to what changes something. */
  refusal: Reply | undefined
  /** What changes something is done and answered only after it. */
  held: Promise<void> | undefined
  /** What was asked to be changed, in order, with its body. */
  readonly changes: { readonly call: string; readonly body: unknown }[]
  /** Lets what is being moved arrive. */
  arrive(id: string): void
}

export const AT = '2026-11-22T10:00:00.000000'
export const HOSTS = ['compute-1', 'compute-2'] as const
const FORBIDDEN: Reply = { status: 403, body: { forbidden: { code: 403, message: "Policy doesn't allow it." } } }
const ACCEPTED: Reply = { status: 202 }
const GONE: Reply = { status: 404, body: { itemNotFound: { code: 404, message: 'It could not be found.' } } }
/** What policy shows to administrators only. */
const ADMINS = /os-services|os-hypervisors|os-aggregates|os-migrations|resource_providers|zone\/detail|\/agents/

export const service = (host: string, binary = 'nova-compute', more: Partial<FakeService> = {}): FakeService => ({
  ...{ id: `${binary}-${host}`, binary, host, state: 'up', status: 'enabled', reason: null, forced: false },
  ...more,
})
export const server = (id: string, more: Partial<FakeServer> = {}): FakeServer => ({
  ...{ id, name: id, status: 'ACTIVE', host: HOSTS[0], task: null, flavor: 'm1.nano' },
  ...more,
})
export const flavor = (id: string, more: Row = {}) => ({
  ...{ id, name: id, ram: 128, disk: 1, swap: 0, vcpus: 1, 'OS-FLV-EXT-DATA:ephemeral': 0, description: null },
  ...{ 'os-flavor-access:is_public': true, extra_specs: {} as Record<string, string>, ...more },
})

export async function fakeComputes(): Promise<FakeComputes> {
  const world = {
    services: [] as FakeService[],
    servers: [] as FakeServer[],
    flavors: [] as FakeComputes['flavors'],
    access: new Map<string, string[]>(),
    aggregates: [] as FakeComputes['aggregates'],
    agents: [] as Row[],
    migrations: [] as Row[],
    projects: [
      { id: 'p1', name: 'admin', domain_id: 'default', enabled: true, description: '' },
      { id: 'p2', name: 'demo', domain_id: 'default', enabled: true, description: '' },
    ],
    histories: new Map<string, Row[]>(),
    refusal: undefined as Reply | undefined,
    held: undefined as Promise<void> | undefined,
    changes: [] as { call: string; body: unknown }[],
  }
  const cloud = await FakeCloud.start(reading(world))
  cloud.otherwise = (asked) => {
    const [place = '', query] = asked.path.split('?')
    const path = decodeURIComponent(place)
    if (ADMINS.test(path) && !cloud.isAdmin(asked)) return FORBIDDEN
    if (asked.method === 'GET') return one(world, path, new URLSearchParams(query).get('instance_uuid'))
    const body: unknown = asked.body === '' ? undefined : JSON.parse(asked.body)
    world.changes.push({ call: `${asked.method} ${path}`, body })
    const done = (): Reply => world.refusal ?? changed(world, asked.method, path, body as Record<string, never>) ?? GONE
    return world.held === undefined ? done() : world.held.then(done)
  }
  const arrive = (id: string): void => {
    for (const one of world.servers)
      if (one.id === id) Object.assign(one, { task: null, status: 'ACTIVE', host: other(one.host) })
    for (const row of world.migrations) if (row.instance_uuid === id) Object.assign(row, { status: 'done' })
  }
  return Object.assign(world, { cloud, arrive, [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose]() })
}

type World = Omit<FakeComputes, 'cloud' | 'arrive' | typeof Symbol.asyncDispose>

const other = (host: string): string => HOSTS.find((one) => one !== host) ?? host
const computesOf = ({ services }: World): FakeService[] => services.filter(({ binary }) => binary === 'nova-compute')

function reading(world: World): Routes {
  const told = new Set<string>()
  const absolute = {
    ...{ maxTotalInstances: 10, maxTotalCores: 20, maxTotalRAMSize: 51_200, totalCoresUsed: 3, totalRAMUsed: 1024 },
    ...{ maxServerGroups: 10, totalServerGroupsUsed: 0 },
  }
  const usage = (limit: number, used = 0) => ({ limit, used, reserved: 0 })
  return {
    'GET /v3/auth/projects': () => ({ body: { projects: world.projects } }),
    'GET /v3/projects': () => ({ body: { projects: world.projects } }),
    'GET /v3/users': [{ body: { users: [] } }],
    'GET /v2.1/servers': () => ({ body: { servers: [] } }),
    'GET /v2.1/servers/detail': ({ path }) => {
      const query = new URLSearchParams(path.split('?')[1])
      const host = query.get('host')
      const found = world.servers.filter((row) => host === null || row.host === host)
      for (const { id } of found) told.add(id)
      // Of what is gone Nova tells among the changes.
      const gone = [...told].filter((id) => !world.servers.some((row) => row.id === id))
      const deleted = query.has('changes-since') ? gone.map((id) => server(id, { status: 'DELETED' })) : []
      return { body: { servers: [...found, ...deleted].map((row) => serverRow(world, row)) } }
    },
    'GET /v2.1/flavors/detail': () => ({ body: { flavors: world.flavors } }),
    'GET /v2.1/limits': () => ({
      body: { limits: { absolute: { ...absolute, totalInstancesUsed: world.servers.length } } },
    }),
    'GET /v2.0/quotas/p1/details.json': [
      {
        body: {
          quota: {
            ...{ network: usage(10), subnet: usage(10), port: usage(100), router: usage(10) },
            ...{ floatingip: usage(50, 2), security_group: usage(10), security_group_rule: usage(100) },
          },
        },
      },
    ],
    'GET /v2.0/networks': [{ body: { networks: [] } }],
    'GET /v2.0/subnets': [{ body: { subnets: [] } }],
    'GET /v2.0/ports': [{ body: { ports: [] } }],
    'GET /v2.0/routers': [{ body: { routers: [] } }],
    'GET /v2.0/floatingips': [{ body: { floatingips: [] } }],
    'GET /v2.0/security-groups': [{ body: { security_groups: [] } }],
    'GET /v2.1/os-keypairs': [{ body: { keypairs: [] } }],
    'GET /v2.1/os-server-groups': [{ body: { server_groups: [] } }],
    'GET /v2/images': [{ body: { images: [] } }],
    'GET /v2.1/os-availability-zone': () => ({ body: { availabilityZoneInfo: zones(world, false) } }),
  }
}

/**
 * What only administrators read, and single things.
 * @param of migrations of this instance only
 */
function one(world: World, path: string, of: string | null): Reply | undefined {
  const [id, rest] = /\/servers\/([^/]+)(\/.+)?$/.exec(path)?.slice(1) ?? []
  if (id !== undefined) {
    const [request] = /^\/os-instance-actions(?:\/(.+))?$/.exec(rest ?? '')?.slice(1) ?? [undefined]
    const history = world.histories.get(id) ?? []
    if (request !== undefined) {
      const action = history.find((row) => row.request_id === request)
      return action === undefined ? undefined : { body: { instanceAction: { events: [], ...action } } }
    }
    if (rest === '/os-instance-actions')
      return { body: { instanceActions: history.map(({ events: _, ...row }) => row) } }
    const found = world.servers.find((row) => row.id === id)
    if (found === undefined) return undefined
    if (rest === '/migrations') return { body: { migrations: underWay(found) } }
    return rest === undefined ? { body: { server: serverRow(world, found) } } : undefined
  }
  const [uuid, kind] = /\/resource_providers\/([^/]+)\/(.+)$/.exec(path)?.slice(1) ?? []
  if (uuid !== undefined) return { body: kind === 'usages' ? { usages: usages(world, uuid) } : { inventories: HAS } }
  const allowed = /\/flavors\/([^/]+)\/os-flavor-access$/.exec(path)?.[1]
  if (allowed !== undefined) {
    const ids = world.access.get(allowed) ?? []
    return { body: { flavor_access: ids.map((tenant_id) => ({ flavor_id: allowed, tenant_id })) } }
  }
  const listings: Readonly<Record<string, () => unknown>> = {
    '/v2.1/os-services': () => ({ services: world.services.map(serviceRow) }),
    '/v2.1/os-hypervisors/detail': () => ({ hypervisors: computesOf(world).map((row) => hypervisor(world, row)) }),
    '/v2.1/os-aggregates': () => ({ aggregates: world.aggregates }),
    '/v2.1/os-migrations': () => ({
      migrations: world.migrations.filter(({ instance_uuid: whose }) => of === null || whose === of),
    }),
    '/v2.1/os-availability-zone/detail': () => ({ availabilityZoneInfo: zones(world, true) }),
    '/v2.0/agents': () => ({ agents: world.agents }),
    '/placement/resource_providers': () => ({
      resource_providers: computesOf(world).map(({ host }) => ({ uuid: `rp-${host}`, name: host })),
    }),
  }
  const listing = listings[path]
  return listing === undefined ? undefined : { body: listing() }
}

function changed(world: World, method: string, path: string, body: Record<string, Row>): Reply | undefined {
  const [kind, id, rest, key] = path.split('/').slice(2)
  switch (kind) {
    case 'os-services': {
      const found = world.services.find((row) => row.id === id)
      if (found === undefined) return { status: 404, body: {} }
      const { disabled_reason: reason = null, forced_down: forced, status } = body as Row
      Object.assign(found, status === undefined ? {} : { status, reason })
      Object.assign(found, forced === undefined ? {} : { forced, state: forced === true ? 'down' : 'up' })
      return { body: { service: serviceRow(found) } }
    }
    case 'servers':
      return moved(world, id ?? '', body)
    case 'flavors':
      return flavorChanged(world, { method, id: id ?? '', rest, key }, body)
    case 'os-aggregates':
      return aggregateChanged(world, { method, id: Number(id), rest }, body)
    default:
      return undefined
  }
}

function moved(world: World, id: string, body: Record<string, Row>): Reply {
  const found = world.servers.find((row) => row.id === id)
  if (found === undefined) return { status: 404, body: {} }
  if ('os-migrateLive' in body) Object.assign(found, { task: 'migrating', status: 'MIGRATING' })
  if ('evacuate' in body) {
    Object.assign(found, { task: 'rebuilding', status: 'REBUILD' })
    const row = { id: world.migrations.length + 1, uuid: `e-${id}`, instance_uuid: id, migration_type: 'evacuation' }
    const way = { source_compute: found.host, dest_compute: other(found.host), status: 'accepted', created_at: AT }
    world.migrations.push({ ...row, ...way })
  }
  if ('os-stop' in body) Object.assign(found, { status: 'SHUTOFF' })
  if (body.server === undefined) return ACCEPTED
  Object.assign(found, body.server)
  return { body: body }
}

interface FlavorPlace {
  readonly method: string
  readonly id: string
  readonly rest: string | undefined
  readonly key: string | undefined
}

function flavorChanged(world: World, { id, key, method, rest }: FlavorPlace, body: Record<string, Row>): Reply {
  if (method === 'POST' && id === '') {
    const made = flavor(String(body.flavor?.id), body.flavor)
    world.flavors.push(made)
    return { body: { flavor: made } }
  }
  const found = world.flavors.find((row) => row.id === id)
  if (found === undefined) return { status: 404, body: { itemNotFound: { code: 404, message: 'Flavor not found.' } } }
  const specs = found.extra_specs as Record<string, string>
  if (rest === 'os-extra_specs' && method === 'DELETE') {
    delete specs[key ?? '']
    return {}
  }
  if (rest === 'os-extra_specs') Object.assign(specs, body.extra_specs)
  else if (rest === 'action') {
    const ids = world.access.get(id) ?? []
    const [add, remove] = [body.addTenantAccess?.tenant, body.removeTenantAccess?.tenant]
    world.access.set(id, add === undefined ? ids.filter((one) => one !== remove) : [...ids, String(add)])
  } else world.flavors = world.flavors.filter((row) => row !== found)
  return ACCEPTED
}

interface AggregatePlace {
  readonly method: string
  readonly id: number
  readonly rest: string | undefined
}

function aggregateChanged(world: World, { id, method, rest }: AggregatePlace, body: Record<string, Row>): Reply {
  if (method === 'POST' && rest === undefined) {
    const row = { id: world.aggregates.length + 1, name: String(body.aggregate?.name), uuid: '', created_at: AT }
    const made = { ...row, hosts: [], metadata: {}, availability_zone: body.aggregate?.availability_zone ?? null }
    world.aggregates.push(made)
    return { body: { aggregate: made } }
  }
  const found = world.aggregates.find((row) => row.id === id)
  if (found === undefined) return { status: 404, body: {} }
  if (method === 'DELETE') {
    const conflict = { conflictingRequest: { code: 409, message: 'Aggregate is not empty.' } }
    if (found.hosts.length > 0) return { status: 409, body: conflict }
    world.aggregates = world.aggregates.filter((row) => row !== found)
  } else if (method === 'PUT') Object.assign(found, body.aggregate)
  const { add_host: add, remove_host: remove, set_metadata: set } = body ?? {}
  if (add !== undefined) found.hosts.push(String(add.host))
  if (remove !== undefined) found.hosts = found.hosts.filter((host) => host !== remove.host)
  for (const [key, value] of Object.entries((set?.metadata as Record<string, string | null>) ?? {})) {
    if (value === null) delete found.metadata[key]
    else found.metadata[key] = value
  }
  return { body: { aggregate: found } }
}

function serverRow({ flavors }: World, { fault, flavor: size, host, id, name, status, task }: FakeServer): Row {
  const of = flavors.find((row) => row.name === size)
  return {
    ...{ id, name, status, tenant_id: 'p1', user_id: 'u1', created: AT, updated: new Date().toISOString() },
    flavor: { original_name: size, vcpus: of?.vcpus ?? 1, ram: of?.ram ?? 128, disk: of?.disk ?? 1 },
    ...{ 'OS-EXT-STS:task_state': task, 'OS-EXT-SRV-ATTR:host': host, 'OS-SRV-USG:launched_at': AT },
    ...(fault === undefined ? {} : { fault: { ...fault, code: 500, created: AT } }),
  }
}

function underWay({ host, id, task }: FakeServer): Row[] {
  if (task !== 'migrating') return []
  const memory = { memory_total_bytes: 100, memory_processed_bytes: 75, memory_remaining_bytes: 25 }
  const disk = { disk_total_bytes: 0, disk_processed_bytes: 0, disk_remaining_bytes: 0 }
  const who = { id: 1, uuid: 'm1', server_uuid: id, status: 'running', source_compute: host, dest_compute: other(host) }
  return [{ ...who, ...memory, ...disk, created_at: AT }]
}

function serviceRow({ binary, forced, host, id, reason, state, status }: FakeService): Row {
  const zone = binary === 'nova-compute' ? 'nova' : 'internal'
  return { id, binary, host, zone, state, status, disabled_reason: reason, forced_down: forced, updated_at: AT }
}

function hypervisor({ servers }: World, { host, id, reason, state, status }: FakeService): Row {
  const here = servers.filter((row) => row.host === host)
  return {
    ...{ id: `h-${host}`, hypervisor_hostname: host, hypervisor_type: 'QEMU', hypervisor_version: 10_000_013, state },
    ...{ status, host_ip: '192.0.2.12', vcpus: 2, vcpus_used: here.length, memory_mb: 24_105 },
    ...{ memory_mb_used: 512 + 128 * here.length, local_gb: 251, local_gb_used: here.length },
    ...{ running_vms: here.length, cpu_info: { arch: 'x86_64', model: 'Icelake-Server-v2', vendor: 'Intel' } },
    service: { id, host, disabled_reason: reason },
  }
}

const HAS = {
  VCPU: { total: 2, reserved: 0, max_unit: 2, allocation_ratio: 4 },
  MEMORY_MB: { total: 24_105, reserved: 512, max_unit: 24_105, allocation_ratio: 1 },
  DISK_GB: { total: 251, reserved: 0, max_unit: 251, allocation_ratio: 1 },
}

function usages({ servers }: World, uuid: string): Row {
  const here = servers.filter(({ host }) => uuid === `rp-${host}`).length
  return { VCPU: here, MEMORY_MB: 128 * here, DISK_GB: here }
}

function zones(world: World, isWhole: boolean): Row[] {
  const hosts = computesOf(world)
  const named = [...new Set(world.aggregates.flatMap((row) => (row.availability_zone as string | null) ?? []))]
  return [...named, 'nova'].map((zoneName) => ({
    zoneName,
    zoneState: { available: hosts.some(({ state, status }) => state === 'up' && status === 'enabled') },
    hosts: isWhole
      ? Object.fromEntries(hosts.map(({ host }) => [host, { 'nova-compute': { active: true, available: true } }]))
      : null,
  }))
}
