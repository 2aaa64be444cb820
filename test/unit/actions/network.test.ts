/** Networks, subnets, routers, ports, floating IPs, security groups: requests, commands and Terraform (Networking API v2.0). */
import { describe, expect, test } from 'vitest'
import { ACTIONS, RULE_PRESETS, rulesOf } from '../../../provisioner/actions/index.ts'
import { explained, refused, sent, typed } from '../../support/explained.ts'

const thing = { id: 'x1', name: 'lan' }

test('a network of a member says nothing that needs an administrator', () => {
  const wanted = { name: 'lan', description: 'mine', mtu: 1400, hasPortSecurity: false, isEnabled: true }
  expect(sent('network.create', wanted)).toEqual([
    [
      'POST /v2.0/networks',
      {
        network: {
          ...{ name: 'lan', description: 'mine', admin_state_up: true, mtu: 1400, port_security_enabled: false },
        },
      },
    ],
  ])
  expect(typed('network.create', wanted)).toEqual([
    'openstack network create --description mine --enable --mtu 1400 --disable-port-security lan',
  ])
  expect(ACTIONS['network.create'].needsAdmin?.(wanted)).toBe(false)
})

test('a provider network: how it is carried, shared and external, for administrators', () => {
  const provider = { type: 'vlan', physicalNetwork: 'physnet1', segmentationId: 42 } as const
  const wanted = { name: 'lan', isShared: true, isExternal: true, provider, projectId: 'p1' }
  expect(sent('network.create', wanted)).toEqual([
    [
      'POST /v2.0/networks',
      {
        network: {
          ...{ name: 'lan', shared: true, 'router:external': true, project_id: 'p1' },
          ...{ 'provider:network_type': 'vlan', 'provider:physical_network': 'physnet1' },
          'provider:segmentation_id': 42,
        },
      },
    ],
  ])
  expect(typed('network.create', wanted)[0]).toBe(
    'openstack network create --share --external --provider-network-type vlan --provider-physical-network physnet1 --provider-segment 42 --project p1 lan',
  )
  expect(explained('network.create', wanted).terraform).toContain('  segments {\n')
  expect(ACTIONS['network.create'].needsAdmin?.(wanted)).toBe(true)
  expect(ACTIONS['network.update'].needsAdmin?.({ ...thing, isShared: false })).toBe(true)
  expect(sent('network.update', { ...thing, newName: 'lan2', isEnabled: false })).toEqual([
    ['PUT /v2.0/networks/x1', { network: { name: 'lan2', admin_state_up: false } }],
  ])
  expect(sent('network.delete', thing)).toEqual(['DELETE /v2.0/networks/x1'])
})

test('a subnet: version from its addresses, no gateway where null, pools and routes', () => {
  const wanted = {
    ...{ name: 'sub', networkId: 'n1', cidr: '10.1.0.0/24', gateway: null, hasDhcp: true, dns: ['1.1.1.1', '9.9.9.9'] },
    pools: [{ first: '10.1.0.10', last: '10.1.0.20' }],
    hostRoutes: [{ destination: '10.9.0.0/16', nextHop: '10.1.0.2' }],
  }
  expect(sent('subnet.create', wanted)).toEqual([
    [
      'POST /v2.0/subnets',
      {
        subnet: {
          ...{ name: 'sub', network_id: 'n1', ip_version: 4, cidr: '10.1.0.0/24', gateway_ip: null, enable_dhcp: true },
          dns_nameservers: ['1.1.1.1', '9.9.9.9'],
          allocation_pools: [{ start: '10.1.0.10', end: '10.1.0.20' }],
          host_routes: [{ destination: '10.9.0.0/16', nexthop: '10.1.0.2' }],
        },
      },
    ],
  ])
  expect(typed('subnet.create', wanted)).toEqual([
    [
      'openstack subnet create --network n1 --ip-version 4 --subnet-range 10.1.0.0/24 --dhcp --gateway none',
      '--dns-nameserver 1.1.1.1 --dns-nameserver 9.9.9.9 --allocation-pool start=10.1.0.10,end=10.1.0.20',
      '--host-route destination=10.9.0.0/16,gateway=10.1.0.2 sub',
    ].join(' '),
  ])
  expect(explained('subnet.create', wanted).terraform).toContain(
    'resource "openstack_networking_subnet_route_v2" "sub-route-1" {\n  subnet_id        = openstack_networking_subnet_v2.sub.id\n',
  )
  const six = { name: 'six', networkId: 'n1', cidr: '2001:db8::/64', ipv6Mode: 'slaac' } as const
  expect(sent('subnet.create', six)).toEqual([
    [
      'POST /v2.0/subnets',
      {
        subnet: {
          ...{ name: 'six', network_id: 'n1', ip_version: 6, cidr: '2001:db8::/64' },
          ...{ ipv6_address_mode: 'slaac', ipv6_ra_mode: 'slaac' },
        },
      },
    ],
  ])
  expect(sent('subnet.update', { ...thing, dns: [] })).toEqual([
    ['PUT /v2.0/subnets/x1', { subnet: { dns_nameservers: [] } }],
  ])
  expect(typed('subnet.update', { ...thing, dns: [] })).toEqual(['openstack subnet set --no-dns-nameservers x1'])
  const routes = [{ destination: '10.9.0.0/16', nextHop: '10.0.0.7' }]
  expect(explained('subnet.update', { ...thing, dns: ['9.9.9.9'], hostRoutes: routes }).terraform).toMatch(
    /dns_nameservers = \["9\.9\.9\.9"\]\n}\n\nresource "openstack_networking_subnet_route_v2" .*\n {2}subnet_id += "x1"/,
  )
})

