/** Neutron for tests of the window: networks, subnets, routers, ports, floating IPs and groups that refer to each other as its own do. */
import { randomUUID } from 'node:crypto'
import type { Asked, Reply, Stand } from './fakeCloud.ts'
import { type Row, recordedRow } from './recordedRow.ts'

const WRAPPERS = {
  networks: 'network',
  subnets: 'subnet',
  routers: 'router',
  ports: 'port',
  floatingips: 'floatingip',
  'security-groups': 'security_group',
  'security-group-rules': 'security_group_rule',
} as const
type Plural = keyof typeof WRAPPERS
type Made = Row & { id: string }

export interface FakeNeutron {
  readonly rows: Readonly<Record<Plural, Made[]>>
  readonly stand: Stand
  /** A row as the service tells it, of the project "p1". */
  add(plural: Plural, fields: Row & { readonly id: string }): Made
}

const NO_CONTENT = { status: 204 }

function shapes(): Readonly<Record<Plural, Row>> {
  const listed = (plural: string, key = plural): Row => recordedRow('network/lists', `GET /v2.0/${plural}`, key)
  const group = listed('security-groups', 'security_groups')
  const [rule] = group.security_group_rules as Row[]
  return {
    networks: { ...listed('networks'), shared: false, 'router:external': false, subnets: [] },
    subnets: { ...listed('subnets'), gateway_ip: null, dns_nameservers: [], allocation_pools: [], enable_dhcp: true },
    routers: { ...listed('routers'), external_gateway_info: null },
    ports: {
      ...listed('ports'),
      device_id: '',
      device_owner: '',
      fixed_ips: [],
      security_groups: [],
      status: 'DOWN',
      port_security_enabled: true,
    },
    floatingips: {
      ...recordedRow('network/life', 'POST /v2.0/floatingips', 'floatingip'),
      ...{ port_id: null, router_id: null, fixed_ip_address: null, status: 'DOWN' },
    },
    'security-groups': { ...group, security_group_rules: [] },
    'security-group-rules': { ...rule, remote_ip_prefix: null, remote_group_id: null, protocol: null },
  }
}

export function fakeNeutron(): FakeNeutron {
  const shape = shapes()
  const rows = Object.fromEntries(Object.keys(WRAPPERS).map((plural) => [plural, []])) as unknown as Record<
    Plural,
    Made[]
  >
  let last = 10
  const find = (plural: Plural, id: unknown): Made | undefined => rows[plural].find((one) => one.id === id)

  /** Where a floating IP leads: by which router, to which address. */
  const led = (row: Made): void => {
    const port = find('ports', row.port_id)
    const [ip] = (port?.fixed_ips ?? []) as { ip_address: string }[]
    const side = rows.ports.find(
      (one) => one.network_id === port?.network_id && one.device_owner === 'network:router_interface',
    )
    const way = port === undefined ? { fixed_ip_address: null, router_id: null, status: 'DOWN' } : undefined
    Object.assign(row, way ?? { fixed_ip_address: ip?.ip_address, router_id: side?.device_id, status: 'ACTIVE' })
  }
  const add: FakeNeutron['add'] = (plural, fields) => {
    last += 1
    const own: Partial<Record<Plural, Row>> = {
      floatingips: { floating_ip_address: `192.0.2.${last}` },
      ports: { mac_address: `fa:16:3e:00:00:${last}` },
    }
    const row: Made = { ...shape[plural], name: '', description: '', ...own[plural], project_id: 'p1', ...fields }
    if (plural === 'subnets') {
      // The first address, where nobody says another: as Neutron chooses it.
      if (row.gateway_ip === null && fields.gateway_ip === undefined)
        row.gateway_ip = String(row.cidr).replace(/\.\d+\/\d+$/, '.1')
      const network = find('networks', row.network_id)
      Object.assign(network ?? {}, { subnets: [...((network?.subnets ?? []) as string[]), row.id] })
    }
    if (plural === 'floatingips') led(row)
    if (plural === 'ports') {
      const subnet = rows.subnets.find((one) => one.network_id === row.network_id)
      row.fixed_ips = (row.fixed_ips as Row[]).map((ip) => ({ subnet_id: subnet?.id, ...ip }))
    }
    rows[plural].push(row)
    return row
  }
  const told = (plural: Plural, row: Made): Row =>
    plural === 'security-groups'
      ? { ...row, security_group_rules: rows['security-group-rules'].filter((one) => one.security_group_id === row.id) }
      : row
  /** Rows that have all that the query asks for. */
  const listed = ({ path }: Asked, plural: Plural): Reply => {
    const beside = new Set(['limit', 'fields', 'marker'])
    const wanted = [...new URL(path, 'http://cloud').searchParams].filter(([key]) => !beside.has(key))
    const fitting = rows[plural].filter((row) => wanted.every(([key, value]) => String(row[key] ?? false) === value))
    return { body: { [plural.replaceAll('-', '_')]: fitting.map((row) => told(plural, row)) } }
  }
  /** A side of a router is a port with the gateway's address. */
  const interfaces = (router: Made, verb: string, body: Row): Reply => {
    if (verb === 'remove_router_interface') {
      rows.ports.splice(
        rows.ports.findIndex((one) => one.id === body.port_id),
        1,
      )
      return { body: { id: router.id, ...body } }
    }
    const subnet = find('subnets', body.subnet_id)
    const port = add('ports', {
      ...{ id: randomUUID(), network_id: subnet?.network_id, device_id: router.id, status: 'ACTIVE' },
      ...{ device_owner: 'network:router_interface' },
      fixed_ips: [{ subnet_id: body.subnet_id, ip_address: subnet?.gateway_ip ?? '10.0.0.1' }],
    })
    return { body: { id: router.id, subnet_id: body.subnet_id, port_id: port.id } }
  }
  const changed = (plural: Plural, row: Made, asked: Asked, verb: string | undefined): Reply => {
    const body = JSON.parse(asked.body) as Record<string, Row>
    if (plural === 'routers' && verb !== undefined) return interfaces(row, verb, body as Row)
    Object.assign(row, body[WRAPPERS[plural]])
    if (plural === 'floatingips') led(row)
    return { body: { [WRAPPERS[plural]]: told(plural, row) } }
  }
  return {
    rows,
    add,
    stand: (asked) => {
      const path = asked.path.split('?', 1)[0] ?? ''
      if (path === '/v2.0/agents') return { body: { agents: [] } }
      const [, plural, id, verb] = /^\/v2\.0\/([a-z-]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(path) ?? []
      if (plural === undefined || !Object.hasOwn(WRAPPERS, plural)) return undefined
      const kind = plural as Plural
      if (id === undefined) {
        if (asked.method === 'GET') return listed(asked, kind)
        const body = JSON.parse(asked.body) as Record<string, Row>
        const row = add(kind, { ...body[WRAPPERS[kind]], id: randomUUID() })
        return { status: 201, body: { [WRAPPERS[kind]]: told(kind, row) } }
      }
      const row = find(kind, id)
      if (row === undefined) return { status: 404, body: { NeutronError: { message: `${id} could not be found.` } } }
      if (asked.method === 'GET') return { body: { [WRAPPERS[kind]]: told(kind, row) } }
      if (asked.method === 'PUT') return changed(kind, row, asked, verb)
      rows[kind].splice(rows[kind].indexOf(row), 1)
      return NO_CONTENT
    },
  }
}
