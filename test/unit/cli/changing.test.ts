/** Networks, images and flavors from the command line, in this process: what is sent, what is explained, what is refused. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { runProgram } from '../../../provisioner/cli/program.ts'
import { FakeCloud, PASSWORD } from '../../support/fakeCloud.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder = ''
let cloud: FakeCloud
let out = ''
let err = ''

const one = <T extends object>(fields: T) => ({ project_id: 'p1', status: 'ACTIVE', ...fields })
const TABLES: Readonly<Record<string, readonly object[]>> = {
  networks: [one({ id: 'n1', name: 'lab' }), one({ id: 'ext', name: 'lan', 'router:external': true })],
  subnets: [
    one({
      id: 's1',
      name: 'lab',
      network_id: 'n1',
      ip_version: 4,
      cidr: '10.2.0.0/24',
      gateway_ip: '10.2.0.1',
      enable_dhcp: true,
    }),
  ],
  routers: [one({ id: 'r1', name: 'edge' })],
  ports: [
    one({
      ...{ id: 'p1', name: 'vip', network_id: 'n1', device_id: '', device_owner: '', mac_address: 'fa:16:3e:00:00:01' },
      fixed_ips: [{ subnet_id: 's1', ip_address: '10.2.0.9' }],
    }),
  ],
  floatingips: [
    one({
      id: 'f1',
      floating_ip_address: '10.84.0.9',
      fixed_ip_address: null,
      port_id: null,
      floating_network_id: 'ext',
    }),
  ],
  'security-groups': [one({ id: 'g1', name: 'web' }), one({ id: 'g2', name: 'db' })],
}
const IMAGE = { id: 'i1', name: 'debian', status: 'active', visibility: 'private', owner: 'p1' }
const AT = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-cli-'))
  const routes: Record<string, object[]> = {
    'GET /v2/images': [{ body: { images: [{ ...IMAGE, ...AT }] } }],
    'GET /v2.1/flavors/detail': [{ body: { flavors: [{ id: 'f 1', name: 'small', vcpus: 1, ram: 512, disk: 1 }] } }],
    'POST /v2.1/flavors': [{ body: { flavor: {} } }],
    'PATCH /v2/images/i1': [{ body: {} }],
    'PUT /v2.0/routers/r1': [{ body: {} }],
  }
  for (const [plural, rows] of Object.entries(TABLES)) {
    const key = plural.replaceAll('-', '_')
    routes[`GET /v2.0/${plural}`] = [{ body: { [key]: rows } }]
    routes[`POST /v2.0/${plural}`] = [{ status: 201, body: { [key.slice(0, -1)]: { id: `new-${key.slice(0, -1)}` } } }]
  }
  routes['POST /v2.0/security-group-rules'] = [{ status: 201, body: { security_group_rule: { id: 'new-rule' } } }]
  cloud = await FakeCloud.start(routes as never)
  const auth = { auth_url: `${cloud.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
  mkdirSync(join(folder, 'openstack'), { recursive: true })
  const file = join(folder, 'openstack', 'clouds.yaml')
  writeFileSync(file, JSON.stringify({ clouds: { lab: { auth, region_name: 'RegionOne' } } }))
})

afterAll(async () => {
  await cloud[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => {
  cloud.asked.length = 0
  vi.stubEnv('OS_CLIENT_CONFIG_FILE', join(folder, 'openstack', 'clouds.yaml'))
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text)
    return true
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  process.exitCode = 0
})

async function cli(...words: readonly string[]) {
  out = ''
  err = ''
  const status = await runProgram([...words, '--os-cloud', 'lab'])
  return { status, out, err }
}

/** What changed something: method, path, and what was sent. */
function sent(): unknown[] {
  return cloud.asked
    .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/v3/'))
    .map(({ body, method, path }) => [`${method} ${path}`, body === '' ? undefined : (JSON.parse(body) as unknown)])
}

