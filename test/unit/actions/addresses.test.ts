/** Addresses as numbers, and what of a subnet does not fit together: refused before Neutron is asked. */
import { expect, test } from 'vitest'
import { isInside, numberOf, rangeOf } from '../../../provisioner/actions/addresses.ts'
import { ACTIONS, type ActionName } from '../../../provisioner/actions/index.ts'
import { refused } from '../../support/explained.ts'

test.each([
  ['0.0.0.0', 0n],
  ['10.0.0.255', 0x0a0000ffn],
  ['255.255.255.255', 0xffffffffn],
  ['::', 0n],
  ['::1', 1n],
  ['2001:db8::', 0x20010db8n << 96n],
  ['1:2:3:4:5:6:7:8', 0x00010002000300040005000600070008n],
  ['::ffff:10.0.0.1', 0xffff0a000001n],
])('%s is %d', (address, number) => expect(numberOf(address)).toBe(number))

test('a subnet’s first and last address, and what lies between', () => {
  expect(rangeOf('10.0.0.64/26')).toEqual({
    ...{ version: 4, prefix: 26, first: numberOf('10.0.0.64'), last: numberOf('10.0.0.127'), isFirst: true },
  })
  expect(rangeOf('10.0.0.65/26').isFirst).toBe(false)
  expect(isInside('10.0.0.64/26', '10.0.0.127')).toBe(true)
  expect(isInside('10.0.0.64/26', '10.0.0.128')).toBe(false)
  expect(isInside('0.0.0.0/0', '203.0.113.9')).toBe(true)
  expect(isInside('::/0', '10.0.0.1')).toBe(false)
  expect(isInside('2001:db8::/64', '2001:db8::ffff:1')).toBe(true)
})

const subnet = { name: 's', networkId: 'n', cidr: '10.0.0.0/24' }
const six = { name: 's', networkId: 'n', cidr: 'fd00::/64' }
const port = { networkId: 'n', hasPortSecurity: false }
const thing = { id: 'x', name: 'x' }

test.each<[string, ActionName, object, string]>([
  ['an address for a subnet', 'subnet.create', { ...subnet, cidr: '10.0.0.1/24' }, 'cidr'],
  ['a gateway of the other family', 'subnet.create', { ...subnet, gateway: 'fd00::1' }, 'gateway'],
  ['a gateway that is the subnet itself', 'subnet.create', { ...subnet, gateway: '10.0.0.0' }, 'gateway'],
  ['a pool outside', 'subnet.create', { ...subnet, pools: [{ first: '10.0.0.2', last: '10.0.1.2' }] }, 'pools.0'],
  ['a pool backwards', 'subnet.create', { ...subnet, pools: [{ first: '10.0.0.9', last: '10.0.0.2' }] }, 'pools.0'],
  [
    'the gateway handed out',
    'subnet.create',
    { ...subnet, gateway: '10.0.0.5', pools: [{ first: '10.0.0.2', last: '10.0.0.9' }] },
    'pools.0',
  ],
  [
    'a route to another family',
    'subnet.update',
    { ...thing, hostRoutes: [{ destination: '10.1.0.0/16', nextHop: 'fd00::1' }] },
    'hostRoutes.0',
  ],
  [
    'a pool outside of what the subnet is',
    'subnet.update',
    { ...thing, cidr: '10.0.0.0/24', pools: [{ first: '10.1.0.2', last: '10.1.0.9' }] },
    'pools.0',
  ],
  ['SLAAC of a /72', 'subnet.create', { ...six, cidr: 'fd00::/72', ipv6Mode: 'slaac' }, 'ipv6Mode'],
  ['SLAAC without DHCP', 'subnet.create', { ...six, hasDhcp: false, ipv6Mode: 'slaac' }, 'ipv6Mode'],
  ['groups without port security', 'port.create', { ...port, securityGroupIds: ['g'] }, 'securityGroupIds'],
  [
    'pairs without port security',
    'port.update',
    { ...thing, hasPortSecurity: false, allowedAddressPairs: [{ address: '10.0.0.9' }] },
    'allowedAddressPairs',
  ],
  [
    'a route of a router to another family',
    'router.update',
    { ...thing, routes: [{ destination: 'fd00::/8', nextHop: '10.0.0.1' }] },
    'routes.0.nextHop',
  ],
])('refused: %s', (_what, name, input, field) => {
  const { error } = ACTIONS[name].input.safeParse(input)
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field])
})

test.each<[string, ActionName, object]>([
  ['a gateway outside of its subnet, as Neutron allows', 'subnet.create', { ...subnet, gateway: '10.9.0.1' }],
  ['a link-local gateway', 'subnet.create', { ...six, gateway: 'fe80::1' }],
  ['both addresses of a /31', 'subnet.create', { ...subnet, cidr: '10.0.0.0/31', gateway: '10.0.0.0' }],
  ['stateful DHCPv6 of a /72', 'subnet.create', { ...six, cidr: 'fd00::/72', ipv6Mode: 'dhcpv6-stateful' }],
  ['several pools', 'subnet.create', { ...subnet, pools: [{ first: '10.0.0.2', last: '10.0.0.2' }] }],
  ['a port nothing is enforced on', 'port.create', { ...port, securityGroupIds: [], allowedAddressPairs: [] }],
])('taken: %s', (_what, name, input) => expect(refused(name, input)).toBeUndefined())
