/** What the fuller forms about networks send: several pools, routes, address pairs, modes of IPv6, messages of ICMP. */
import { expect, test } from 'vitest'
import { ACTIONS, type ActionName } from '../../../electron/contract/actions.ts'
import { problemsOf } from '../../../renderer/api/problems.ts'
import {
  NEW_NETWORK,
  NEW_SUBNET,
  networkChange,
  networkSteps,
  subnetChange,
  subnetInput,
} from '../../../renderer/features/networks/dialogs/fields.ts'
import { addressesInput, pairsInput } from '../../../renderer/features/networks/dialogs/portFields.ts'
import { hasPorts, NEW_RULE, ruleInput } from '../../../renderer/features/networks/dialogs/ruleFields.ts'
import { sameTwins, twinsOf, withTwin, writtenTwins } from '../../../renderer/ui/twinRows.ts'
import { network } from '../../support/networkWorld.ts'

const problems = (action: ActionName, input: unknown): string[] => Object.keys(problemsOf(ACTIONS[action].input, input))
const group = { id: 'g', name: 'web' }

test('rows that were only added are not sent, and do not move what is wrong with the others', () => {
  const rows = withTwin(withTwin(twinsOf([['10.9.0.0/16', ' 10.0.0.2 ']])))
  expect(rows.map(({ row }) => row)).toEqual([0, 1, 2])
  expect(writtenTwins(rows)).toEqual([{ row: 0, first: '10.9.0.0/16', second: '10.0.0.2' }])
  expect(sameTwins(rows, twinsOf([['10.9.0.0/16', '10.0.0.2']]))).toBe(true)
  expect(sameTwins(rows, [])).toBe(false)
})

test('a subnet: several pools, routes, and a mode where it is IPv6', () => {
  const fields = { ...NEW_SUBNET, name: 's', cidr: '10.0.0.0/24', ipv6Mode: 'slaac' as const }
  const full = {
    ...fields,
    pool: '10.0.0.10-10.0.0.19, 10.0.0.30 - 10.0.0.39',
    routes: twinsOf([['10.9.0.0/16', '10.0.0.2']]),
  }
  const input = { networkId: 'n', ...subnetInput(full) }
  expect(input).toMatchObject({
    pools: [
      { first: '10.0.0.10', last: '10.0.0.19' },
      { first: '10.0.0.30', last: '10.0.0.39' },
    ],
    hostRoutes: [{ destination: '10.9.0.0/16', nextHop: '10.0.0.2' }],
  })
  // Chosen while the addresses were IPv6, and hidden since.
  expect(input).not.toHaveProperty('ipv6Mode')
  expect(problems('subnet.create', input)).toEqual([])
  const six = { networkId: 'n', ...subnetInput({ ...fields, cidr: 'fd00::/64' }) }
  expect(six).toMatchObject({ ipv6Mode: 'slaac' })
  expect(problems('subnet.create', six)).toEqual([])
  const wrong = { ...full, pool: '10.0.0.10-10.0.0.19,10.0.1.1-10.0.1.2' }
  expect(problems('subnet.create', { networkId: 'n', ...subnetInput(wrong) })).toEqual(['pools.1'])
})

test('a subnet that is changed is looked at with the addresses it has, which are not sent', () => {
  const change = subnetChange({ ...NEW_SUBNET, name: 's', cidr: '10.0.0.0/24', pool: '10.1.0.1-10.1.0.9' })
  expect(problems('subnet.update', { id: 'x', name: 's', ...change })).toEqual(['pools.0'])
  const { input, calls } = ACTIONS['subnet.update']
  const fits = subnetChange({ ...NEW_SUBNET, name: 's', cidr: '10.0.0.0/24', pool: '10.0.0.3-10.0.0.9' })
  const [request] = calls(input.parse({ id: 'x', name: 's', ...fits }))
  expect(request?.body).toEqual({
    subnet: {
      ...{ name: 's', enable_dhcp: true, allocation_pools: [{ start: '10.0.0.3', end: '10.0.0.9' }] },
      ...{ dns_nameservers: [], host_routes: [] },
    },
  })
})

test('a network: MTU and port security are sent where they are other than usual', () => {
  const [step] = networkSteps({ ...NEW_NETWORK, name: 'n', mtu: '1400', hasPortSecurity: false }, undefined, undefined)
  expect(step?.input).toEqual({ name: 'n', mtu: 1400, hasPortSecurity: false })
  const [wrong] = networkSteps({ ...NEW_NETWORK, name: 'n', mtu: 'large' }, undefined, undefined)
  expect(problems('network.create', wrong?.input)).toEqual(['mtu'])
  const before = { ...network('n'), mtu: 1442, hasPortSecurity: true } as never
  const same = { ...NEW_NETWORK, name: 'n', mtu: '1442' }
  expect(networkChange(before, same)).toEqual({})
  expect(networkChange(before, { ...same, mtu: '1400', hasPortSecurity: false })).toEqual({
    ...{ mtu: 1400, hasPortSecurity: false },
  })
})

test('a port keeps the subnets of the addresses it had; a pair without a MAC address has none', () => {
  const before = [{ address: '10.0.0.5', subnetId: 's1' }]
  const fixedIps = addressesInput(['10.0.0.5', '10.0.0.6'], before)
  expect(fixedIps).toEqual([{ address: '10.0.0.5', subnetId: 's1' }, { address: '10.0.0.6' }])
  const allowedAddressPairs = pairsInput(
    withTwin(
      twinsOf([
        ['10.0.0.9', ''],
        ['10.0.8.0/24', 'fa:16:3e:00:00:01'],
      ]),
    ),
  )
  expect(problems('port.update', { id: 'p', name: '', fixedIps, allowedAddressPairs })).toEqual([])
  const wrong = pairsInput(twinsOf([['10.0.0.9', 'fa:16']]))
  expect(problems('port.update', { id: 'p', name: '', allowedAddressPairs: wrong })).toEqual([
    'allowedAddressPairs.0.mac',
  ])
})

test('a rule: a message of ICMP, and protocols by name or number', () => {
  const ping = { ...NEW_RULE, protocol: 'icmp', icmpType: '8', icmpCode: '0' }
  expect(ruleInput(ping, group)).toMatchObject({ protocol: 'icmp', icmp: { type: 8, code: 0 } })
  expect(ruleInput({ ...ping, icmpType: '', icmpCode: '' }, group)).not.toHaveProperty('icmp')
  expect(problems('securityGroupRule.create', ruleInput({ ...ping, icmpType: '', icmpCode: '0' }, group))).toEqual([
    'icmp.type',
  ])
  expect(problems('securityGroupRule.create', ruleInput({ ...ping, icmpType: '256' }, group))).toEqual(['icmp.type'])
  const sctp = { ...NEW_RULE, protocol: 'other', other: 'SCTP', ports: '3868' }
  expect(hasPorts(sctp)).toBe(true)
  expect(ruleInput(sctp, group)).toMatchObject({ protocol: 'sctp', ports: { first: 3868, last: 3868 } })
  const vrrp = { ...NEW_RULE, protocol: 'other', other: '112', ports: '22' }
  expect(hasPorts(vrrp)).toBe(false)
  expect(problems('securityGroupRule.create', ruleInput(vrrp, group))).toEqual([])
  expect(problems('securityGroupRule.create', ruleInput({ ...vrrp, other: 'nonsense' }, group))).toEqual(['protocol'])
})