test.each<[string, string[], unknown[]]>([
  [
    'a network with all that can be said of it',
    [
      'network',
      'create',
      'x',
      '--share',
      '--external',
      '--mtu',
      '1400',
      '--no-port-security',
      '--provider',
      'vlan',
    ].concat(['--physical-network', 'physnet1', '--segment', '42']),
    [
      [
        'POST /v2.0/networks',
        {
          network: {
            ...{ name: 'x', mtu: 1400, port_security_enabled: false, shared: true, 'router:external': true },
            ...{ 'provider:network_type': 'vlan', 'provider:physical_network': 'physnet1' },
            'provider:segmentation_id': 42,
          },
        },
      ],
    ],
  ],
  [
    'a subnet by the name of its network',
    [
      'subnet',
      'create',
      'six',
      '--network',
      'lab',
      '--range',
      'fd00::/64',
      '--ipv6-mode',
      'slaac',
      '--gateway',
      'none',
    ],
    [
      [
        'POST /v2.0/subnets',
        {
          subnet: {
            ...{ name: 'six', network_id: 'n1', ip_version: 6, cidr: 'fd00::/64', gateway_ip: null },
            ...{ ipv6_address_mode: 'slaac', ipv6_ra_mode: 'slaac' },
          },
        },
      ],
    ],
  ],
  [
    'a port with address, MAC and a pair',
    ['port', 'create', 'p', '--network', 'lab', '--fixed-ip', 'subnet=lab,ip-address=10.2.0.7', '--mac-address'].concat(
      ['fa:16:3e:00:00:02', '--allowed-address', 'ip-address=10.2.0.8', '--security-group', 'web'],
    ),
    [
      [
        'POST /v2.0/ports',
        {
          port: {
            ...{ name: 'p', network_id: 'n1', mac_address: 'fa:16:3e:00:00:02', security_groups: ['g1'] },
            fixed_ips: [{ subnet_id: 's1', ip_address: '10.2.0.7' }],
            allowed_address_pairs: [{ ip_address: '10.2.0.8' }],
          },
        },
      ],
    ],
  ],
  [
    'a router: routes and way out, two requests',
    [
      'router',
      'set',
      'edge',
      '--route',
      'destination=10.9.0.0/16,gateway=10.2.0.2',
      '--external-gateway',
      'lan',
      '--no-snat',
    ],
    [
      ['PUT /v2.0/routers/r1', { router: { routes: [{ destination: '10.9.0.0/16', nexthop: '10.2.0.2' }] } }],
      ['PUT /v2.0/routers/r1', { router: { external_gateway_info: { network_id: 'ext', enable_snat: false } } }],
    ],
  ],
  [
    'a router without routes, and leading nowhere',
    ['router', 'set', 'edge', '--no-routes', '--no-gateway'],
    [
      ['PUT /v2.0/routers/r1', { router: { routes: [] } }],
      ['PUT /v2.0/routers/r1', { router: { external_gateway_info: null } }],
    ],
  ],
  [
    'a floating IP for a port, of the only external network',
    ['floating-ip', 'create', '--port', 'vip', '--address', '10.84.0.7', '--description', 'web'],
    [
      [
        'POST /v2.0/floatingips',
        {
          floatingip: {
            ...{ floating_network_id: 'ext', port_id: 'p1', floating_ip_address: '10.84.0.7', description: 'web' },
          },
        },
      ],
    ],
  ],
  [
    'a rule of ports from a group',
    ['security-group', 'add-rule', 'db', '--protocol', 'tcp', '--port', '5432:5433', '--remote-group', 'web'],
    [
      [
        'POST /v2.0/security-group-rules',
        {
          security_group_rule: {
            ...{ security_group_id: 'g2', direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp' },
            ...{ port_range_min: 5432, port_range_max: 5433, remote_group_id: 'g1' },
          },
        },
      ],
    ],
  ],
  [
    'a message of ICMP, IPv6 as the addresses are',
    ['security-group', 'add-rule', 'web', '--protocol', 'icmp', '--icmp-type', '128', '--remote-ip', 'fd00::/8'],
    [
      [
        'POST /v2.0/security-group-rules',
        {
          security_group_rule: {
            ...{ security_group_id: 'g1', direction: 'ingress', ethertype: 'IPv6', protocol: 'ipv6-icmp' },
            ...{ port_range_min: 128, remote_ip_prefix: 'fd00::/8' },
          },
        },
      ],
    ],
  ],
  [
    'what is known of an image',
    ['image', 'set', 'debian', '--property', 'hw_firmware_type=uefi', '--remove-property', 'x', '--no-protected'],
    [
      [
        'PATCH /v2/images/i1',
        [
          { op: 'replace', path: '/protected', value: false },
          { op: 'add', path: '/hw_firmware_type', value: 'uefi' },
          { op: 'remove', path: '/x' },
        ],
      ],
    ],
  ],
])('%s', async (_what, words, wanted) => {
  const { status, err: said } = await cli(...words)
  expect({ status, said }).toEqual({ status: 0, said: '' })
  expect(sent()).toEqual(wanted)
})

test('a security group with its rules: each of them in the group that was made', async () => {
  const words = ['security-group', 'create', 'both', '--preset', 'ssh', '--preset', 'ping']
  expect(await cli(...words)).toMatchObject({ status: 0, out: 'both is there. Id: new-security_group\n' })
  const [group, ...rules] = sent() as [string, Record<string, Record<string, unknown>>][]
  expect(group?.[0]).toBe('POST /v2.0/security-groups')
  expect(rules).toHaveLength(4)
  for (const [, body] of rules) expect(body.security_group_rule?.security_group_id).toBe('new-security_group')
})

test('a network with a subnet at a router: ids go from one request to the next, and --json tells them', async () => {
  const { out: said, status } = await cli(
    'network',
    'create',
    'k',
    '--subnet',
    '10.3.0.0/24',
    '--router',
    'edge',
    '--explain',
    '--json',
  )
  expect(status).toBe(0)
  const { commands, requests, terraform } = JSON.parse(said) as {
    commands: string[]
    requests: { line: string }[]
    terraform: string
  }
  expect(requests.map(({ line }) => line)).toEqual([
    'POST /v2.0/networks',
    'POST /v2.0/subnets',
    'PUT /v2.0/routers/r1/add_router_interface',
  ])
  expect(commands).toHaveLength(3)
  expect(terraform.match(/^resource /gm)).toHaveLength(3)
  expect(sent()).toEqual([])
  const done = await cli('network', 'create', 'k', '--subnet', '10.3.0.0/24', '--json')
  expect(JSON.parse(done.out)).toEqual({ id: 'new-network', name: 'k', also: ['new-subnet'] })
  expect(sent()[1]).toMatchObject(['POST /v2.0/subnets', { subnet: { network_id: 'new-network' } }])
})

test('a flavor: made with an id of its own, which is told', async () => {
  const words = ['flavor', 'create', 'pinned', '--vcpus', '2', '--ram', '2048', '--property', 'hw:cpu_policy=dedicated']
  const { out: said, status } = await cli(...words, '--explain')
  expect(status).toBe(0)
  expect(said).toMatch(/POST \/flavors\/[0-9a-f-]{36}\/os-extra_specs/)
  expect(said).toContain('--property hw:cpu_policy=dedicated')
  expect(await cli('flavor', 'set', 'small', '--property', 'a', '--explain')).toMatchObject({ status: 1 })
})

test('is explained without a request that changes anything', async () => {
  const { out: said, status } = await cli('subnet', 'set', 'lab', '--dns', '9.9.9.9', '--no-routes', '--explain')
  expect(status).toBe(0)
  expect(said).toContain('PUT /v2.0/subnets/s1')
  expect(said).toContain('openstack subnet set --no-dns-nameservers --dns-nameserver 9.9.9.9 --no-host-route s1')
  expect(sent()).toEqual([])
})

describe('mistakes', () => {
  test.each([
    [['subnet', 'set', 'lab'], 'It was not said what to change.'],
    [['subnet', 'set', 'lab', '--pool', 'start=10.9.0.1,end=10.9.0.2'], 'pools.0: It is outside of the subnet.'],
    [['subnet', 'set', 'lab', '--pool', '10.2.0.1-10.2.0.9'], 'Write it as start=…,end=….'],
    [['router', 'set', 'egde', '--no-routes'], 'Did you mean edge?'],
    [['port', 'set', 'vip', '--fixed-ip', 'ip=10.2.0.1'], 'Write it as [ip-address=…],[subnet=…].'],
    [['port', 'create', 'p', '--network', 'lab', '--mac-address', 'fa:16'], 'mac: That is no MAC address.'],
    [['port', 'create', 'p', '--network', 'lab', '--fixed-ip', 'ip-address=x'], 'fixedIps.0: '],
    [['security-group', 'add-rule', 'web', '--port', '22'], 'ports: Only TCP, UDP and their like have ports.'],
    [['security-group', 'add-rule', 'web', '--protocol', 'tcp', '--port', 'ssh'], 'Write it as 22 or as 8000:8099.'],
    [['security-group', 'create', 'x', '--preset', 'everything'], 'There are ssh, web, ping, kubernetes.'],
    [['security-group', 'delete-rule', 'web', 'x'], 'web has no rule x.'],
    [['floating-ip', 'attach', '10.84.0.9'], 'Write --server or --port.'],
    [['image', 'set', 'debian', '--min-disk', '-1'], 'number'],
    [['network', 'create', 'x', '--provider', 'flat'], 'provider.physicalNetwork: '],
  ])('%j', async (words, message) => {
    const { err: said, status } = await cli(...words)
    expect(status).toBe(1)
    expect(said).toContain(message)
    expect(sent()).toEqual([])
  })
})

test('each is listed and shown, and whole in --json', async () => {
  expect((await cli('subnet', 'list')).out).toMatch(/lab +10\.2\.0\.0\/24 +10\.2\.0\.1 +yes +n1 +s1/)
  expect((await cli('floating-ip', 'show', '10.84.0.9')).out).toMatch(/Address +10\.84\.0\.9\n/)
  expect((await cli('port', 'show', 'vip')).out).toMatch(/Addresses +subnetId=s1 address=10\.2\.0\.9\n/)
  expect(JSON.parse((await cli('router', 'list', '--json')).out)).toMatchObject([{ id: 'r1', name: 'edge' }])
  expect((await cli('security-group', 'list')).out).toMatch(/web +0 +g1/)
})
