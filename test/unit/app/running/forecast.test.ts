/** The forecast as the window asks for it: read from the APIs, kept for a moment, and of the quota alone for members. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forecastArea } from '../../../../electron/app/running/forecastArea.ts'
import { StacksteadError } from '../../../../provisioner/core/errors.ts'
import { openstack } from '../../../../provisioner/openstack/openstack.ts'
import { FakeCloud, type Reply, type Routes } from '../../../support/fakeCloud.ts'

let cloud: FakeCloud
let time: number
let hypervisors: Reply
beforeEach(async () => {
  time = 0
  hypervisors = { body: { hypervisors: [hypervisor('c1'), hypervisor('c2')] } }
  cloud = await FakeCloud.start(routes())
})
afterEach(async () => cloud[Symbol.asyncDispose]())

function hypervisor(host: string) {
  return {
    ...{ id: host, hypervisor_hostname: `${host}.lan`, hypervisor_type: 'QEMU', state: 'up', status: 'enabled' },
    ...{ host_ip: '10.0.0.1', vcpus: 4, vcpus_used: 0, memory_mb: 8192, memory_mb_used: 512, running_vms: 0 },
    ...{ cpu_info: { arch: 'x86_64', vendor: 'Intel', model: 'X' }, service: { id: host, host } },
  }
}

function routes(): Routes {
  const service = (host: string) => ({
    ...{ id: host, binary: 'nova-compute', host, zone: 'nova', state: 'up', status: 'enabled' },
    ...{ disabled_reason: null, forced_down: false, updated_at: '2026-11-22T19:30:00.000000' },
  })
  const inventory = (total: number) => ({ total, reserved: 0, allocation_ratio: 1, max_unit: total })
  const inventories = { VCPU: inventory(4), MEMORY_MB: inventory(8192), DISK_GB: inventory(100) }
  const provider = (id: string, used: number): Routes => ({
    [`GET /placement/resource_providers/${id}/inventories`]: [{ body: { inventories } }],
    [`GET /placement/resource_providers/${id}/usages`]: [{ body: { usages: { VCPU: used } } }],
    [`GET /placement/resource_providers/${id}/traits`]: [{ body: { traits: id === 'r1' ? ['CUSTOM_SSD'] : [] } }],
  })
  const absolute = {
    ...{ maxTotalInstances: 10, totalInstancesUsed: 9, maxTotalCores: -1, totalCoresUsed: 4, maxTotalRAMSize: -1 },
    totalRAMUsed: 512,
  }
  const group = { id: 'g1', name: 'apart', policy: 'anti-affinity', rules: {}, members: ['s1', 'gone'] }
  const member = { id: 's1', name: 'web', status: 'ACTIVE', tenant_id: 'p1', created: '2026-01-01T00:00:00Z' }
  return {
    'GET /v2.1/limits': [{ body: { limits: { absolute } } }],
    'GET /v2.1/os-services': [{ body: { services: [service('c1'), service('c2')] } }],
    'GET /v2.1/os-hypervisors/detail': () => hypervisors,
    'GET /v2.1/os-server-groups': [{ body: { server_groups: [group] } }],
    'GET /v2.1/servers/s1': [{ body: { server: { ...member, 'OS-EXT-SRV-ATTR:host': 'c1' } } }],
    'GET /placement/resource_providers': [
      {
        body: {
          resource_providers: [
            { uuid: 'r1', name: 'c1.lan' },
            { uuid: 'r2', name: 'c2.lan' },
          ],
        },
      },
    ],
    ...provider('r1', 0),
    ...provider('r2', 3),
  }
}

const SIZE = { cpus: 2, memory: 1024, disk: 10, ephemeral: 0, swap: 0, extraSpecs: {} }
const ASKED = { cloud: 'home', count: 1, size: SIZE, imageProperties: {} }

function area() {
  const looking = openstack({ fetch, credentials: cloud.credentials, once: true })
  return forecastArea(
    {
      of: async () => ({ looking }) as never,
      worded: (_cloud, error) =>
        error instanceof StacksteadError ? error : new StacksteadError({ code: 'internal', message: String(error) }),
    },
    () => time,
  ).requests['servers.forecast']
}

test('an administrator learns where it fits, what refuses, and what the quota says', async () => {
  const told = await area()({ ...ASKED, count: 2 })
  expect(told).toMatchObject({
    fits: 2,
    hosts: [
      { host: 'c1', room: 2, gets: 2, refusals: [] },
      { host: 'c2', room: 0, refusals: [{ filter: 'Placement', why: '2 VCPU asked for, 1 free of 4.' }] },
    ],
  })
  expect(told.quota.find(({ what }) => what === 'instances')?.refused).toContain('1 instance left')
})

test('a group keeps it from where its instances are, one that is gone counts for nothing', async () => {
  const { hosts } = await area()({ ...ASKED, serverGroupId: 'g1' })
  expect(hosts?.[0]?.refusals).toMatchObject([{ filter: 'ServerGroupAntiAffinityFilter' }])
})

test('traits are asked for where one is wanted', async () => {
  const { hosts } = await area()({ ...ASKED, imageProperties: { 'trait:CUSTOM_SSD': 'required' } })
  expect(hosts?.map(({ refusals }) => refusals.some(({ why }) => why.includes('CUSTOM_SSD')))).toEqual([false, true])
})

test('what was read counts for a moment, so that a form may ask with every letter', async () => {
  const ask = area()
  await ask(ASKED)
  const { length } = cloud.calls
  time = 2_999
  expect(await ask({ ...ASKED, count: 3 })).toMatchObject({ count: 3, fits: 2 })
  expect(cloud.calls).toHaveLength(length)
  time = 3_000
  await ask(ASKED)
  expect(cloud.calls).toHaveLength(2 * length)
})

test('whoever may not see the hosts learns of the quota, and why no more', async () => {
  hypervisors = { status: 403, body: { forbidden: { code: 403, message: 'Policy does not allow it.' } } }
  const told = await area()(ASKED)
  expect(told).toMatchObject({ fits: undefined, hosts: undefined, hidden: expect.stringContaining('administrators') })
  expect(told.quota).toHaveLength(3)
})

test('a failure is told, and asked anew the next time', async () => {
  const ask = area()
  hypervisors = { status: 500, body: { computeFault: { code: 500, message: 'broken' } } }
  await expect(ask(ASKED)).rejects.toMatchObject({ data: { status: 500 } })
  hypervisors = { body: { hypervisors: [hypervisor('c1')] } }
  expect(await ask(ASKED)).toMatchObject({ fits: 1 })
})
