/** What Nova tells of instances and of what they run on, and what becomes of it. Answers as 2025.1 gives them. */
import { afterEach, expect, test } from 'vitest'
import { type Openstack, openstack } from '../../../provisioner/openstack/openstack.ts'
import { FakeCloud, type Routes } from '../../support/fakeCloud.ts'

let cloud: FakeCloud
afterEach(async () => cloud[Symbol.asyncDispose]())

async function connected(routes: Routes): Promise<Openstack> {
  cloud = await FakeCloud.start(routes)
  return openstack({ fetch, credentials: cloud.credentials })
}

const server = {
  ...{ id: 's1', name: 'web', status: 'ERROR', tenant_id: 'p1', user_id: 'u1', hostId: 'abc', progress: 0 },
  ...{ created: '2026-11-22T10:00:00Z', updated: '2026-11-22T10:05:00Z', description: null, key_name: 'me' },
  ...{ metadata: { role: 'front' }, tags: ['blue'], image: { id: 'i1', links: [] }, links: [], accessIPv4: '' },
  ...{ locked: true, locked_reason: 'Do not touch', config_drive: 'True', trusted_image_certificates: null },
  ...{ security_groups: [{ name: 'default' }, { name: 'web' }, { name: 'default' }], server_groups: ['sg1'] },
  ...{ host_status: 'UP', pinned_availability_zone: null, 'OS-DCF:diskConfig': 'MANUAL' },
  fault: { code: 500, created: '2026-11-22T10:05:00Z', message: 'No valid host was found.' },
  flavor: { original_name: 'm1.tiny', vcpus: 1, ram: 512, disk: 1, extra_specs: { a: 'b' }, ephemeral: 2, swap: 3 },
  addresses: {
    lan: [
      {
        ...{ version: 4, addr: '10.84.0.100' },
        ...{ 'OS-EXT-IPS:type': 'floating', 'OS-EXT-IPS-MAC:mac_addr': 'fa:16:3e:00:00:01' },
      },
    ],
  },
  'os-extended-volumes:volumes_attached': [
    { id: 'v1', delete_on_termination: false },
    { id: 'v2', delete_on_termination: true },
  ],
  'OS-EXT-AZ:availability_zone': 'nova',
  'OS-EXT-STS:task_state': null,
  'OS-EXT-STS:power_state': 4,
  'OS-EXT-STS:vm_state': 'stopped',
  'OS-SRV-USG:launched_at': '2026-11-22T10:01:00.000000',
  'OS-SRV-USG:terminated_at': null,
  'OS-EXT-SRV-ATTR:host': 'compute-1',
  'OS-EXT-SRV-ATTR:hypervisor_hostname': 'compute-1.lan',
  'OS-EXT-SRV-ATTR:instance_name': 'instance-0000002a',
  'OS-EXT-SRV-ATTR:user_data': 'c2VjcmV0',
}

test('an instance is read whole, but for what may be secret', async () => {
  const os = await connected({ 'GET /v2.1/servers/s1': [{ body: { server } }] })
  expect(await os.servers.get('s1')).toEqual({
    ...{ id: 's1', name: 'web', status: 'ERROR', state: 'stopped', task: undefined, powerState: 'off', progress: 0 },
    ...{ projectId: 'p1', userId: 'u1', description: '', keyName: 'me', imageId: 'i1' },
    volumes: [
      { id: 'v1', goesWithIt: false },
      { id: 'v2', goesWithIt: true },
    ],
    ...{ createdAt: '2026-11-22T10:00:00Z', updatedAt: '2026-11-22T10:05:00Z' },
    launchedAt: '2026-11-22T10:01:00.000000Z',
    ...{ locked: true, lockedReason: 'Do not touch', configDrive: true, metadata: { role: 'front' }, tags: ['blue'] },
    ...{ securityGroups: ['default', 'web'], serverGroupIds: ['sg1'], zone: 'nova', pinnedZone: undefined },
    ...{ host: 'compute-1', hypervisorHostname: 'compute-1.lan', instanceName: 'instance-0000002a', hostStatus: 'UP' },
    flavor: { name: 'm1.tiny', cpus: 1, memory: 512, disk: 1, ephemeral: 2, swap: 3, extraSpecs: { a: 'b' } },
    fault: { code: 500, at: '2026-11-22T10:05:00Z', message: 'No valid host was found.' },
    addresses: { lan: [{ address: '10.84.0.100', version: 4, type: 'floating', mac: 'fa:16:3e:00:00:01' }] },
  })
})