test('a router: with its way out at once, changed, given and taken', () => {
  const gateway = { networkId: 'ext' }
  expect(sent('router.create', { name: 'edge', gateway })).toEqual([
    ['POST /v2.0/routers', { router: { name: 'edge', external_gateway_info: { network_id: 'ext' } } }],
  ])
  expect(typed('router.create', { name: 'edge', gateway })).toEqual([
    'openstack router create --external-gateway ext edge',
  ])
  const chosen = { networkId: 'ext', address: '10.84.0.9', hasSnat: false }
  expect(ACTIONS['router.setGateway'].needsAdmin?.({ ...thing, gateway })).toBe(false)
  expect(ACTIONS['router.setGateway'].needsAdmin?.({ ...thing, gateway: chosen })).toBe(true)
  expect(sent('router.setGateway', { ...thing, gateway: chosen })).toEqual([
    [
      'PUT /v2.0/routers/x1',
      {
        router: {
          external_gateway_info: {
            ...{ network_id: 'ext', enable_snat: false, external_fixed_ips: [{ ip_address: '10.84.0.9' }] },
          },
        },
      },
    ],
  ])
  expect(sent('router.clearGateway', thing)).toEqual([
    ['PUT /v2.0/routers/x1', { router: { external_gateway_info: null } }],
  ])
  expect(sent('router.update', { ...thing, routes: [] })).toEqual([
    ['PUT /v2.0/routers/x1', { router: { routes: [] } }],
  ])
})

test('a router’s interfaces: of a subnet or of a port', () => {
  const subnet = { ...thing, side: { subnetId: 's1' } }
  expect(sent('router.addInterface', subnet)).toEqual([
    ['PUT /v2.0/routers/x1/add_router_interface', { subnet_id: 's1' }],
  ])
  expect(typed('router.addInterface', subnet)).toEqual(['openstack router add subnet x1 s1'])
  const port = { ...thing, side: { portId: 'p1' } }
  expect(sent('router.removeInterface', port)).toEqual([
    ['PUT /v2.0/routers/x1/remove_router_interface', { port_id: 'p1' }],
  ])
  expect(typed('router.removeInterface', port)).toEqual(['openstack router remove port x1 p1'])
})

