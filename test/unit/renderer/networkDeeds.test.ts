/** What the forms about running networks send, and what is said before something is taken away. */
import { describe, expect, test } from 'vitest'
import { ACTIONS } from '../../../electron/contract/actions.ts'
import { problemsOf } from '../../../renderer/api/problems.ts'
import { mayChange, type TakingAway } from '../../../renderer/features/networks/dialogs/asked.ts'
import { MADE, withIds } from '../../../renderer/features/networks/dialogs/chain.ts'
import {
  NEW_NETWORK,
  NEW_SUBNET,
  networkChange,
  networkSteps,
  subnetChange,
} from '../../../renderer/features/networks/dialogs/fields.ts'
import { placesFor } from '../../../renderer/features/networks/dialogs/places.ts'
import { NEW_RULE, type RuleFields, ruleInput } from '../../../renderer/features/networks/dialogs/ruleFields.ts'
import { takingAway } from '../../../renderer/features/networks/dialogs/takingAway.ts'
import { portOf, verdict } from '../../../renderer/features/networks/reach/reachWords.ts'
import { letsIn, otherSide, trafficWords } from '../../../renderer/features/networks/ruleWords.ts'
import { floatingIpState, portState, routerState } from '../../../renderer/features/networks/states.ts'
import type { NetworkWorld, SecurityGroupRule } from '../../../renderer/features/networks/world.ts'
import type { ActionStep } from '../../../renderer/ui/explained.ts'
import { group, network, port, router, rule, worldOf } from '../../support/networkWorld.ts'

const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, '')
const problems = ({ action, input }: ActionStep) => problemsOf(ACTIONS[action].input, input)
const first = <T>(all: readonly T[]): T => {
  const [one] = all
  if (one === undefined) throw new Error('there is none')
  return one
}
const found = <T>(one: T | undefined): T => first(one === undefined ? [] : [one])

describe('a network with its first subnet', () => {
  const fields = { ...NEW_NETWORK, name: 'kitchen' }
  const subnet = { ...NEW_SUBNET, cidr: '10.9.0.0/24', dns: ['192.168.1.1'], pool: '10.9.0.10-10.9.0.99' }
  const steps = networkSteps(fields, subnet, { id: 'r', name: 'edge' })

  test('is three requests, each of which the actions take as it stands', () => {
    expect(steps.map(({ action }) => action)).toEqual(['network.create', 'subnet.create', 'router.addInterface'])
    for (const step of steps) expect(problems(step)).toEqual({})
    expect(steps[1]?.input).toMatchObject({ name: 'kitchen-subnet', networkId: MADE.network })
    expect(networkSteps(fields, undefined, undefined)).toHaveLength(1)
  })

  test('gets the ids of what was made before, and nothing else is touched', () => {
    const sent = steps.map((step) => withIds(step, ['net-7', 'sub-8'], { network: 0, subnet: 1 }))
    expect(sent[1]?.input).toMatchObject({ networkId: 'net-7', cidr: '10.9.0.0/24', dns: ['192.168.1.1'] })
    expect(sent[2]?.input).toEqual({ id: 'r', name: 'edge', side: { subnetId: 'sub-8' } })
    expect(sent[0]).toEqual(steps[0])
  })

  test('asks for nothing only administrators may where nothing of it was chosen', () => {
    expect(ACTIONS['network.create'].needsAdmin?.(ACTIONS['network.create'].input.parse(first(steps).input))).toBe(
      false,
    )
    const shared = first(networkSteps({ ...fields, isShared: true }, undefined, undefined))
    expect(ACTIONS['network.create'].needsAdmin?.(ACTIONS['network.create'].input.parse(shared.input))).toBe(true)
    const vlan = { ...fields, provider: 'vlan' as const, physicalNetwork: 'physnet1', segment: '42' }
    const [step] = networkSteps(vlan, undefined, undefined)
    expect(step?.input).toMatchObject({ provider: { type: 'vlan', physicalNetwork: 'physnet1', segmentationId: 42 } })
  })

  test('what is wrong is said of its field', () => {
    const wrong = networkSteps(
      { ...fields, name: '' },
      { ...subnet, cidr: '10.9.0.0', gateway: 'x', pool: '10.9.0.1' },
      undefined,
    )
    expect(Object.keys(Object.assign({}, ...wrong.map(problems)))).toEqual(
      expect.arrayContaining(['name', 'cidr', 'gateway', 'pools.0.last']),
    )
  })

  test('a change sends what is other than it was; a gateway taken away is sent as none', () => {
    const before = network('shop') as never
    expect(networkChange(before, { ...NEW_NETWORK, name: 'shop' })).toEqual({})
    expect(networkChange(before, { ...NEW_NETWORK, name: 'shop', isEnabled: false })).toEqual({ isEnabled: false })
    expect(subnetChange({ ...subnet, hasGateway: false })).toMatchObject({ gateway: null })
    expect(subnetChange({ ...subnet, dns: [] })).toMatchObject({ dns: [] })
  })
})