test('an instance in a cell that does not answer is a row nevertheless', async () => {
  const row = { id: 's1', status: 'UNKNOWN', tenant_id: 'p1', created: '2026-11-22T10:00:00Z', links: [] }
  const os = await connected({ 'GET /v2.1/servers/detail': [{ body: { servers: [row] } }] })
  expect(await os.servers.list()).toMatchObject([{ id: 's1', name: '', status: 'UNKNOWN', addresses: {} }])
})

test('instances come a page at a time, and no page is asked for before the one before it was taken', async () => {
  const rows = (...ids: string[]) => ids.map((id) => ({ ...server, id }))
  const os = await connected({
    'GET /v2.1/servers/detail': ({ path }) =>
      path.includes('marker')
        ? { body: { servers: rows('s3') } }
        : {
            body: {
              servers: rows('s1', 's2'),
              servers_links: [{ rel: 'next', href: `${cloud.url}/v2.1/servers/detail?limit=2&marker=s2` }],
            },
          },
  })
  const pages = os.servers.pages({ pageSize: 2, changesSince: '2026-11-22T10:00:00Z', allProjects: true })
  expect((await pages.next()).value?.map((row) => row.id)).toEqual(['s1', 's2'])
  expect(cloud.calls).toEqual([
    'GET /v2.1/servers/detail?all_tenants=true&changes-since=2026-11-22T10%3A00%3A00Z&limit=2',
  ])
  expect((await pages.next()).value?.map((row) => row.id)).toEqual(['s3'])
  expect((await pages.next()).done).toBe(true)
  expect(cloud.calls).toHaveLength(2)
})

test('the first page is a short one, so that it is soon there', async () => {
  const href = `${cloud.url}/v2.1/servers/detail?limit=100&marker=s1`
  const os = await connected({
    'GET /v2.1/servers/detail': ({ path }) => ({
      body: path.includes('marker')
        ? { servers: [] }
        : { servers: [{ ...server, id: 's1' }], servers_links: [{ rel: 'next', href }] },
    }),
  })
  for await (const _page of os.servers.pages());
  expect(cloud.calls).toEqual(['GET /v2.1/servers/detail?limit=100', 'GET /v2.1/servers/detail?limit=500&marker=s1'])
})

test('a name is looked for as it is, although Nova reads it as a regular expression', async () => {
  const os = await connected({ 'GET /v2.1/servers/detail': [{ body: { servers: [] } }] })
  await os.servers.list({ name: 'a.b(c)*' })
  const { searchParams } = new URL(cloud.calls[0]?.split(' ')[1] ?? '', 'http://cloud')
  const asked = searchParams.get('name') ?? ''
  expect(new RegExp(asked).test('web-a.b(c)*-1')).toBe(true)
  expect(new RegExp(asked).test('web-aXbc')).toBe(false)
})

test('what was done with an instance, and how each part went', async () => {
  const done = {
    ...{ action: 'live-migration', request_id: 'req-1', instance_uuid: 's1', user_id: 'u1', project_id: 'p1' },
    ...{ start_time: '2026-11-22T10:00:00.000000', updated_at: null, message: 'Error' },
  }
  const event = {
    ...{ event: 'compute_live_migration', start_time: '2026-11-22T10:00:01.000000', finish_time: null, result: null },
    ...{ host: 'compute-1', hostId: 'abc', details: null },
  }
  const os = await connected({
    'GET /v2.1/servers/s1/os-instance-actions': [{ body: { instanceActions: [done] } }],
    'GET /v2.1/servers/s1/os-instance-actions/req-1': [{ body: { instanceAction: { ...done, events: [event] } } }],
  })
  expect(await os.instanceActions.list('s1')).toMatchObject([
    { id: 'req-1', action: 'live-migration', startedAt: '2026-11-22T10:00:00.000000Z', message: 'Error' },
  ])
  expect((await os.instanceActions.get('s1', 'req-1'))?.events).toEqual([
    {
      ...{ name: 'compute_live_migration', startedAt: '2026-11-22T10:00:01.000000Z', finishedAt: undefined },
      ...{ result: undefined, host: 'compute-1', details: undefined },
    },
  ])
  expect(await os.instanceActions.get('s1', 'req-2')).toBeUndefined()
})

