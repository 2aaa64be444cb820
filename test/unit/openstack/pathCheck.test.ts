/** The way to an instance, one thing broken at a time: the check names that thing and what would mend it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACTIONS } from '../../../provisioner/actions/index.ts'
import {
  type Link,
  type LinkId,
  type PathAnswer,
  type PathQuestion,
  pathCheck,
} from '../../../provisioner/openstack/pathCheck.ts'
import type { PathWorld } from '../../../provisioner/openstack/pathFacts.ts'
import { allowing, holds } from '../../../provisioner/openstack/pathRules.ts'
import type { SecurityGroupRule } from '../../../provisioner/openstack/securityGroups.ts'

type Rows = { [K in keyof PathWorld]-?: NonNullable<PathWorld[K]> }
type Changes = { readonly [K in keyof Rows]?: object }

const RULE = {
  ...{ id: 'r', direction: 'ingress', family: 'IPv4', protocol: 'tcp', firstPort: 22, lastPort: 22 },
  ...{ from: undefined, fromGroupId: undefined, fromAddressGroupId: undefined, description: '' },
} as SecurityGroupRule

const SERVER = { id: 's', name: 'web', status: 'ACTIVE', task: undefined, host: 'compute-1', hostStatus: 'UP' }
const PORT = {
  ...{ id: 'p', name: 'web-port', deviceId: 's', deviceOwner: 'compute:nova', networkId: 'n', status: 'ACTIVE' },
  ...{ isEnabled: true, securityGroupIds: ['g'], hasPortSecurity: true, host: 'compute-1', vifType: 'ovs' },
  addresses: [{ subnetId: 'sub', address: '10.1.0.5' }],
}
const SIDE = {
  ...{ ...PORT, id: 'side', deviceId: 'r', deviceOwner: 'network:router_interface' },
  addresses: [{ subnetId: 'sub', address: '10.1.0.1' }],
}
const NETWORK = { id: 'n', name: 'lan', isExternal: false, isEnabled: true, status: 'ACTIVE' }
const EXTERNAL = { id: 'ext', name: 'provider', isExternal: true, isEnabled: true, status: 'ACTIVE' }
const SUBNET = { id: 'sub', name: 'lan-sub', networkId: 'n', cidr: '10.1.0.0/24', gateway: '10.1.0.1', hasDhcp: true }
const GATEWAY = { networkId: 'ext', addresses: ['10.84.0.2'], hasSnat: true }
const ROUTER = { id: 'r', name: 'edge', status: 'ACTIVE', isEnabled: true, gateway: GATEWAY }
const FLOATING = {
  ...{ id: 'f', address: '10.84.0.101', fixedAddress: '10.1.0.5', portId: 'p', routerId: 'r' },
  ...{ networkId: 'ext', status: 'ACTIVE' },
}
const GROUP = { id: 'g', name: 'ssh', isStateful: true, rules: [RULE] }
const AGENT = { id: 'a', type: 'OVN Controller agent', host: 'compute-1.example', isAlive: true }
const COMPUTE = { id: 'c', binary: 'nova-compute', host: 'compute-1', state: 'up' }

const WHOLE = {
  ...{ server: SERVER, ports: [PORT, SIDE], networks: [NETWORK, EXTERNAL], subnets: [SUBNET], routers: [ROUTER] },
  ...{ floatingIps: [FLOATING], securityGroups: [GROUP], agents: [AGENT], computeServices: [COMPUTE] },
}

const world = (changes: Changes = {}): PathWorld => ({ ...WHOLE, ...changes }) as unknown as PathWorld
const WELL = { fromHere: true, fromGateway: true }
const SILENT = { fromHere: false, fromGateway: false }

function ask(changes: Changes, question: Partial<PathQuestion> = {}): PathAnswer {
  return pathCheck({ world: world(changes), protocol: 'tcp', port: 22, ...question })
}
const linkOf = (answer: PathAnswer, id: LinkId): Link | undefined => answer.links.find((link) => link.id === id)

test('a whole way: every link is fine, in order from here to the program', () => {
  const answer = ask({}, { probes: WELL })
  expect(answer.links.map(({ id, state }) => `${id} ${state}`)).toEqual([
    ...['lan ok', 'floating-ip ok', 'router ok', 'network ok', 'rule ok', 'port ok', 'host ok', 'instance ok'],
    'service ok',
  ])
  expect(answer).toMatchObject({ target: '10.84.0.101' })
  expect(answer.broken).toBeUndefined()
})

const from = (cidr: string) => ({ securityGroups: [{ ...GROUP, rules: [{ ...RULE, from: cidr }] }] })
const rules = (...all: object[]) => ({ securityGroups: [{ ...GROUP, rules: all }] })

const CASES: readonly (readonly [what: string, changes: Changes, broken: LinkId, why: string, action?: string])[] = [
  ['off', { server: { ...SERVER, status: 'SHUTOFF' } }, 'instance', 'web is off.', 'server.start'],
  ['paused', { server: { ...SERVER, status: 'PAUSED' } }, 'instance', 'web is paused.', 'server.unpause'],
  ['suspended', { server: { ...SERVER, status: 'SUSPENDED' } }, 'instance', 'is suspended', 'server.resume'],
  ['shelved', { server: { ...SERVER, status: 'SHELVED_OFFLOADED' } }, 'instance', 'is shelved', 'server.unshelve'],
  [
    'failed',
    { server: { ...SERVER, status: 'ERROR', fault: { message: 'No valid host was found.' } } },
    'instance',
    'web failed: No valid host was found.',
    'server.rebootHard',
  ],
  [
    'off, and what hangs on it with it',
    {
      server: { ...SERVER, status: 'SHUTOFF' },
      ports: [{ ...PORT, status: 'DOWN' }, SIDE],
      floatingIps: [{ ...FLOATING, status: 'DOWN' }],
    },
    'instance',
    'web is off.',
    'server.start',
  ],
  ['its host down, as Nova says', { computeServices: [{ ...COMPUTE, state: 'down' }] }, 'host', 'compute-1 is down'],
  [
    'its host down, as a member sees it',
    { server: { ...SERVER, host: undefined, hostStatus: 'DOWN' } },
    'host',
    'is down',
  ],
  ['OVN silent on its host', { agents: [{ ...AGENT, isAlive: false }] }, 'host', 'OVN Controller agent is silent'],
  ['no port', { ports: [SIDE] }, 'port', 'The instance has no port.'],
  [
    'no address',
    { ports: [{ ...PORT, addresses: [] }, SIDE], floatingIps: [{ ...FLOATING, fixedAddress: undefined }] },
    'port',
    'has no address',
  ],
  [
    'port turned off',
    { ports: [{ ...PORT, isEnabled: false, status: 'DOWN' }, SIDE] },
    'port',
    'is turned off',
    'port.update',
  ],
  [
    'port not plugged in',
    { ports: [{ ...PORT, vifType: 'binding_failed', status: 'DOWN' }, SIDE] },
    'port',
    'could not be plugged in on compute-1',
    'server.rebootHard',
  ],
  ['port down', { ports: [{ ...PORT, status: 'DOWN' }, SIDE] }, 'port', 'web-port is DOWN'],
  ['no rule', rules(), 'rule', 'No rule of ssh lets TCP 22 in.', 'securityGroupRule.create'],
  [
    'a rule for another port',
    rules({ ...RULE, firstPort: 80, lastPort: 80 }),
    'rule',
    'lets TCP 22 in',
    'securityGroupRule.create',
  ],
  ['a rule for UDP', rules({ ...RULE, protocol: 'udp' }), 'rule', 'lets TCP 22 in', 'securityGroupRule.create'],
  ['a rule for IPv6', rules({ ...RULE, family: 'IPv6' }), 'rule', 'lets TCP 22 in', 'securityGroupRule.create'],
  [
    'a rule for the way out',
    rules({ ...RULE, direction: 'egress' }),
    'rule',
    'lets TCP 22 in',
    'securityGroupRule.create',
  ],
  [
    'a rule for members of a group',
    rules({ ...RULE, fromGroupId: 'g' }),
    'rule',
    'from members of a group only',
    'securityGroupRule.create',
  ],
  ['a rule for other addresses', from('192.0.2.0/24'), 'rule', 'from 192.0.2.0/24 only', 'securityGroupRule.create'],
  ['no group at all', { ports: [{ ...PORT, securityGroupIds: [] }, SIDE] }, 'rule', 'in no security group'],
  [
    'stateless, and no way back',
    { securityGroups: [{ ...GROUP, isStateful: false }] },
    'rule',
    'stateless',
    'securityGroupRule.create',
  ],
  [
    'network turned off',
    { networks: [{ ...NETWORK, isEnabled: false }, EXTERNAL] },
    'network',
    'is turned off',
    'network.update',
  ],
  ['subnet without a gateway', { subnets: [{ ...SUBNET, gateway: undefined }] }, 'network', 'has no gateway'],
  ['no router, one to connect to', { ports: [PORT] }, 'router', 'No router connects', 'router.addInterface'],
  ['no router at all', { ports: [PORT], routers: [] }, 'router', 'No router connects', 'router.create'],
  [
    'router without a way out',
    { routers: [{ ...ROUTER, gateway: undefined }] },
    'router',
    'edge has no way out',
    'router.setGateway',
  ],
  [
    'router turned off',
    { routers: [{ ...ROUTER, isEnabled: false }] },
    'router',
    'edge is turned off',
    'router.update',
  ],
  ['router failed', { routers: [{ ...ROUTER, status: 'ERROR' }] }, 'router', 'edge is ERROR'],
  [
    'router to another network',
    { routers: [{ ...ROUTER, gateway: { ...GATEWAY, networkId: 'other' } }] },
    'router',
    'another network',
  ],
  [
    'no external network',
    { networks: [NETWORK], floatingIps: [], routers: [{ ...ROUTER, gateway: undefined }] },
    'floating-ip',
    'No floating IP',
  ],
  ['no floating IP', { floatingIps: [] }, 'floating-ip', 'No floating IP', 'floatingIp.create'],
  [
    'a floating IP that is free',
    { floatingIps: [{ ...FLOATING, portId: undefined, fixedAddress: undefined }] },
    'floating-ip',
    'No floating IP',
    'floatingIp.attach',
  ],
  [
    'a floating IP of another network only',
    { floatingIps: [{ ...FLOATING, portId: undefined, networkId: 'x' }] },
    'floating-ip',
    'No floating IP',
    'floatingIp.create',
  ],
  ['floating IP down', { floatingIps: [{ ...FLOATING, status: 'DOWN' }] }, 'floating-ip', '10.84.0.101 is DOWN'],
]

describe.each([
  ['not tried', undefined],
  ['tried in vain', SILENT],
])('%s', (_tried, probes) => {
  const cases = CASES.map(([what, changes, broken, why, action]) => ({ what, changes, broken, why, action }))
  test.each(cases)('$what', ({ action, broken, changes, why }) => {
    const answer = ask(changes, probes === undefined ? {} : { probes })
    expect(answer.broken).toBe(broken)
    const link = linkOf(answer, broken)
    expect(link?.why).toContain(why)
    expect(link?.remedy).toBeTruthy()
    expect(link?.mending?.action).toBe(action)
    if (link?.mending !== undefined) {
      // What is offered can be done as it stands.
      const { input } = link.mending
      expect(ACTIONS[link.mending.action].input.safeParse(input).error).toBeUndefined()
    }
  })
})

test('nothing is broken and nobody answers: it is this computer, or the program, as the gateway machine tells', () => {
  const here = ask({}, { probes: { fromHere: false, fromGateway: true } })
  expect(here.broken).toBe('lan')
  expect(linkOf(here, 'lan')?.why).toBe('10.84.0.101 answers to the cloud’s gateway machine and not to this computer.')
  const inside = ask({}, { probes: SILENT })
  expect(inside.broken).toBe('service')
  expect(linkOf(inside, 'lan')?.state).toBe('unknown')
  expect(ask({}, { probes: { fromHere: false } }).broken).toBeUndefined()
  expect(ask({}).broken).toBeUndefined()
})

test('on the LAN itself neither router nor floating IP is needed', () => {
  const lan = { ...PORT, networkId: 'ext', addresses: [{ subnetId: 'x', address: '10.84.0.50' }] }
  const answer = ask({ ports: [lan], routers: [], floatingIps: [], subnets: [] }, { probes: WELL })
  expect(answer).toMatchObject({ target: '10.84.0.50' })
  expect(linkOf(answer, 'router')?.state).toBe('not-needed')
  expect(linkOf(answer, 'floating-ip')?.state).toBe('not-needed')
  expect(answer.broken).toBeUndefined()
})

test('what a member may not see is unknown, and never called broken', () => {
  const { agents: _agents, computeServices: _services, ...seen } = WHOLE
  const server = { ...SERVER, host: undefined, hostStatus: undefined }
  const member = { ...seen, server, ports: [{ ...PORT, host: undefined }, SIDE] } as unknown as PathWorld
  const answer = pathCheck({ world: member, protocol: 'tcp', port: 22, probes: WELL })
  expect(linkOf(answer, 'host')?.state).toBe('unknown')
  expect(answer.broken).toBeUndefined()
  const hidden = ask({ securityGroups: [] })
  expect(linkOf(hidden, 'rule')?.state).toBe('unknown')
})

test('port security off needs no rule; a busy instance is waited for', () => {
  const open = ask({ ports: [{ ...PORT, hasPortSecurity: false, securityGroupIds: [] }, SIDE] })
  expect(linkOf(open, 'rule')?.state).toBe('not-needed')
  expect(linkOf(ask({ server: { ...SERVER, task: 'rebooting' } }), 'instance')?.why).toContain('rebooting')
})

test('a rule that names this computer lets it in, and the one offered is for this computer alone', () => {
  expect(ask(from('192.0.2.0/24'), { source: '192.0.2.9' }).broken).toBeUndefined()
  const link = linkOf(ask(rules(), { source: '192.0.2.9' }), 'rule')
  expect(link?.mending).toMatchObject({ action: 'securityGroupRule.create', input: { from: '192.0.2.9/32' } })
})

test('ping is let in by ICMP of its type or of any, under any of its names', () => {
  const icmp = { ...RULE, protocol: 'icmp', firstPort: undefined, lastPort: undefined }
  const ping = (rule: object) => pathCheck({ world: world(rules(rule)), protocol: 'icmp' }).broken
  expect(ping(icmp)).toBeUndefined()
  expect(ping({ ...icmp, protocol: '1', firstPort: 8, lastPort: 0 })).toBeUndefined()
  expect(ping({ ...icmp, firstPort: 3 })).toBe('rule')
  expect(ping({ ...icmp, protocol: undefined })).toBeUndefined()
})

test('a range of ports lets in exactly what lies in it', () => {
  const port = fc.integer({ min: 1, max: 65_535 })
  fc.assert(
    fc.property(port, port, port, (one, two, asked) => {
      const [firstPort, lastPort] = [Math.min(one, two), Math.max(one, two)]
      const group = { ...GROUP, rules: [{ ...RULE, firstPort, lastPort }] } as never
      const isIn = allowing([group], { protocol: 'tcp', family: 'IPv4', port: asked }) !== undefined
      expect(isIn).toBe(firstPort <= asked && asked <= lastPort)
    }),
  )
})

test('an address lies in the subnet made of its first bits, and in no other family’s', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, length) => {
      expect(holds(`${address}/${length}`, address)).toBe(true)
      expect(holds(`${address}/${length}`, '::1')).toBe(false)
    }),
  )
  expect(holds('2001:db8::/32', '2001:db8:1::5')).toBe(true)
  expect(holds('10.1.0.0/24', '10.1.1.5')).toBe(false)
  for (const nonsense of ['nonsense', '10.1.1.0/33', '10.1.1.0/x']) expect(holds(nonsense, '10.1.1.5')).toBe(false)
})

test('whatever is missing, an answer is given, with at most one first broken link', () => {
  const some = <T>(rows: readonly T[]) => fc.subarray([...rows])
  fc.assert(
    fc.property(
      fc.record({
        ...{ ports: some(WHOLE.ports), networks: some(WHOLE.networks), subnets: some(WHOLE.subnets) },
        ...{ routers: some(WHOLE.routers), floatingIps: some(WHOLE.floatingIps) },
        ...{ securityGroups: some(WHOLE.securityGroups), agents: some(WHOLE.agents) },
      }),
      (changes) => {
        const answer = ask(changes, { probes: SILENT })
        expect(answer.links).toHaveLength(9)
        expect(answer.broken).toBe(answer.links.find((link) => link.state === 'broken')?.id)
        for (const link of answer.links) expect(link.state !== 'broken' || link.remedy !== undefined).toBe(true)
      },
    ),
  )
})
