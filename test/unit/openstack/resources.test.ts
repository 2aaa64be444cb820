/** Resources over real HTTP: what is sent to each service, and what its answer becomes. Answers as 2025.1 gives them. */
import { afterEach, expect, test } from 'vitest'
import { type Openstack, openstack } from '../../../provisioner/openstack/openstack.ts'
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

test('an image is made and then filled; the upload is repeated from its beginning when the service fails', async () => {
  const body = {
    ...{ id: 'i1', name: 'img', status: 'queued', disk_format: 'qcow2', container_format: 'bare' },
    ...{ visibility: 'public', size: null, min_disk: 0, min_ram: 0, owner: 'p1', tags: [] },
    ...{ created_at: '2026-11-22T10:00:00Z', updated_at: '2026-11-22T10:00:00Z', hw_rng_model: 'virtio' },
  }
  cloud = await FakeCloud.start({
    'POST /v2/images': [{ status: 201, body }],
    'PUT /v2/images/i1/file': [{ status: 503 }, { status: 204 }],
  })
  const os = openstack({ fetch, credentials: cloud.credentials, sleep: async () => {} })
  const image = await os.images.create({
    name: 'img',
    format: 'qcow2',
    visibility: 'public',
    properties: { hw_rng_model: 'virtio' },
  })
  expect(image).toMatchObject({ id: 'i1', status: 'queued', size: undefined, properties: { hw_rng_model: 'virtio' } })
  expect(sent()).toMatchObject({ disk_format: 'qcow2', container_format: 'bare', hw_rng_model: 'virtio' })
  let opened = 0
  await os.images.upload('i1', () => {
    opened += 1
    return 'the bytes'
  })
  expect(opened).toBe(2)
  expect(cloud.asked.at(-1)).toMatchObject({ method: 'PUT', body: 'the bytes' })
  expect(cloud.asked.at(-1)?.headers['content-type']).toBe('application/octet-stream')
})

test('networking is spoken in Neutron’s words', async () => {
  const floatingip = {
    ...{ id: 'fip1', floating_ip_address: '10.84.0.101', fixed_ip_address: null, port_id: null },
    ...{ floating_network_id: 'n1', status: 'DOWN', description: 'mine', project_id: 'p1' },
  }
  const security_group_rule = {
    ...{ id: 'r1', direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp', port_range_min: 80, port_range_max: 80 },
    ...{ remote_ip_prefix: null, remote_group_id: null },
  }
  const os = await connected({
    'POST /v2.0/floatingips': [{ status: 201, body: { floatingip } }],
    'PUT /v2.0/floatingips/fip1': [{ body: { floatingip } }],
    'POST /v2.0/security-group-rules': [{ status: 201, body: { security_group_rule } }],
    'GET /v2.0/security-groups': [{ body: { security_groups: [] } }],
    'PUT /v2.0/routers/r1/add_router_interface': [{ body: { id: 'r1' } }],
    'GET /v2.0/agents': [
      {
        body: {
          agents: [
            { id: 'a1', agent_type: 'OVN Metadata agent', host: 'compute-1', alive: true, admin_state_up: true },
          ],
        },
      },
    ],
  })
  expect(await os.floatingIps.create({ networkId: 'n1', description: 'mine' })).toMatchObject({
    address: '10.84.0.101',
    portId: undefined,
  })
  expect(sent()).toEqual({ floatingip: { floating_network_id: 'n1', description: 'mine' } })
  await os.floatingIps.detach('fip1')
  expect(sent()).toEqual({ floatingip: { port_id: null } })
  await os.securityGroups.allow({ groupId: 'g1', protocol: 'tcp', ports: [80, 80] })
  expect(sent()).toEqual({
    security_group_rule: {
      ...{ security_group_id: 'g1', direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp' },
      ...{ port_range_min: 80, port_range_max: 80 },
    },
  })
  expect(await os.securityGroups.list()).toEqual([])
  await os.routers.addSubnet('r1', 'sub1')
  expect(sent()).toEqual({ subnet_id: 'sub1' })
  expect(await os.networkAgents.list()).toMatchObject([
    { id: 'a1', host: 'compute-1', type: 'OVN Metadata agent', isAlive: true, isEnabled: true },
  ])
})