test('how far a live migration is, and what was moved before', async () => {
  const shared = {
    ...{ id: 7, uuid: 'm1', status: 'running', source_compute: 'c1', dest_compute: 'c2', dest_host: '10.0.0.2' },
    ...{ created_at: '2026-11-22T10:00:00.000000', updated_at: null, project_id: 'p1', user_id: 'u1' },
  }
  const progress = {
    ...{ memory_total_bytes: 100, memory_processed_bytes: 60, memory_remaining_bytes: 40 },
    ...{ disk_total_bytes: null, disk_processed_bytes: null, disk_remaining_bytes: null },
  }
  const os = await connected({
    'GET /v2.1/servers/s1/migrations': [{ body: { migrations: [{ ...shared, server_uuid: 's1', ...progress }] } }],
    'GET /v2.1/os-migrations': [
      { body: { migrations: [{ ...shared, instance_uuid: 's1', migration_type: 'live-migration' }] } },
    ],
  })
  expect(await os.migrations.live('s1')).toMatchObject([
    { id: 'm1', number: '7', from: 'c1', to: 'c2', memory: { total: 100, processed: 60, remaining: 40 } },
  ])
  expect((await os.migrations.live('s1'))[0]?.disk).toBeUndefined()
  expect(await os.migrations.list({ serverId: 's1' })).toMatchObject([
    { id: 'm1', serverId: 's1', type: 'live-migration' },
  ])
  expect(cloud.calls.at(-1)).toBe('GET /v2.1/os-migrations?instance_uuid=s1')
})

test('flavors, key pairs, server groups, aggregates and zones', async () => {
  const flavor = {
    ...{ id: 'f1', name: 'tiny', vcpus: 1, ram: 64, disk: 0, swap: 0, rxtx_factor: 1, description: null },
    ...{ 'OS-FLV-EXT-DATA:ephemeral': 0, 'OS-FLV-DISABLED:disabled': false, 'os-flavor-access:is_public': false },
    extra_specs: { 'hw:cpu_policy': 'dedicated' },
  }
  const keypair = { name: 'me', public_key: 'ssh-ed25519 AAAA', fingerprint: 'aa:bb', type: 'ssh' }
  const group = {
    ...{ id: 'g1', name: 'apart', policy: 'anti-affinity', rules: { max_server_per_host: 2 }, members: ['s1'] },
    ...{ project_id: 'p1', user_id: 'u1' },
  }
  const aggregate = {
    ...{ id: 3, uuid: 'x', name: 'fast', availability_zone: 'east', hosts: ['c1'], deleted: false },
    ...{ metadata: { availability_zone: 'east', ssd: 'true' }, created_at: '2026-11-22T10:00:00.000000' },
  }
  const zone = {
    zoneName: 'east',
    zoneState: { available: true },
    hosts: { c1: { 'nova-compute': { active: true, available: false, updated_at: '2026-11-22T10:00:00.000000' } } },
  }
  const os = await connected({
    'GET /v2.1/flavors/detail': [{ body: { flavors: [flavor] } }],
    'GET /v2.1/os-keypairs': [{ body: { keypairs: [{ keypair }] } }],
    'GET /v2.1/os-server-groups': [{ body: { server_groups: [group] } }],
    'GET /v2.1/os-aggregates': [{ body: { aggregates: [aggregate] } }],
    'GET /v2.1/os-availability-zone': [{ body: { availabilityZoneInfo: [{ ...zone, hosts: null }] } }],
    'GET /v2.1/os-availability-zone/detail': [{ body: { availabilityZoneInfo: [zone] } }],
    'DELETE /v2.1/os-keypairs/a%2Fb': [{ status: 202 }],
  })
  expect(await os.flavors.list({ all: true })).toEqual([
    {
      ...{ id: 'f1', name: 'tiny', description: '', cpus: 1, memory: 64, disk: 0, ephemeral: 0, swap: 0 },
      ...{ isPublic: false, extraSpecs: { 'hw:cpu_policy': 'dedicated' } },
    },
  ])
  expect(cloud.calls.at(-1)).toBe('GET /v2.1/flavors/detail?is_public=None')
  expect(await os.keypairs.list()).toEqual([
    { id: 'me', name: 'me', type: 'ssh', publicKey: 'ssh-ed25519 AAAA', fingerprint: 'aa:bb' },
  ])
  await os.keypairs.remove('a/b')
  expect(cloud.calls.at(-1)).toBe('DELETE /v2.1/os-keypairs/a%2Fb')
  expect(await os.serverGroups.list()).toMatchObject([{ id: 'g1', maxPerHost: 2, serverIds: ['s1'] }])
  expect(await os.aggregates.list()).toMatchObject([
    { id: '3', zone: 'east', metadata: { ssd: 'true' }, hosts: ['c1'] },
  ])
  expect(await os.zones.list()).toEqual([{ id: 'east', name: 'east', isAvailable: true, hosts: undefined }])
  const [detailed] = await os.zones.list({ hosts: true })
  expect(detailed?.hosts?.c1?.['nova-compute']).toMatchObject({ isEnabled: true, isUp: false })
})

