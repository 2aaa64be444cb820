/** Resources over real HTTP: what is sent to each service, and what its answer becomes. Answers as 2025.1 gives them. */
import { afterEach, expect, test } from 'vitest'
import { reveal } from '../../../provisioner/core/secret.ts'
import { createApplicationCredential } from '../../../provisioner/openstack/applicationCredentials.ts'
import { type Openstack, openstack } from '../../../provisioner/openstack/openstack.ts'
import { checkAndPerform, perform } from '../../../provisioner/openstack/perform.ts'
import { FakeCloud, type Routes } from '../../support/fakeCloud.ts'

let cloud: FakeCloud
afterEach(async () => cloud[Symbol.asyncDispose]())

async function connected(routes: Routes): Promise<Openstack> {
  cloud = await FakeCloud.start(routes)
  return openstack({ fetch, credentials: cloud.credentials })
}

const sent = (): unknown => JSON.parse(cloud.asked.at(-1)?.body ?? 'null')

test('an instance is created with ports, user-data in base64, and no field nobody asked for', async () => {
  const os = await connected({
    'POST /v2.1/servers': [{ status: 202, body: { server: { id: 's1', adminPass: 'x' } } }],
  })
  const id = await os.servers.create({
    ...{ name: 'web', imageId: 'i1', flavorId: 'f1', keyName: 'me' },
    networks: [{ portId: 'p1' }, { networkId: 'n1' }],
    userData: '#!/bin/sh\necho ü\n',
  })
  expect(id).toBe('s1')
  expect(sent()).toEqual({
    server: {
      ...{ name: 'web', imageRef: 'i1', flavorRef: 'f1', key_name: 'me' },
      networks: [{ port: 'p1' }, { uuid: 'n1' }],
      user_data: Buffer.from('#!/bin/sh\necho ü\n').toString('base64'),
    },
  })
})

test('console and screen are actions on the instance', async () => {
  const url = 'http://10.83.0.11:6080/vnc_auto.html?path=%3Ftoken%3Dabc'
  const os = await connected({
    'POST /v2.1/servers/s1/action': [{ body: { output: 'login:' } }],
    'POST /v2.1/servers/s1/remote-consoles': [{ body: { remote_console: { protocol: 'vnc', type: 'novnc', url } } }],
  })
  expect(await os.servers.consoleOutput('s1', 50)).toBe('login:')
  expect(sent()).toEqual({ 'os-getConsoleOutput': { length: 50 } })
  expect(await os.servers.screenUrl('s1')).toBe(url)
})

test('an image is read with its hash, its size inside and every property an owner gave it, and nothing else', async () => {
  const body = {
    ...{ id: 'i1', name: 'img', status: 'active', disk_format: 'qcow2', container_format: 'bare', size: 5 },
    ...{ visibility: 'shared', virtual_size: 10, min_disk: 1, min_ram: 64, owner: 'p1', tags: ['a'], protected: true },
    ...{ created_at: '2026-11-22T10:00:00Z', updated_at: '2026-11-22T11:00:00Z', checksum: 'md5', os_hidden: false },
    ...{ os_hash_algo: 'sha512', os_hash_value: 'ab', self: '/v2/images/i1', file: 'f', schema: 's', stores: 'fs' },
    ...{ direct_url: 'file:///secret/place', hw_rng_model: 'virtio', hw_odd: '<b>' },
  }
  const os = await connected({
    'GET /v2/images/i1': [{ body }],
    'GET /v2/images/i1/members': [{ body: { members: [{ image_id: 'i1', member_id: 'p2', status: 'pending' }] } }],
    'GET /v2/info/import': [{ body: { 'import-methods': { type: 'array', value: ['web-download'] } } }],
  })
  expect(await os.images.get('i1')).toEqual({
    ...{ id: 'i1', name: 'img', status: 'active', format: 'qcow2', containerFormat: 'bare', size: 5, virtualSize: 10 },
    ...{ visibility: 'shared', minDisk: 1, minMemory: 64, projectId: 'p1', tags: ['a'], isProtected: true },
    ...{ createdAt: '2026-11-22T10:00:00Z', updatedAt: '2026-11-22T11:00:00Z', md5: 'md5' },
    ...{ hash: { algorithm: 'sha512', value: 'ab' }, properties: { hw_rng_model: 'virtio', hw_odd: '<b>' } },
  })
  expect(await os.images.members('i1')).toEqual([{ projectId: 'p2', status: 'pending' }])
  expect(await os.images.importMethods()).toEqual(['web-download'])
})

