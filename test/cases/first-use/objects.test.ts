/** Objects in, requests out: what first use makes of an empty cloud, what it mends, and what of a person's it leaves alone. */
import { describe, expect, test } from 'vitest'
import { firstUse } from '../../../provisioner/components/firstUse/component.ts'
import { newCloudFile } from '../../../provisioner/config/layouts.ts'
import { parseCloud } from '../../../provisioner/config/parseCloud.ts'
import { writeCloudFile } from '../../../provisioner/config/writeCloud.ts'
import type { Step } from '../../../provisioner/core/step.ts'
import { type ApiTables, apiTables, type Row } from '../../support/apiTables.ts'
import { cloudOf, contextOf, stepsOf } from '../../support/components.ts'

const steps = stepsOf(firstUse, contextOf(cloudOf('every-component-apart', 9)))
const step = (name: string): Step => {
  const found = steps.find((one) => one.id.startsWith(`first-use/${name}@`))
  if (found === undefined) throw new Error(`no step ${name}`)
  return found
}

function converged(): ApiTables {
  const api = apiTables()
  api.converge(steps)
  api.changes.length = 0
  return api
}

/** The one row of a table that has these values. */
function row(api: ApiTables, table: string, values: Row): Row {
  const found = (api.tables[table] ?? []).filter((one) =>
    Object.entries(values).every(([key, value]) => one[key] === value),
  )
  expect(found, JSON.stringify(api.tables[table])).toHaveLength(1)
  return found[0] ?? {}
}

describe('an empty cloud', () => {
  const api = converged()

  test('has the LAN as a network for all projects, with addresses from its range only', () => {
    const lan = row(api, 'networks', { name: 'lan', shared: true, 'router:external': true })
    expect(lan).toMatchObject({ 'provider:network_type': 'flat', 'provider:physical_network': 'physnet1' })
    expect(row(api, 'subnets', { network_id: lan.id })).toMatchObject({
      cidr: '10.84.0.0/24',
      gateway_ip: '10.84.0.1',
      enable_dhcp: true,
      allocation_pools: [{ start: '10.84.0.100', end: '10.84.0.199' }],
      dns_nameservers: ['10.84.0.1'],
    })
  })

  test('has a private network joined to the LAN by a router', () => {
    const inner = row(api, 'networks', { name: 'private' })
    const subnet = row(api, 'subnets', { network_id: inner.id, cidr: '192.168.120.0/24', enable_dhcp: true })
    const router = row(api, 'routers', { name: 'router' })
    expect(router.external_gateway_info).toEqual({ network_id: row(api, 'networks', { name: 'lan' }).id })
    expect(row(api, 'ports', { device_id: router.id }).fixed_ips).toEqual([{ subnet_id: subnet.id }])
  })

  test('lets ssh and ping in, and nothing else', () => {
    const { security_group_rules: rules } = row(api, 'security-groups', { name: 'ssh-and-ping' })
    expect(rules).toMatchObject([
      { direction: 'ingress', protocol: 'tcp', port_range_min: 22, port_range_max: 22 },
      { direction: 'ingress', protocol: 'icmp', port_range_min: null },
    ])
    expect(rules).toHaveLength(2)
  })

  test('has flavors, a key pair and an active image', () => {
    const names = (api.tables.flavors ?? []).map(({ name }) => name)
    expect(names).toEqual(['m1.nano', 'm1.micro', 'm1.tiny', 'm1.small', 'm1.medium', 'm1.large', 'm1.xlarge'])
    expect(row(api, 'os-keypairs', { name: 'stackstead' }).public_key).toMatch(/^ssh-ed25519 /)
    expect(row(api, 'images', { name: 'stackstead-test' })).toMatchObject({ status: 'active', visibility: 'public' })
  })

  test('needs nothing more', () => {
    expect(steps.flatMap((one) => api.subjects(one))).toEqual([])
    api.converge(steps)
    expect(api.changes).toEqual([])
  })
})

test('a preview of an empty cloud names everything', () => {
  const expected = steps.flatMap((one) => one.expected ?? []).map((change) => change.subject)
  expect(expected).toEqual(expect.arrayContaining(['network lan', 'subnet lan 10.84.0.0/24', 'flavor m1.tiny']))
  expect(expected).toEqual(expect.arrayContaining(['image stackstead-test', 'key pair stackstead']))
})