test('a port with certain addresses and groups; an empty list is none, which is not the same as nothing said', () => {
  const wanted = {
    ...{ name: 'vip', networkId: 'n1', mac: 'fa:16:3e:00:00:01', securityGroupIds: ['g1'] },
    fixedIps: [{ subnetId: 's1', address: '10.1.0.5' }],
    allowedAddressPairs: [{ address: '10.1.0.9' }],
  }
  expect(sent('port.create', wanted)).toEqual([
    [
      'POST /v2.0/ports',
      {
        port: {
          ...{ name: 'vip', network_id: 'n1', mac_address: 'fa:16:3e:00:00:01', security_groups: ['g1'] },
          fixed_ips: [{ subnet_id: 's1', ip_address: '10.1.0.5' }],
          allowed_address_pairs: [{ ip_address: '10.1.0.9' }],
        },
      },
    ],
  ])
  expect(typed('port.create', wanted)).toEqual([
    [
      'openstack port create --network n1 --mac-address fa:16:3e:00:00:01 --fixed-ip subnet=s1,ip-address=10.1.0.5',
      '--security-group g1 --allowed-address ip-address=10.1.0.9 vip',
    ].join(' '),
  ])
  const bare = { networkId: 'n1', fixedIps: [], securityGroupIds: [], hasPortSecurity: false }
  expect(sent('port.create', bare)).toEqual([
    [
      'POST /v2.0/ports',
      { port: { name: '', network_id: 'n1', fixed_ips: [], security_groups: [], port_security_enabled: false } },
    ],
  ])
  expect(typed('port.create', bare)).toEqual([
    'openstack port create --network n1 --disable-port-security --no-fixed-ip --no-security-group port',
  ])
  expect(explained('port.create', bare).terraform).toContain('no_security_groups')
  expect(typed('port.update', { ...thing, securityGroupIds: ['g1', 'g2'] })).toEqual([
    'openstack port set --no-security-group --security-group g1 --security-group g2 x1',
  ])
  expect(explained('port.update', { ...thing, securityGroupIds: ['g1'] }).terraform).toContain(
    'security_group_ids = ["g1"]',
  )
  // The provider has no address without its subnet.
  const anywhere = { networkId: 'n1', fixedIps: [{ address: '10.1.0.7' }] }
  expect(explained('port.create', anywhere).terraform).toContain(
    'subnet_id  = data.openstack_networking_subnet_v2.of-the-port.id',
  )
  expect(explained('port.update', { ...thing, fixedIps: anywhere.fixedIps }).terraform).toBeUndefined()
})

test('a floating IP: taken for a port, led elsewhere, set free, given back', () => {
  expect(sent('floatingIp.create', { networkId: 'ext', portId: 'p1', description: 'web' })).toEqual([
    ['POST /v2.0/floatingips', { floatingip: { floating_network_id: 'ext', port_id: 'p1', description: 'web' } }],
  ])
  expect(typed('floatingIp.create', { networkId: 'ext', portId: 'p1' })).toEqual([
    'openstack floating ip create --port p1 ext',
  ])
  expect(explained('floatingIp.create', { networkId: 'ext' }).terraform).toContain(
    'pool = data.openstack_networking_network_v2.external.name',
  )
  const ip = { id: 'f1', name: '10.84.0.101' }
  expect(sent('floatingIp.attach', { ...ip, portId: 'p2' })).toEqual([
    ['PUT /v2.0/floatingips/f1', { floatingip: { port_id: 'p2' } }],
  ])
  expect(sent('floatingIp.detach', ip)).toEqual([['PUT /v2.0/floatingips/f1', { floatingip: { port_id: null } }]])
  expect(typed('floatingIp.detach', ip)).toEqual(['openstack floating ip unset --port f1'])
  expect(typed('floatingIp.delete', ip)).toEqual(['openstack floating ip delete f1'])
  // With --description and nothing, the command would change nothing.
  expect(typed('floatingIp.describe', { ...ip, description: '' })).toEqual([
    'openstack floating ip set --extra-property name=description,value= f1',
  ])
  expect(explained('floatingIp.describe', { ...ip, description: 'web' }).terraform).toContain('description = "web"')
  expect(ACTIONS['floatingIp.create'].needsAdmin?.({ networkId: 'ext', address: '10.84.0.7' })).toBe(true)
})

const group = { id: 'g1', name: 'web' }

