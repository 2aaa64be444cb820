/** Neutron: what is there, and a network of one's own from its making to its end. */
import { expect } from 'vitest'
import { z } from 'zod'
import { RULE_PRESETS, rulesOf } from '../../../provisioner/actions/index.ts'
import { first, OURS, type Passage, type Room, refusal } from './passage.ts'

export const networkPassages: readonly Passage[] = [
  {
    name: 'network/lists',
    async run({ os }) {
      const networks = await os.networks.list()
      const external = first(
        networks.filter(({ isExternal }) => isExternal),
        'external network',
      )
      expect(await os.networks.get(external.id)).toEqual(external)
      expect(await os.networks.list({ 'router:external': true })).toEqual([external])
      expect(await os.networks.get('00000000-0000-4000-8000-000000000000')).toBeUndefined()
      const subnets = await os.subnets.list()
      expect(new Set(subnets.map(({ networkId }) => networkId))).toEqual(new Set(networks.map(({ id }) => id)))
      const router = first(await os.routers.list(), 'router')
      expect(router.gateway?.networkId).toBe(external.id)
      expect(await os.routers.get(router.id)).toEqual(router)
      const sides = await os.ports.list({ device_owner: 'network:router_interface' })
      expect(sides.every(({ deviceId }) => deviceId === router.id)).toBe(true)
      const agents = await os.networkAgents.list()
      expect(agents.length).toBeGreaterThan(0)
      const groups = await os.securityGroups.list()
      expect(groups.map(({ name }) => name)).toContain('default')
      expect(await os.floatingIps.list()).toEqual(expect.any(Array))
      expect((await os.networkQuotas.get()).networks).toMatchObject({ used: expect.any(Number) })
    },
  },
  {
    name: 'network/pages',
    async run({ os }) {
      const whole = await os.ports.list()
      const call = { service: 'network', method: 'GET', path: '/v2.0/ports', attempted: 'Paging' } as const
      const ids: string[] = []
      for await (const page of os.session.pages(
        { ...call, query: { limit: 2 } },
        'ports',
        z.object({ id: z.string() }),
      )) {
        expect(page.length).toBeLessThanOrEqual(2)
        ids.push(...page.map(({ id }) => id))
      }
      expect(ids.sort()).toEqual(whole.map(({ id }) => id).sort())
    },
  },
  { name: 'network/life', run: life },
  { name: 'network/security-group', run: securityGroup },
]

async function life({ os, perform }: Room): Promise<void> {
  const external = first(await os.networks.list({ 'router:external': true }), 'external network')
  const network = {
    name: OURS,
    id: await perform('network.create', { name: OURS, description: 'of a test', mtu: 1300 }),
  }
  const made: (() => Promise<unknown>)[] = [() => perform('network.delete', network)]
  try {
    await perform('network.update', { ...network, newName: `${OURS}-2`, isEnabled: false })
    expect(await os.networks.get(network.id)).toMatchObject({ name: `${OURS}-2`, isEnabled: false, mtu: 1300 })
    await perform('network.update', { ...network, newName: OURS, isEnabled: true })
    const wanted = { name: OURS, networkId: network.id, cidr: '10.99.7.0/24', dns: ['192.0.2.53'] }
    const subnet = { name: OURS, id: await perform('subnet.create', wanted) }
    const pools = [{ first: '10.99.7.100', last: '10.99.7.120' }]
    const hostRoutes = [{ destination: '10.98.0.0/16', nextHop: '10.99.7.9' }]
    await perform('subnet.update', { ...subnet, pools, hostRoutes, dns: [] })
    expect(await os.subnets.get(subnet.id)).toMatchObject({
      cidr: '10.99.7.0/24',
      gateway: '10.99.7.1',
      pools,
      dns: [],
    })
    const overlap = { ...wanted, cidr: '10.99.7.0/25', name: `${OURS}-2` }
    expect((await refusal(perform('subnet.create', overlap))).data).toMatchObject({ code: 'api', status: 400 })
    const router = { name: OURS, id: await perform('router.create', { name: OURS }) }
    made.unshift(() => perform('router.delete', router))
    await perform('router.setGateway', { ...router, gateway: { networkId: external.id } })
    const side = { subnetId: subnet.id }
    await perform('router.addInterface', { ...router, side })
    made.unshift(() => perform('router.removeInterface', { ...router, side }))
    expect((await os.routers.get(router.id))?.gateway?.networkId).toBe(external.id)
    const inUse = await refusal(perform('router.delete', router))
    expect(inUse.data).toMatchObject({ code: 'blocked', remedy: 'Disconnect its networks first.' })
    // Neutron itself would refuse too, and drop the gateway.
    expect((await os.routers.get(router.id))?.gateway?.networkId).toBe(external.id)
    const fixedIps = [{ subnetId: subnet.id, address: '10.99.7.50' }]
    const port = await os.ports.create({ name: OURS, networkId: network.id, fixedIps })
    made.unshift(() => os.ports.remove(port.id))
    await perform('port.update', { id: port.id, name: OURS, allowedAddressPairs: [{ address: '10.99.7.200' }] })
    expect(await os.ports.get(port.id)).toMatchObject({ name: OURS, addresses: [{ address: '10.99.7.50' }] })
    const floating = await os.floatingIps.create({ networkId: external.id, description: OURS })
    const ip = { id: floating.id, name: floating.address }
    made.unshift(() => perform('floatingIp.delete', ip))
    await perform('floatingIp.attach', { ...ip, portId: port.id })
    expect(await os.floatingIps.get(ip.id)).toMatchObject({ portId: port.id, fixedAddress: '10.99.7.50' })
    await perform('floatingIp.detach', ip)
    expect((await os.floatingIps.get(ip.id))?.portId).toBeUndefined()
  } finally {
    for (const remove of made) await remove()
  }
  expect(await os.networks.get(network.id)).toBeUndefined()
}

async function securityGroup({ os, perform }: Room): Promise<void> {
  const group = { name: OURS, id: await os.securityGroups.create({ name: OURS, description: 'of a test' }) }
  try {
    for (const preset of RULE_PRESETS)
      for (const rule of rulesOf(preset, group)) await perform('securityGroupRule.create', rule)
    const filled = await os.securityGroups.get(group.id)
    // Two come with every group: everything may go out.
    const own = filled?.rules.filter(({ direction }) => direction === 'ingress') ?? []
    expect(own.length).toBeGreaterThanOrEqual(RULE_PRESETS.length)
    const ssh = { group, protocol: 'tcp', ports: { first: 2222, last: 2222 }, from: '192.0.2.0/24' } as const
    const id = await os.securityGroups.allow(ssh)
    expect((await refusal(os.securityGroups.allow(ssh))).data).toMatchObject({ status: 409 })
    await os.securityGroups.removeRule(id)
    await perform('securityGroup.update', { ...group, newName: `${OURS}-2` })
    expect(await os.securityGroups.get(group.id)).toMatchObject({ name: `${OURS}-2`, rules: expect.any(Array) })
  } finally {
    await os.securityGroups.remove(group.id)
  }
}