describe('what a person changed', () => {
  test.each<[string, (api: ApiTables) => void, string, string]>([
    [
      'the LAN is not shared any more',
      (api) => Object.assign(row(api, 'networks', { name: 'lan' }), { shared: false }),
      'networks',
      'update network lan',
    ],
    [
      'the range of the LAN differs from cloud.yaml',
      (api) => Object.assign(row(api, 'subnets', { cidr: '10.84.0.0/24' }), { allocation_pools: [] }),
      'subnets',
      'update subnet lan 10.84.0.0/24',
    ],
    [
      'the rule for ping is gone',
      (api) => (row(api, 'security-groups', {}).security_group_rules as Row[]).pop(),
      'security-rules',
      'create rule of ssh-and-ping: ping (ICMP) from everywhere',
    ],
    ['a flavor is gone', (api) => api.tables.flavors?.splice(2, 1), 'flavors', 'create flavor m1.tiny'],
    [
      'the router left the private network',
      (api) => api.tables.ports?.pop(),
      'router-interface',
      'create private joined',
    ],
  ])('is mended: %s', (_what, spoil, id, subject) => {
    const api = converged()
    spoil(api)
    expect(api.subjects(step(id))).toEqual([expect.stringContaining(subject)])
    api.converge(steps)
    expect(steps.flatMap((one) => api.subjects(one))).toEqual([])
    expect(api.changes).toHaveLength(1)
  })

  test.each<[string, (api: ApiTables) => void]>([
    ['the LAN has another name', (api) => Object.assign(row(api, 'networks', { name: 'lan' }), { name: 'office' })],
    ['a flavor has another size', (api) => Object.assign(row(api, 'flavors', { name: 'm1.tiny' }), { ram: 1024 })],
    [
      'a flavor of that name has another id',
      (api) => Object.assign(row(api, 'flavors', { name: 'm1.tiny' }), { id: 'x' }),
    ],
    [
      'the router leads elsewhere',
      (api) => Object.assign(row(api, 'routers', {}), { external_gateway_info: { network_id: 'other' } }),
    ],
    [
      'an image of their own has that name',
      (api) => api.tables.images?.push({ id: 'own', name: 'stackstead-test', status: 'active', owner: 'p-admin' }),
    ],
    [
      'another project has a network of that name',
      (api) =>
        api.tables.networks?.push({
          id: 'n',
          name: 'private',
          project_id: 'p-2',
          shared: false,
          'router:external': false,
        }),
    ],
  ])('is left alone: %s', (_what, alter) => {
    const api = converged()
    alter(api)
    api.converge(steps)
    expect(api.changes).toEqual([])
  })

  test('a key pair of another key is replaced', () => {
    const api = converged()
    Object.assign(row(api, 'os-keypairs', {}), { public_key: 'ssh-ed25519 AAAA other' })
    api.converge(steps)
    expect(api.changes).toEqual(['DELETE compute /os-keypairs/stackstead', 'POST compute /os-keypairs'])
    expect(row(api, 'os-keypairs', { name: 'stackstead' }).public_key).not.toContain('AAAA other')
  })
})

describe('the test image', () => {
  const uploads = (api: ApiTables) => api.changes.filter((one) => one.endsWith('/file'))

  test.each(['queued'])('an interrupted upload is repeated: %s', (status) => {
    const api = converged()
    Object.assign(row(api, 'images', {}), { status })
    api.converge(steps)
    expect(uploads(api)).toHaveLength(1)
    expect(api.changes).toHaveLength(1)
    expect(row(api, 'images', {}).status).toBe('active')
  })

  test.each(['saving', 'killed'])('what cannot be used any more is made anew: %s', (status) => {
    const api = converged()
    const broken = Object.assign(row(api, 'images', {}), { status }).id
    api.converge(steps)
    expect(row(api, 'images', {})).toMatchObject({ status: 'active' })
    expect(api.changes.at(-1)).toBe(`DELETE image /v2/images/${broken}`)
  })

  test('of an earlier recipe goes away after the new one is there', () => {
    const api = converged()
    const old = Object.assign(row(api, 'images', {}), { stackstead_build: 'earlier' }).id
    api.converge(steps)
    expect(row(api, 'images', {}).stackstead_build).not.toBe('earlier')
    expect(api.changes.map((one) => one.split(' ')[0])).toEqual(['POST', 'PUT', 'DELETE'])
    expect(api.changes.at(-1)).toContain(`${old}`)
  })

  test('is built and sent on the machine of glance', () => {
    const cloud = cloudOf('every-component-apart', 9)
    const glance = cloud.machines.find((machine) => machine.parts.includes('glance'))?.name
    const keystone = cloud.machines.find((machine) => machine.parts.includes('keystone'))?.name
    expect(glance).not.toBe(keystone)
    expect(new Set(steps.filter((one) => one.id.includes('/image')).map((one) => one.machine))).toEqual(
      new Set([glance]),
    )
    expect(step('networks').machine).toBe(keystone)
  })
})

test('without a provider network there is a private network and no router', () => {
  const machines = [{ name: 'm1', address: '10.83.0.11' }]
  const networks = { management: { subnet: '10.83.0.0/24' } }
  const file = newCloudFile({ name: 'inner', layout: 'all-in-one', machines, networks })
  const inner = stepsOf(firstUse, contextOf(parseCloud(writeCloudFile(file), 'cloud.yaml')))
  const api = apiTables()
  api.converge(inner)
  expect(api.tables.networks).toMatchObject([{ name: 'private' }])
  expect(api.tables.routers).toEqual([])
})

test('nothing is made where it is switched off', () => {
  expect(firstUse.phases(contextOf(cloudOf('all-in-one', 1, { 'first-use': { enabled: false } })))).toEqual([])
})