test('a hypervisor with its processor, and one that never told', async () => {
  const hypervisor = {
    ...{ id: 'h1', hypervisor_hostname: 'c1.lan', hypervisor_type: 'QEMU', hypervisor_version: 10_000_000 },
    ...{ state: 'up', status: 'disabled', host_ip: '10.0.0.1', vcpus: 4, vcpus_used: 6, memory_mb: 8000 },
    ...{ memory_mb_used: 1000, local_gb: 40, local_gb_used: 3, disk_available_least: null, running_vms: 3 },
    ...{
      current_workload: 1,
      free_ram_mb: 7000,
      free_disk_gb: 37,
      service: { id: 'x', host: 'c1', disabled_reason: 'r' },
    },
    cpu_info: { arch: 'x86_64', model: 'EPYC', vendor: 'AMD', topology: { cores: 4 }, features: ['sse'] },
  }
  const hypervisors = [hypervisor, { ...hypervisor, id: 'h2', cpu_info: '' }]
  const os = await connected({ 'GET /v2.1/os-hypervisors/detail': [{ body: { hypervisors } }] })
  expect(await os.hypervisors.list()).toMatchObject([
    {
      ...{ id: 'h1', host: 'c1', hostname: 'c1.lan', cpuModel: 'AMD EPYC', arch: 'x86_64', serviceId: 'x' },
      ...{ disabledReason: 'r', disk: 40, diskLeast: undefined, busy: 1, cpusUsed: 6 },
    },
    { id: 'h2', cpuModel: '', arch: undefined },
  ])
  expect(cloud.asked.at(-1)?.headers['openstack-api-version']).toBe('compute 2.87')
})

test('quotas with what is used, limits of the project that asks, and no limit at all', async () => {
  const share = (limit: number, in_use = 0) => ({ limit, in_use, reserved: 0 })
  const quota_set = {
    ...{ id: 'p1', instances: share(10, 2), cores: share(-1, 4), ram: share(51_200, 512), key_pairs: share(100) },
    ...{ server_groups: share(10), server_group_members: share(10), metadata_items: share(128) },
  }
  const absolute = {
    ...{ maxTotalInstances: 10, totalInstancesUsed: 2, maxTotalCores: -1, totalCoresUsed: 4, maxTotalRAMSize: 51_200 },
    ...{ totalRAMUsed: 512, maxServerGroups: 10, totalServerGroupsUsed: 1, maxTotalKeypairs: 100, maxServerMeta: 128 },
  }
  const os = await connected({
    'GET /v2.1/os-quota-sets/p1/detail': [{ body: { quota_set } }],
    'GET /v2.1/limits': [{ body: { limits: { rate: [], absolute } } }],
  })
  const cpus = { limit: undefined, used: 4 }
  expect(await os.computeQuotas.get('p1')).toMatchObject({ cpus, instances: { limit: 10, used: 2 } })
  expect(await os.computeQuotas.limits()).toMatchObject({ cpus, memory: { limit: 51_200, used: 512 }, keypairs: 100 })
})