test('a rule: one port, a range, a type of ICMP, from addresses or from a group', () => {
  expect(sent('securityGroupRule.create', { group, protocol: 'tcp', ports: { first: 22, last: 22 } })).toEqual([
    [
      'POST /v2.0/security-group-rules',
      {
        security_group_rule: {
          ...{ security_group_id: 'g1', direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp' },
          ...{ port_range_min: 22, port_range_max: 22 },
        },
      },
    ],
  ])
  const range = { group, protocol: 'udp', ports: { first: 30_000, last: 32_767 }, from: '10.0.0.0/8' } as const
  expect(typed('securityGroupRule.create', range)).toEqual([
    'openstack security group rule create --ingress --ethertype IPv4 --protocol udp --dst-port 30000:32767 --remote-ip 10.0.0.0/8 g1',
  ])
  const ping = { group, protocol: 'icmp', icmp: { type: 8, code: 0 }, fromGroupId: 'g2' } as const
  expect(sent('securityGroupRule.create', ping)).toMatchObject([
    [
      'POST /v2.0/security-group-rules',
      { security_group_rule: { protocol: 'icmp', port_range_min: 8, port_range_max: 0, remote_group_id: 'g2' } },
    ],
  ])
  expect(typed('securityGroupRule.create', ping)).toEqual([
    'openstack security group rule create --ingress --ethertype IPv4 --protocol icmp --icmp-type 8 --icmp-code 0 --remote-group g2 g1',
  ])
  expect(sent('securityGroupRule.delete', { id: 'r1', name: '' })).toEqual(['DELETE /v2.0/security-group-rules/r1'])
  expect(sent('securityGroup.create', { name: 'web', isStateful: false })).toEqual([
    ['POST /v2.0/security-groups', { security_group: { name: 'web', stateful: false } }],
  ])
})

test.each([
  ['ports of ICMP', { protocol: 'icmp', ports: { first: 1, last: 2 } }, 'ports'],
  ['ports of anything', { ports: { first: 1, last: 2 } }, 'ports'],
  ['a range backwards', { protocol: 'tcp', ports: { first: 2, last: 1 } }, 'ports'],
  ['port 0', { protocol: 'tcp', ports: { first: 0, last: 1 } }, 'ports'],
  ['port 65536', { protocol: 'tcp', ports: { first: 1, last: 65_536 } }, 'ports'],
  ['a type of TCP', { protocol: 'tcp', icmp: { type: 8 } }, 'icmp'],
  ['addresses of the other family', { from: '2001:db8::/32' }, 'from'],
  ['an address that is none', { from: '10.0.0.300/8' }, 'from'],
  ['addresses and a group', { from: '10.0.0.0/8', fromGroupId: 'g2' }, 'from'],
  ['ICMP of IPv4 for IPv6', { family: 'IPv6', protocol: 'icmp' }, 'protocol'],
  ['protocol 256', { protocol: '256' }, 'protocol'],
])('a rule is refused: %s', (_what, rule, field) => {
  const { error } = ACTIONS['securityGroupRule.create'].input.safeParse({ group, ...rule })
  expect(error?.issues.map((issue) => issue.path[0])).toContain(field)
})

describe('presets', () => {
  test.each(RULE_PRESETS.map((preset) => [preset.id, preset] as const))('%s is taken whole', (_id, preset) => {
    for (const rule of rulesOf(preset, group)) {
      expect(ACTIONS['securityGroupRule.create'].input.safeParse(rule).error).toBeUndefined()
    }
    expect(preset.source).toMatch(/^https:/)
  })

  test('Kubernetes lets its members talk, and nobody else to more than the API and node ports', () => {
    const preset = RULE_PRESETS.find((one) => one.id === 'kubernetes')
    const rules = preset === undefined ? [] : rulesOf(preset, group)
    expect(rules.filter((rule) => rule.fromGroupId === 'g1')).toHaveLength(2)
    const open = rules.filter((rule) => rule.fromGroupId === undefined).map((rule) => rule.ports)
    expect(new Set(open.map((ports) => `${ports?.first}-${ports?.last}`))).toEqual(
      new Set(['6443-6443', '30000-32767']),
    )
  })
})

test('quotas of the network: no limit is -1, what is not said stays', () => {
  const wanted = { project: { id: 'p1', name: 'lab' }, networks: 10, floatingIps: null }
  expect(sent('networkQuotas.set', wanted)).toEqual([
    ['PUT /v2.0/quotas/p1', { quota: { network: 10, floatingip: -1 } }],
  ])
  expect(typed('networkQuotas.set', wanted)).toEqual(['openstack quota set --networks 10 --floating-ips=-1 p1'])
  expect(ACTIONS['networkQuotas.set'].role).toBe('admin')
})

test.each([
  ['network.create', { name: '' }],
  ['network.create', { name: 'x', mtu: 67 }],
  ['network.create', { name: 'x', provider: { type: 'vlan', physicalNetwork: 'p', segmentationId: 4095 } }],
  ['network.create', { name: 'x', provider: { type: 'vlan' } }],
  ['subnet.create', { name: 'x', networkId: 'n', cidr: '10.0.0.0' }],
  ['subnet.create', { name: 'x', networkId: 'n', cidr: '10.0.0.0/24', ipv6Mode: 'slaac' }],
  ['subnet.create', { name: 'x', networkId: 'n', cidr: '10.0.0.0/24', gateway: 'nobody' }],
  ['port.create', { networkId: 'n', mac: 'fa:16:3e' }],
  ['port.create', { networkId: 'a/b' }],
  ['router.addInterface', { ...thing, side: {} }],
  ['floatingIp.create', { networkId: '' }],
] as const)('%s refuses %j', (name, input) => {
  expect(refused(name, input)).toBeDefined()
})