describe('a rule', () => {
  const target = { id: 'g', name: 'web' }
  const of = (fields: Partial<RuleFields>) => ruleInput({ ...NEW_RULE, ...fields }, target)
  const wrong = (fields: Partial<RuleFields>) =>
    Object.keys(problems({ action: 'securityGroupRule.create', input: of(fields) }))

  test('is sent as it was typed', () => {
    expect(of({ ports: '22' })).toMatchObject({ protocol: 'tcp', ports: { first: 22, last: 22 } })
    expect(of({ ports: '30000 - 32767' })).toMatchObject({ ports: { first: 30_000, last: 32_767 } })
    expect(of({ side: 'addresses', from: '192.168.1.20' })).toMatchObject({ from: '192.168.1.20/32' })
    expect(of({ side: 'addresses', from: 'fd00::1', family: 'IPv6' })).toMatchObject({ from: 'fd00::1/128' })
    expect(of({ side: 'group', fromGroupId: 'x' })).toMatchObject({ fromGroupId: 'x' })
    expect(of({ protocol: 'icmp', family: 'IPv6', ports: '22' })).toEqual({
      ...{ group: target, direction: 'ingress', family: 'IPv6', protocol: 'ipv6-icmp' },
    })
    for (const fields of [{ ports: '22' }, { protocol: 'any' }, { side: 'addresses', from: '10.0.0.0/8' } as const])
      expect(wrong(fields)).toEqual([])
  })

  test('what is no port and no address is refused before it is sent', () => {
    for (const ports of ['ssh', '0', '70000', '1-2-3', '22;80']) expect(wrong({ ports }).join()).toContain('ports')
    expect(wrong({ ports: '90-80' })).toEqual(['ports'])
    for (const from of ['', 'here', '10.0.0.0/99']) expect(wrong({ side: 'addresses', from })).toContain('from')
    expect(wrong({ side: 'addresses', from: 'fd00::/8' })).toContain('from')
  })

  test('reads as what it lets through', () => {
    const words = (more: object): string => trafficWords(rule('r', more) as unknown as SecurityGroupRule)
    expect(words({})).toBe('TCP 22')
    expect(words({ protocol: '17', firstPort: 1, lastPort: 9 })).toBe('UDP 1–9')
    expect(words({ protocol: 'icmp', firstPort: 8, lastPort: 0 })).toBe('Ping')
    expect(words({ protocol: undefined, firstPort: undefined })).toBe('Everything')
    expect(words({ protocol: '47', firstPort: undefined })).toBe('Protocol 47, every port')
    const groups = worldOf().group
    const side = (more: object): string => plain(otherSide(rule('r', more) as unknown as SecurityGroupRule, groups))
    expect(side({})).toBe('anywhere (IPv4)')
    expect(side({ fromGroupId: 'web' })).toBe('members of web')
    expect(side({ from: '10.0.0.0/8' })).toBe('10.0.0.0/8')
    const rules = [rule('a'), rule('b'), rule('c', { direction: 'egress', firstPort: 80 })]
    expect(letsIn(group('g', rules) as never)).toBe('TCP 22')
  })
})