test('what an instance uses', async () => {
  const diagnostics = {
    ...{ state: 'running', driver: 'libvirt', hypervisor: 'kvm', hypervisor_os: 'linux', uptime: 42, num_cpus: 1 },
    ...{ config_drive: false, num_nics: 1, num_disks: 1, cpu_details: [{ id: 0, time: 17_300, utilisation: null }] },
    nic_details: [
      {
        ...{ mac_address: 'fa:16:3e:00:00:01', rx_octets: 10, rx_errors: 0, rx_drop: 0, rx_packets: 1, rx_rate: null },
        ...{ tx_octets: 20, tx_errors: 0, tx_drop: 0, tx_packets: 2, tx_rate: null },
      },
    ],
    disk_details: [{ read_bytes: 1, read_requests: 2, write_bytes: 3, write_requests: 4, errors_count: -1 }],
    memory_details: { maximum: 512, used: 256 },
  }
  const os = await connected({ 'GET /v2.1/servers/s1/diagnostics': [{ body: diagnostics }] })
  expect(await os.diagnostics('s1')).toMatchObject({
    ...{ uptime: 42, cpus: [{ id: 0, time: 17_300, utilisation: undefined }], memory: { maximum: 512, used: 256 } },
    nics: [{ mac: 'fa:16:3e:00:00:01', received: { bytes: 10 }, sent: { packets: 2 } }],
    disks: [{ read: { bytes: 1 }, written: { requests: 4 } }],
  })
})

test('what computes have to give, what is given, and where something would fit', async () => {
  const inventory = (total: number, reserved: number, allocation_ratio: number) => ({
    ...{ total, reserved, allocation_ratio, max_unit: total, min_unit: 1, step_size: 1 },
  })
  const resources = { VCPU: { capacity: 16, used: 3 }, MEMORY_MB: { capacity: 7488, used: 512 } }
  const os = await connected({
    'GET /placement/resource_providers': [
      { body: { resource_providers: [{ uuid: 'r1', name: 'c1.lan', generation: 4, links: [] }] } },
    ],
    'GET /placement/resource_providers/r1/inventories': [
      {
        body: {
          resource_provider_generation: 4,
          inventories: { VCPU: inventory(4, 0, 4), MEMORY_MB: inventory(8000, 512, 1) },
        },
      },
    ],
    'GET /placement/resource_providers/r1/usages': [{ body: { resource_provider_generation: 4, usages: { VCPU: 3 } } }],
    'GET /placement/allocation_candidates': [
      { body: { allocation_requests: [], provider_summaries: { r1: { resources, traits: [] } } } },
    ],
  })
  expect(await os.resourceProviders.list()).toEqual([
    {
      ...{ id: 'r1', name: 'c1.lan' },
      resources: {
        VCPU: { total: 4, reserved: 0, ratio: 4, capacity: 16, largest: 4, used: 3 },
        MEMORY_MB: { total: 8000, reserved: 512, ratio: 1, capacity: 7488, largest: 8000, used: 0 },
      },
    },
  ])
  expect(cloud.asked.at(-1)?.headers['openstack-api-version']).toBe('placement 1.36')
  const wanted = { VCPU: 1, MEMORY_MB: 512, DISK_GB: 0 }
  expect(await os.resourceProviders.candidates(wanted)).toEqual([{ id: 'r1', free: { VCPU: 13, MEMORY_MB: 6976 } }])
  expect(cloud.calls.at(-1)).toBe('GET /placement/allocation_candidates?resources=VCPU%3A1%2CMEMORY_MB%3A512')
})
