/** Trying the way to an instance: from this computer with a real connection, from the gateway machine by a stand-in for it. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Cloud } from '../../../provisioner/config/cloud.ts'
import type { Fleet } from '../../../provisioner/core/check.ts'
import type { Command } from '../../../provisioner/core/command.ts'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { triedPath } from '../../../provisioner/engine/pathProbes.ts'
import type { PathWorld } from '../../../provisioner/openstack/pathFacts.ts'

let listener: Server
let port: number
beforeEach(async () => {
  listener = createServer((socket) => socket.end())
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  port = (listener.address() as AddressInfo).port
})
afterEach(() => {
  listener.close()
})

const EXTERNAL = { id: 'ext', name: 'provider', isExternal: true, isEnabled: true, status: 'ACTIVE' }
const RULE = { id: 'r', direction: 'ingress', family: 'IPv4' }

/** An instance on the LAN itself, at this computer's own address. */
function world(address = '127.0.0.1'): PathWorld {
  return {
    server: { id: 's', name: 'web', status: 'ACTIVE', host: 'c1' },
    computeServices: [{ binary: 'nova-compute', host: 'c1', state: 'up' }],
    ports: [
      {
        ...{ id: 'p', name: '', deviceId: 's', networkId: 'ext', status: 'ACTIVE', isEnabled: true },
        ...{ securityGroupIds: ['g'], addresses: [{ subnetId: 'x', address }] },
      },
    ],
    networks: [EXTERNAL],
    subnets: [{ id: 'x', name: 'x', networkId: 'ext', cidr: '127.0.0.0/8', hasDhcp: true }],
    routers: [],
    floatingIps: [],
    securityGroups: [{ id: 'g', name: 'open', isStateful: true, rules: [RULE] }],
  } as unknown as PathWorld
}

const cloud = {
  machines: [
    { name: 'controller', parts: ['keystone'] },
    { name: 'edge', parts: ['ovn-gateway'] },
  ],
} as unknown as Cloud

function fleet(answer: number | StacksteadError, asked: { machine: string; command: Command }[] = []): Fleet {
  return {
    transport: async (machine: string) => {
      if (answer instanceof StacksteadError) throw answer
      return {
        exec: async (command: Command) => {
          asked.push({ machine, command })
          return { status: answer, stdout: '', stderr: '' }
        },
      }
    },
  } as unknown as Fleet
}

const stateOf = (links: Awaited<ReturnType<typeof triedPath>>['links'], id: string) =>
  links.find((link) => link.id === id)?.state

test('what answers here and there is whole; the gateway machine is asked, by words a shell cannot mistake', async () => {
  const asked: { machine: string; command: Command }[] = []
  const answer = await triedPath({ world: world(), protocol: 'tcp', port }, { cloud, fleet: fleet(0, asked) })
  expect(answer.broken).toBeUndefined()
  expect(stateOf(answer.links, 'lan')).toBe('ok')
  expect(asked).toMatchObject([{ machine: 'edge' }])
  const hostile = world(`x"; touch /tmp/never; "`)
  await triedPath({ world: hostile, protocol: 'tcp', port }, { cloud, fleet: fleet(1, asked) })
  expect(JSON.stringify(asked[1]?.command)).toContain(`'x\\"; touch /tmp/never; \\"'`)
})

test('silent here, answered there: this computer has no way', async () => {
  listener.close()
  await once(listener, 'close')
  const there = await triedPath({ world: world(), protocol: 'tcp', port }, { cloud, fleet: fleet(0) })
  expect(there.broken).toBe('lan')
  const nowhere = await triedPath({ world: world(), protocol: 'tcp', port }, { cloud, fleet: fleet(1) })
  expect(nowhere.broken).toBe('service')
})

test('a gateway machine that cannot be asked, and a protocol nobody can try, leave it open', async () => {
  listener.close()
  await once(listener, 'close')
  const lost = new StacksteadError({ code: 'unreachable', message: 'edge is off.' })
  const alone = await triedPath({ world: world(), protocol: 'tcp', port }, { cloud, fleet: fleet(lost) })
  expect(alone.broken).toBeUndefined()
  const ping = await triedPath({ world: world(), protocol: 'icmp' }, { cloud, fleet: fleet(0) })
  expect(ping.broken).toBeUndefined()
  expect([stateOf(ping.links, 'lan'), stateOf(ping.links, 'service')]).toEqual(['unknown', 'unknown'])
})

test('a rule for one address is known to fit where this computer is on the LAN', async () => {
  const near = world()
  const only = { ...near, securityGroups: [{ ...near.securityGroups[0], rules: [{ ...RULE, from: '127.0.0.1/32' }] }] }
  const answer = await triedPath({ world: only as unknown as PathWorld, protocol: 'tcp', port })
  expect(stateOf(answer.links, 'rule')).toBe('ok')
  const far = { ...only, subnets: [{ ...near.subnets[0], cidr: '203.0.113.0/24' }] }
  const unsure = await triedPath({ world: far as unknown as PathWorld, protocol: 'tcp', port })
  expect(unsure.links.find(({ id }) => id === 'rule')?.why).toContain('from 127.0.0.1/32 only')
})