describe('what is taken away', () => {
  const ask = (world: NetworkWorld, asked: TakingAway) => {
    const way = takingAway(world, asked)
    for (const step of way.steps) expect(problems(step)).toEqual({})
    return { ...way, words: plain([way.losses.blocked ?? '', ...way.losses.lost].join(' ')) }
  }
  const world = worldOf()

  test('a network somebody is on is refused, with their names; an empty one is not', () => {
    const way = ask(world, { to: 'network.delete', network: found(world.network.get('shop')) })
    expect(way.words).toContain('edge and web-1 use it.')
    const alone = worldOf({ ports: [port('meta', 'x', 'network:distributed', 'alone', '10.3.0.2')] })
    const free = ask(alone, { to: 'network.delete', network: found(alone.network.get('alone')) })
    expect(free.losses.blocked).toBeUndefined()
  })

  test('a router is disconnected first, and not at all while floating IPs lead through it', () => {
    const edge = found(world.router.get('edge'))
    const blocked = ask(world, { to: 'router.delete', router: edge })
    expect(blocked.losses.blocked).toBe('192.168.1.201 leads through it. Detach it first.')
    const quiet = worldOf({ floatingIps: [] })
    const way = ask(quiet, { to: 'router.delete', router: edge })
    expect(way.losses.blocked).toBeUndefined()
    expect(way.words).toContain('shop and data are disconnected')
    expect(way.steps.map(({ action }) => action)).toEqual([
      ...['router.removeInterface', 'router.removeInterface', 'router.delete'],
    ])
  })

  test('of one interface only the floating IPs behind it count', () => {
    const edge = found(world.router.get('edge'))
    const side = (id: string) => found(world.port.get(id))
    const used = ask(world, { to: 'router.disconnect', router: edge, side: side('side-1') })
    expect(used.losses.blocked).toContain('192.168.1.201')
    const free = ask(world, { to: 'router.disconnect', router: edge, side: side('side-2') })
    expect(free.losses.blocked).toBeUndefined()
    expect(ask(world, { to: 'router.clearGateway', router: edge }).losses.blocked).toContain('192.168.1.201')
  })

  test('a port, a floating IP, a group and a rule say who loses what', () => {
    const gone = ask(world, { to: 'port.delete', port: found(world.port.get('p-web')) })
    expect(gone.words).toContain('web-1 loses this network card and 10.1.0.11.')
    expect(gone.words).toContain('192.168.1.201 leads nowhere then')
    expect(ask(world, { to: 'port.delete', port: found(world.port.get('side-1')) }).losses.blocked).toContain('edge')
    const released = ask(world, { to: 'floatingIp.delete', floatingIp: found(world.floatingIp.get('201')) })
    expect(released.words).toContain('web-1 is no longer reached at 192.168.1.201.')
    const grouped = ask(world, { to: 'group.delete', group: found(world.group.get('web')) })
    expect(grouped.losses.blocked).toContain('use it. Take it off them first.')
    expect(grouped.words).toContain('So do rules of friends')
    expect(ask(world, { to: 'group.delete', group: found(world.group.get('default')) }).losses.blocked).toContain(
      'default',
    )
    const web = found(world.group.get('web'))
    expect(ask(world, { to: 'rule.delete', group: web, rule: first(web.rules) }).words).toContain(
      'web no longer lets TCP 22 in from anywhere (IPv4)',
    )
  })
})

test('a floating IP is led where a router leads from first, and never to what has one', () => {
  const places = placesFor(worldOf(), 'p1', 'lan')
  expect(places.map(({ isReached, words }) => [plain(words), isReached])).toEqual([
    ['db: 10.2.0.11', true],
    ['solo: 10.3.0.11', false],
  ])
  expect(placesFor(worldOf(), 'p2', 'lan')).toEqual([])
})

test('only owners and administrators may change a thing', () => {
  const me = { isAdmin: false, project: { id: 'p1', name: 'demo' }, roles: ['member'] } as never
  expect(mayChange(me, { projectId: 'p1' })).toBe(true)
  expect(mayChange(me, { projectId: 'p9' })).toBe(false)
  const reader = { isAdmin: false, project: { id: 'p1', name: 'demo' }, roles: ['reader'] } as never
  expect(mayChange(reader, { projectId: 'p1' })).toBe(false)
  expect(mayChange({ isAdmin: true, project: { id: 'p1' } } as never, { projectId: 'p9' })).toBe(true)
  expect(mayChange(undefined, { projectId: 'p1' })).toBe(false)
})

test('states say what is so: free, turned off, not plugged in, without a way out', () => {
  expect(routerState(router('r') as never).words).toBe('No way out')
  expect(routerState({ ...router('r', 'lan'), isEnabled: false } as never).words).toBe('Turned off')
  expect(portState({ ...port('p', '', '', 'n', '10.0.0.1') } as never).words).toBe('Free')
  expect(
    portState({ ...port('p', 's', 'compute:nova', 'n', '10.0.0.1'), vifType: 'binding_failed' } as never).kind,
  ).toBe('failed')
  expect(floatingIpState({ portId: undefined, status: 'DOWN' })).toEqual({ kind: 'off', words: 'Free' })
  expect(floatingIpState({ portId: 'p', status: 'DOWN' }).kind).toBe('needs-you')
})

test('the path check says what is broken first; reached only when something answered', () => {
  const link = (id: 'service' | 'floating-ip', state: 'ok' | 'broken' | 'unknown', title: string) => ({
    id,
    state,
    title,
    why: '',
  })
  const broken = link('floating-ip', 'broken', 'Floating IP')
  expect(verdict({ links: [broken], broken: 'floating-ip' }).words).toBe('The broken link: floating IP')
  expect(verdict({ links: [link('service', 'ok', 'x')] }).kind).toBe('works')
  expect(verdict({ links: [link('service', 'unknown', 'x')] }).kind).toBe('needs-you')
  expect([portOf('22'), portOf(' 443 '), portOf('0'), portOf('65536'), portOf('ssh'), portOf('')]).toEqual([
    ...[22, 443, undefined, undefined, undefined, undefined],
  ])
})
