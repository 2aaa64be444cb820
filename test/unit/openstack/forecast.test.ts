/** Whether instances fit: each filter's word on a host, the quota's numbers, and that nothing is promised that is not there. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ComputeService } from '../../../provisioner/openstack/computeServices.ts'
import { amountsOf } from '../../../provisioner/openstack/forecast/amounts.ts'
import { specMatches } from '../../../provisioner/openstack/forecast/capabilities.ts'
import { computesOf } from '../../../provisioner/openstack/forecast/computes.ts'
import { forecast } from '../../../provisioner/openstack/forecast/forecast.ts'
import type {
  ComputeNow,
  FilterName,
  ForecastWanted,
  QuotaLimits,
  Size,
} from '../../../provisioner/openstack/forecast/wanted.ts'
import type { Hypervisor } from '../../../provisioner/openstack/hypervisors.ts'

const SIZE: Size = { cpus: 2, memory: 2048, disk: 20, ephemeral: 0, swap: 0, extraSpecs: {} }
const NO_LIMIT = { limit: undefined, used: 0 }
const LIMITS: QuotaLimits = { instances: NO_LIMIT, cpus: NO_LIMIT, memory: NO_LIMIT }

interface StockOptions {
  readonly total: number
  readonly used?: number
  readonly ratio?: number
  readonly reserved?: number
  readonly largest?: number
}

function stock({ total, used = 0, ratio = 1, reserved = 0, largest = total }: StockOptions) {
  return { total, used, ratio, reserved, largest, capacity: Math.floor((total - reserved) * ratio) }
}

function compute(host: string, altered: Partial<ComputeNow> = {}): ComputeNow {
  return {
    ...{ host, zone: 'nova', isUp: true, isEnabled: true, members: 0 },
    hypervisor: {
      hostname: host,
      type: 'QEMU',
      version: 8002002,
      arch: 'x86_64',
      cpuModel: 'Intel Cascadelake-Server',
    },
    resources: {
      VCPU: stock({ total: 4, ratio: 4 }),
      MEMORY_MB: stock({ total: 8192, reserved: 512 }),
      DISK_GB: stock({ total: 100 }),
    },
    ...altered,
  }
}

const wanted = (altered: Partial<ForecastWanted> = {}): ForecastWanted => ({
  ...{ count: 1, size: SIZE, imageProperties: {} },
  ...altered,
})
const sized = (size: Partial<Size>): Partial<ForecastWanted> => ({ size: { ...SIZE, ...size } })
const specs = (extraSpecs: Size['extraSpecs']): Partial<ForecastWanted> => sized({ extraSpecs })
const image = (imageProperties: Record<string, string>): Partial<ForecastWanted> => ({ imageProperties })
const looked = (asked: Partial<ForecastWanted>, ...computes: readonly ComputeNow[]) =>
  forecast(wanted(asked), { limits: LIMITS, computes })

interface Case {
  readonly so: string
  readonly asked?: Partial<ForecastWanted>
  readonly host?: Partial<ComputeNow>
  readonly filter: FilterName
  readonly why: string
}

const REFUSED: readonly Case[] = [
  {
    so: 'disabled, with its reason',
    host: { isEnabled: false, disabledReason: 'new disk' },
    filter: 'ComputeFilter',
    why: 'It is disabled (new disk).',
  },
  {
    so: 'down',
    host: { isUp: false },
    filter: 'ComputeFilter',
    why: 'It is down: Nova has not heard of its nova-compute lately.',
  },
  {
    so: 'another zone',
    asked: { zone: 'rack-b' },
    filter: 'Placement',
    why: 'It is in the zone nova, not in rack-b.',
  },
  { so: 'another host', asked: { host: 'two' }, filter: 'Requested host', why: 'The host two is asked for.' },
  {
    so: 'not enough memory, with what is kept and what is used',
    host: { resources: { ...compute('').resources, MEMORY_MB: stock({ total: 8192, reserved: 512, used: 7000 }) } },
    filter: 'Placement',
    why: '2 GiB of memory asked for, 680 MiB free of 7.5 GiB (8 GiB, less 512 MiB for the host).',
  },
  {
    so: 'not enough processors, promised several times',
    host: { resources: { ...compute('').resources, VCPU: stock({ total: 4, ratio: 4, used: 15 }) } },
    filter: 'Placement',
    why: '2 VCPU asked for, 1 free of 16 (4, promised 4 times).',
  },
  {
    so: 'more than one instance can get, although all of it is free',
    asked: sized({ cpus: 8 }),
    filter: 'Placement',
    why: '8 VCPU asked for; one instance gets 4 there at most.',
  },
  {
    so: 'disk, with the further disks of the flavor',
    asked: sized({ disk: 90, ephemeral: 10, swap: 1 }),
    filter: 'Placement',
    why: '101 GiB of disk asked for, 100 GiB free of 100 GiB.',
  },
  {
    so: 'a resource it does not have',
    asked: specs({ 'resources:VGPU': '1' }),
    filter: 'Placement',
    why: 'It has no VGPU; 1 asked for.',
  },
  {
    so: 'a dedicated processor where all are shared',
    asked: specs({ 'hw:cpu_policy': 'dedicated' }),
    filter: 'Placement',
    why: 'It has no PCPU; 2 asked for.',
  },
  {
    so: 'unknown to Placement',
    host: { resources: undefined },
    filter: 'Placement',
    why: 'Placement does not know it: it has not reported what it has yet.',
  },
  {
    so: 'without a trait',
    asked: specs({ 'trait:HW_CPU_X86_AVX2': 'required' }),
    host: { traits: ['HW_CPU_X86_SSE2'] },
    filter: 'Placement',
    why: 'It lacks the trait HW_CPU_X86_AVX2, which is required.',
  },
  {
    so: 'with a trait the image forbids',
    asked: image({ 'trait:CUSTOM_OLD': 'forbidden' }),
    host: { traits: ['CUSTOM_OLD'] },
    filter: 'Placement',
    why: 'It has the trait CUSTOM_OLD, which is forbidden.',
  },
  {
    so: 'another capability',
    asked: specs({ 'capabilities:hypervisor_type': 's== ironic' }),
    filter: 'ComputeCapabilitiesFilter',
    why: 'The flavor wants capabilities:hypervisor_type to be "s== ironic"; here it is "QEMU".',
  },
  {
    so: 'another vendor of the processor',
    asked: specs({ 'capabilities:cpu_info:vendor': 'AMD' }),
    filter: 'ComputeCapabilitiesFilter',
    why: 'The flavor wants capabilities:cpu_info:vendor to be "AMD"; here it is "Intel".',
  },
  {
    so: 'another processor than the image is for',
    asked: image({ hw_architecture: 'aarch64' }),
    filter: 'ImagePropertiesFilter',
    why: 'The image is for aarch64; its processor is x86_64.',
  },
  {
    so: 'another hypervisor than the image is for',
    asked: image({ img_hv_type: 'vmware' }),
    filter: 'ImagePropertiesFilter',
    why: 'The image is for the hypervisor vmware; here it is QEMU.',
  },
  {
    so: 'another kind of machine',
    asked: image({ hw_vm_mode: 'xen' }),
    filter: 'ImagePropertiesFilter',
    why: 'The image is for machines of the kind xen; QEMU has hvm.',
  },
  {
    so: 'a member of the group is there',
    asked: { group: { name: 'apart', policy: 'anti-affinity' } },
    host: { members: 1 },
    filter: 'ServerGroupAntiAffinityFilter',
    why: 'It has 1 of the group apart already; the group allows 1 on one host.',
  },
]

describe('a host is refused', () => {
  test.each(REFUSED)('$so', ({ asked = {}, filter, host = {}, why }) => {
    const { fits, hosts } = looked(asked, compute('one', host))
    expect(hosts?.[0]?.refusals).toEqual([{ filter, why }])
    expect(hosts?.[0]).toMatchObject({ room: 0, gets: 0 })
    expect(fits).toBe(0)
  })

  test('by the group that keeps together elsewhere', () => {
    const group = { name: 'near', policy: 'affinity' }
    const { hosts } = looked({ group, count: 2 }, compute('one', { members: 1 }), compute('two'))
    expect(hosts?.map(({ gets, refusals }) => [gets, refusals])).toEqual([
      [2, []],
      [0, [{ filter: 'ServerGroupAffinityFilter', why: 'The group near keeps together, and runs on one.' }]],
    ])
  })

  test('for all its reasons, not only the first', () => {
    const { hosts } = looked({ zone: 'rack-b', ...sized({ cpus: 99 }) }, compute('one', { isUp: false }))
    expect(hosts?.[0]?.refusals.map(({ filter }) => filter)).toEqual(['ComputeFilter', 'Placement', 'Placement'])
  })
})

const TAKEN: readonly (readonly [string, Partial<ForecastWanted>])[] = [
  ['an image for the older word of the same processor', image({ architecture: 'amd64' })],
  ['an image of 32 bits', image({ hw_architecture: 'i686' })],
  ['an image for KVM, which the API calls QEMU', image({ img_hv_type: 'kvm', hw_vm_mode: 'hvm' })],
  ['extra specs of another scope', specs({ 'quota:cpu_shares': '10', 'aggregate_instance_extra_specs:ssd': 'true' })],
  ['an extra spec that is no attribute of a host', specs({ colour: 'blue' })],
  ['a capability it has', specs({ 'capabilities:vcpus_total': '>= 4', hypervisor_type: '<or> QEMU <or> kvm' })],
  ['a soft group with a member there', { group: { name: 'apart', policy: 'soft-anti-affinity' } }],
  ['its own zone and name', { zone: 'nova', host: 'one' }],
]

test.each(TAKEN)('a host takes %s', (_words, asked) => {
  expect(looked(asked, compute('one', { members: 1 }))).toMatchObject({ fits: 1, hosts: [{ refusals: [] }] })
})

describe('where they go', () => {
  test('one after the other to where most is free, until nothing fits', () => {
    const small = compute('small', { resources: { ...compute('').resources, MEMORY_MB: stock({ total: 4096 }) } })
    const { fits, hosts } = looked({ count: 10 }, small, compute('large'))
    expect(hosts?.map(({ host, room }) => [host, room])).toEqual([
      ['small', 2],
      ['large', 3],
    ])
    expect(fits).toBe(5)
  })

  test('at most as many on a host as the group allows', () => {
    const group = { name: 'apart', policy: 'anti-affinity', maxPerHost: 2 }
    const { fits, hosts } = looked({ count: 4, group }, compute('one', { members: 1 }), compute('two'))
    expect([fits, hosts?.map(({ gets }) => gets)]).toEqual([3, [1, 2]])
  })

  test('together, although others have room', () => {
    const { fits } = looked({ count: 4, group: { name: 'near', policy: 'affinity' } }, compute('one'), compute('two'))
    expect(fits).toBe(3)
  })

  test('rather apart, or rather together, where the group would like it', () => {
    const gets = (policy: string) => {
      const { hosts } = looked({ group: { name: 'g', policy } }, compute('one', { members: 3 }), compute('two'))
      return hosts?.map((host) => host.gets)
    }
    expect([gets('soft-anti-affinity'), gets('soft-affinity')]).toEqual([
      [0, 1],
      [1, 0],
    ])
  })
})

describe('the quota', () => {
  test('refuses with what is asked, left and used', () => {
    const limits = {
      instances: { limit: 10, used: 10 },
      cpus: { limit: 20, used: 17 },
      memory: { limit: 51_200, used: 0 },
    }
    const { quota } = forecast(wanted({ count: 2 }), { limits, computes: [] })
    expect(quota.map(({ refused }) => refused)).toEqual([
      '2 instances asked for, nothing left: the quota is 10 instances, 10 instances used.',
      '4 VCPU asked for, 3 VCPU left: the quota is 20 VCPU, 17 VCPU used.',
      undefined,
    ])
  })

  test('is all that is told where the hosts are not', () => {
    const told = forecast(wanted(), { limits: LIMITS, computes: 'Only administrators see the hosts.' })
    expect(told).toMatchObject({ fits: undefined, hosts: undefined, hidden: 'Only administrators see the hosts.' })
    expect(told.quota).toHaveLength(3)
  })
})

test('what no API tells is said, not guessed', () => {
  const asked = specs({ 'hw:numa_nodes': '2', 'capabilities:free_ram_mb': '>= 1', 'trait:CUSTOM_A': 'required' })
  const { notes } = looked({ ...asked, ...image({ img_hv_type: 'kvm' }) }, compute('one'))
  expect(notes).toHaveLength(3)
  expect(notes[0]).toContain('hw:numa_nodes, capabilities:free_ram_mb')
})

test('an amount of nothing is not asked for', () => {
  expect(amountsOf(wanted(specs({ 'resources:VCPU': '0', 'resources:CUSTOM_METAL': '1' })))).toEqual({
    ...{ MEMORY_MB: 2048, DISK_GB: 20, CUSTOM_METAL: 1 },
  })
})

test.each([
  ['8', '>= 4', true],
  ['3', '= 4', false],
  ['3', '!= 4', true],
  ['Intel', 's!= AMD', true],
  ['kvm', '<or> qemu <or> kvm', true],
  ['xen', '<or> qemu <or> kvm', false],
  ['avx avx2', '<in> avx2', true],
  ['avx sse', '<all-in> avx sse2', false],
  ['x', 'x', true],
  ['x', '>=', false],
])('%s is as wanted by "%s": %s', (value, spec, so) => {
  expect(specMatches(value, spec)).toBe(so)
})

describe('whatever there is', () => {
  const amount = fc.integer({ min: 0, max: 64 })
  const anyStock = fc
    .record({
      total: amount,
      used: amount,
      reserved: fc.integer({ min: 0, max: 8 }),
      ratio: fc.constantFrom(0.5, 1, 1.5, 4),
      largest: amount,
    })
    .map(stock)
  const anyCompute = fc.record({
    isUp: fc.boolean(),
    isEnabled: fc.boolean(),
    zone: fc.constantFrom('nova', 'rack-b'),
    members: fc.integer({ min: 0, max: 2 }),
    resources: fc.record({ VCPU: anyStock, MEMORY_MB: anyStock, DISK_GB: anyStock }),
  })
  const anyWanted = fc.record({
    count: fc.integer({ min: 1, max: 20 }),
    size: fc.record({
      ...{ cpus: fc.integer({ min: 1, max: 16 }), memory: fc.integer({ min: 1, max: 16 }), disk: amount },
      ...{ ephemeral: fc.constant(0), swap: fc.constant(0), extraSpecs: fc.constant({}) },
    }),
    imageProperties: fc.constant({}),
    zone: fc.constantFrom(undefined, 'nova'),
    group: fc.constantFrom(
      undefined,
      ...['affinity', 'anti-affinity', 'soft-affinity', 'soft-anti-affinity'].map((policy) => ({ name: 'g', policy })),
    ),
  })
  const world = fc.tuple(anyWanted, fc.array(anyCompute, { maxLength: 5 })).map(([asked, computes]) => ({
    asked,
    computes: computes.map((altered, index) => compute(`host-${index}`, altered)),
  }))

  test('no host gets more than it has of anything, and none that is down, disabled or elsewhere gets any', () => {
    fc.assert(
      fc.property(world, ({ asked, computes }) => {
        const { fits = 0, hosts = [] } = forecast(asked, { limits: LIMITS, computes })
        expect(fits).toBeLessThanOrEqual(asked.count)
        expect(fits).toBe(hosts.reduce((sum, { gets }) => sum + gets, 0))
        for (const [index, { gets, refusals, room }] of hosts.entries()) {
          const { isEnabled, isUp, members, resources = {}, zone } = computes[index] ?? compute('')
          expect(gets).toBeLessThanOrEqual(room)
          expect(refusals.length > 0).toBe(room === 0)
          if (gets === 0) continue
          expect([isUp, isEnabled]).toEqual([true, true])
          if (asked.zone !== undefined) expect(zone).toBe(asked.zone)
          if (asked.group?.policy === 'anti-affinity') expect(members + gets).toBeLessThanOrEqual(1)
          for (const [kind, each] of Object.entries(amountsOf(asked))) {
            const { largest = 0, ratio = 0, reserved = 0, total = 0, used = 0 } = resources[kind] ?? {}
            expect(used + gets * each).toBeLessThanOrEqual((total - reserved) * ratio)
            expect(each).toBeLessThanOrEqual(largest)
          }
        }
        if (asked.group?.policy === 'affinity')
          expect(hosts.filter(({ gets }) => gets > 0).length).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('what is not asked to keep together or apart fits as often as there is room', () => {
    fc.assert(
      fc.property(world, ({ asked, computes }) => {
        const { fits, hosts = [] } = forecast({ ...asked, group: undefined }, { limits: LIMITS, computes })
        const room = hosts.reduce((sum, one) => sum + Math.min(one.room, asked.count), 0)
        expect(fits).toBe(Math.min(asked.count, room))
      }),
    )
  })

  test('a quota refuses exactly what goes beyond it', () => {
    const share = fc.record({ limit: fc.option(amount, { nil: undefined }), used: amount })
    const limits = fc.record({ instances: share, cpus: share, memory: share })
    fc.assert(
      fc.property(anyWanted, limits, (asked, all) => {
        for (const { limit, refused, used, wanted: more } of forecast(asked, { limits: all, computes: [] }).quota)
          expect(refused !== undefined).toBe(limit !== undefined && used + more > limit)
      }),
    )
  })
})

test('a compute is its service, its hypervisor and its resource provider', () => {
  const service: ComputeService = {
    ...{ id: 's', binary: 'nova-compute', host: 'one', zone: 'nova', state: 'up' as const, status: 'enabled' as const },
    ...{ disabledReason: undefined, forcedDown: false, updatedAt: undefined },
  }
  const hypervisor: Hypervisor = {
    ...{ id: 'h', hostname: 'one.lan', host: 'one', serviceId: 's', type: 'QEMU', version: 1, state: 'up' as const },
    ...{
      status: 'enabled' as const,
      disabledReason: undefined,
      address: '10.0.0.1',
      cpuModel: 'Intel X',
      arch: 'x86_64',
    },
    ...{ cpus: 4, cpusUsed: 0, memory: 1, memoryUsed: 0, disk: 1, diskUsed: 0, diskLeast: 1, instances: 0, busy: 0 },
  }
  const resources = { VCPU: stock({ total: 4 }) }
  const found = computesOf({
    services: [service, { ...service, host: 'ten', forcedDown: true }, { ...service, binary: 'nova-scheduler' }],
    hypervisors: [hypervisor],
    providers: [{ id: 'p', name: 'one.lan', resources }],
    traits: new Map([['p', ['A']]]),
    groupHosts: ['one', 'one', 'gone'],
  })
  expect(found).toMatchObject([
    { host: 'one', isUp: true, members: 2, resources, traits: ['A'], hypervisor: { hostname: 'one.lan' } },
    { host: 'ten', isUp: false, members: 0, hypervisor: undefined, resources: undefined },
  ])
})