test('of shared images those are offered that wait for the answer of this project', async () => {
  const at = { created_at: '2026-11-22T10:00:00Z', updated_at: '2026-11-22T10:00:00Z' }
  const shared = (id: string, owner: string) => ({ id, name: id, status: 'active', visibility: 'shared', owner, ...at })
  const asked: string[] = []
  const os = await connected({
    'GET /v2/images': ({ path }) => {
      asked.push(path)
      return { body: { images: [shared('own', 'p1'), shared('new', 'p2'), shared('old', 'p2'), shared('far', 'p3')] } }
    },
    'GET /v2/images/new/members/p1': [{ body: { image_id: 'new', member_id: 'p1', status: 'pending' } }],
    'GET /v2/images/old/members/p1': [{ body: { image_id: 'old', member_id: 'p1', status: 'rejected' } }],
    'GET /v2/images/far/members/p1': [{ status: 404, body: {} }],
  })
  expect((await os.images.offered('p1')).map(({ id }) => id)).toEqual(['new'])
  expect(asked[0]).toContain('visibility=shared&member_status=pending')
})

test('what is made on the network is read back; what is gone already may be removed', async () => {
  const floatingip = {
    ...{ id: 'fip1', floating_ip_address: '10.84.0.101', fixed_ip_address: null, port_id: null, router_id: null },
    ...{ floating_network_id: 'n1', status: 'DOWN', description: 'mine', project_id: 'p1' },
  }
  const os = await connected({
    'POST /v2.0/floatingips': [{ status: 201, body: { floatingip } }],
    'GET /v2.0/floatingips/fip1': [{ body: { floatingip } }],
    'POST /v2.0/security-group-rules': [{ status: 201, body: { security_group_rule: { id: 'r1' } } }],
  })
  expect(await os.floatingIps.create({ networkId: 'n1', description: 'mine' })).toMatchObject({
    ...{ address: '10.84.0.101', portId: undefined, routerId: undefined, description: 'mine' },
  })
  const group = { id: 'g1', name: 'web' }
  expect(await os.securityGroups.allow({ group, protocol: 'tcp', ports: { first: 80, last: 80 } })).toBe('r1')
  expect(sent()).toEqual({
    security_group_rule: {
      ...{ security_group_id: 'g1', direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp' },
      ...{ port_range_min: 80, port_range_max: 80 },
    },
  })
  await os.ports.remove('gone')
  expect(cloud.calls.at(-1)).toBe('DELETE /v2.0/ports/gone')
})

test('rows of the network carry what a person needs to see why something does not work', async () => {
  const port = {
    ...{
      id: 'p1',
      name: '',
      status: 'DOWN',
      project_id: 'x',
      network_id: 'n1',
      device_id: 's1',
      admin_state_up: false,
    },
    ...{ device_owner: 'compute:nova', mac_address: 'fa:16:3e:00:00:01', port_security_enabled: true },
    fixed_ips: [{ subnet_id: 'sub1', ip_address: '10.0.0.5' }],
    allowed_address_pairs: [{ ip_address: '10.0.0.9', mac_address: 'fa:16:3e:00:00:01' }],
    ...{ 'binding:host_id': 'compute-1', 'binding:vif_type': 'binding_failed', 'binding:vnic_type': 'normal' },
  }
  const agent = {
    ...{ id: 'a1', agent_type: 'OVN Controller agent', binary: 'ovn-controller', host: 'compute-1', alive: false },
    ...{ admin_state_up: true, availability_zone: '', heartbeat_timestamp: '2026-11-22 10:00:00', description: '' },
  }
  const router = {
    ...{ id: 'r1', name: 'r', status: 'ACTIVE', project_id: 'x', admin_state_up: true },
    external_gateway_info: {
      ...{ network_id: 'ext', enable_snat: true },
      external_fixed_ips: [{ subnet_id: 's', ip_address: '10.84.0.2' }],
    },
    routes: [{ destination: '10.9.0.0/16', nexthop: '10.0.0.7' }],
  }
  const usage = { limit: -1, used: 1, reserved: 1 }
  const os = await connected({
    'GET /v2.0/ports': [{ body: { ports: [port] } }],
    'GET /v2.0/agents': [{ body: { agents: [agent] } }],
    'GET /v2.0/routers': [{ body: { routers: [router, { ...router, id: 'r2', external_gateway_info: null }] } }],
    'GET /v2.0/quotas/p1/details.json': [
      {
        body: {
          quota: {
            ...{ network: { limit: 100, used: 3, reserved: 0 }, subnet: usage, port: usage, router: usage },
            ...{ floatingip: usage, security_group: usage, security_group_rule: usage },
          },
        },
      },
    ],
  })
  expect((await os.ports.list())[0]).toMatchObject({
    ...{ status: 'DOWN', isEnabled: false, host: 'compute-1', vifType: 'binding_failed', hasPortSecurity: true },
    ...{ addresses: [{ subnetId: 'sub1', address: '10.0.0.5' }], deviceId: 's1', deviceOwner: 'compute:nova' },
    allowedAddressPairs: [{ address: '10.0.0.9', mac: 'fa:16:3e:00:00:01' }],
  })
  expect(await os.networkAgents.list()).toMatchObject([
    { host: 'compute-1', type: 'OVN Controller agent', isAlive: false, heardAt: '2026-11-22 10:00:00Z' },
  ])
  expect(await os.routers.list()).toMatchObject([
    {
      gateway: { networkId: 'ext', addresses: ['10.84.0.2'], hasSnat: true },
      routes: [{ destination: '10.9.0.0/16', nextHop: '10.0.0.7' }],
    },
    { id: 'r2', gateway: undefined },
  ])
  expect(await os.networkQuotas.get()).toMatchObject({
    networks: { limit: 100, used: 3 },
    ports: { limit: undefined, used: 2 },
  })
})

test('who has which role where, by names; the same assignment has the same id', async () => {
  const assignment = {
    ...{ role: { id: 'r', name: 'member' }, user: { id: 'u', name: 'me', domain: { id: 'd', name: 'D' } } },
    scope: { project: { id: 'p', name: 'lab', domain: { id: 'd', name: 'D' } } },
    links: {},
  }
  const system = { role: { id: 'r' }, group: { id: 'g', name: 'ops' }, scope: { system: { all: true } } }
  const inherited = {
    role: { id: 'r' },
    user: { id: 'u' },
    scope: { domain: { id: 'd' }, 'OS-INHERIT:inherited_to': 'projects' },
  }
  const role_assignments = [assignment, system, inherited]
  const os = await connected({ 'GET /v3/role_assignments': [{ body: { role_assignments } }] })
  expect(await os.roleAssignments.list({ userId: 'u' })).toMatchObject([
    { id: 'u/r/p', user: { name: 'me' }, project: { name: 'lab' }, isSystem: false },
    { id: 'group:g/r/system', isSystem: true },
    { id: 'u/r/d/inherited', isInherited: true },
  ])
  expect(cloud.calls).toEqual(['GET /v3/role_assignments?include_names=true&user.id=u'])
})

test('the secret of a new application credential is given once, as a secret', async () => {
  const made = { id: 'ac1', name: 'ci', secret: 'told once', project_id: 'p1', roles: [] }
  const os = await connected({
    'POST /v3/users/u1/application_credentials': [{ status: 201, body: { application_credential: made } }],
    'GET /v3/users/u1/application_credentials': [{ body: { application_credentials: [made] } }],
  })
  const { id, secret } = await createApplicationCredential(os.session, { userId: 'u1', name: 'ci' })
  expect([id, reveal(secret), JSON.stringify(secret)]).toEqual(['ac1', 'told once', '"••••"'])
  expect(await perform(os.session, 'applicationCredential.create', { userId: 'u1', name: 'ci' })).toBe('ac1')
  expect(JSON.stringify(await os.applicationCredentials.list())).not.toContain('told once')
})

test('a password reaches Keystone as it is', async () => {
  const os = await connected({ 'PATCH /v3/users/u1': [{ body: { user: { id: 'u1' } } }] })
  const input = { id: 'u1', name: 'me', password: 'correct "horse"' }
  await checkAndPerform(os.session, 'user.setPassword', input)
  expect(sent()).toEqual({ user: { password: 'correct "horse"' } })
})
