/** Computes in the page: what several services say of one machine, joined; what may be done with it; a drain in words. */
import { expect, test } from 'vitest'
import { ACTIONS } from '../../../electron/contract/actions.ts'
import type { Drain, DrainedInstance } from '../../../electron/contract/computes.ts'
import type {
  Aggregate,
  ComputeService,
  Flavor,
  Hypervisor,
  ResourceProvider,
  Server,
} from '../../../electron/contract/live.ts'
import { COMPUTE_DEEDS, computeVerdict, verbOf } from '../../../renderer/features/computes/deeds.ts'
import {
  drainedWords,
  drainWords,
  evacuatedWords,
  plannedWords,
} from '../../../renderer/features/computes/drainWords.ts'
import { newId } from '../../../renderer/features/computes/flavors/newId.ts'
import { flavorRows, suggestedName } from '../../../renderer/features/computes/flavors/rows.ts'
import {
  type ComputeParts,
  type ComputeRow,
  computeRows,
  computeSummary,
  hasWords,
  usageOf,
  usedWords,
  versionWords,
} from '../../../renderer/features/computes/rows.ts'

const service = (fields: Partial<ComputeService> = {}): ComputeService => ({
  ...{ id: 's1', binary: 'nova-compute', host: 'compute-1', zone: 'nova', state: 'up', status: 'enabled' },
  ...{ disabledReason: undefined, forcedDown: false, updatedAt: undefined },
  ...fields,
})
const hypervisor = {
  ...{ id: 'h1', hostname: 'compute-1.lan', host: 'compute-1', type: 'QEMU', version: 8_002_002 },
  ...{ cpus: 8, cpusUsed: 3, memory: 16_000, memoryUsed: 4_000, disk: 100, diskUsed: 20 },
} as Hypervisor
const counted = { total: 8, reserved: 0, ratio: 4, capacity: 32, largest: 8, used: 3 }
const provider: ResourceProvider = { id: 'r1', name: 'compute-1.lan', resources: { VCPU: counted } }
const server = (id: string, host: string, status = 'ACTIVE') => ({ id, name: id, host, status }) as Server
const wish = { kind: 'drain', host: 'compute-1', reason: 'Fans', off: 'move', stuck: 'leave', atATime: 1 } as const
const drain = (fields: Partial<Drain> = {}): Drain => ({
  ...{ id: 'd1', host: 'compute-1', wish, state: 'running', step: 'moving', instances: [], startedAt: 0 },
  ...fields,
})
const evacuation = (fields: Partial<Drain> = {}): Drain =>
  drain({ wish: { kind: 'evacuation', host: 'compute-1', atATime: 2 }, ...fields })
const drained = (state: DrainedInstance['state'], fields: Partial<DrainedInstance> = {}): DrainedInstance => ({
  ...{ id: state, name: state, way: 'live', state },
  ...fields,
})

function rows(parts: Partial<ComputeParts> = {}): readonly ComputeRow[] {
  const none = { hypervisors: [], providers: [], aggregates: [], servers: [], drains: [], services: [] }
  return computeRows({ ...none, doings: new Map(), toldAt: undefined, ...parts })
}
function row(parts: Partial<ComputeParts> = {}): ComputeRow {
  const [first] = rows({ services: [service()], ...parts })
  if (first === undefined) throw new Error('no row')
  return first
}

test('service, hypervisor, Placement, aggregates and instances of one machine are one row', () => {
  const aggregates = [{ id: '1', name: 'rack', hosts: ['compute-1'] } as unknown as Aggregate]
  const servers = [server('a', 'compute-1'), server('b', 'compute-2')]
  const all = rows({
    services: [service(), service({ id: 's2', binary: 'nova-scheduler', host: 'controller' })],
    ...{ hypervisors: [hypervisor], providers: [provider], aggregates, servers },
  })
  expect(all).toHaveLength(1)
  expect(all[0]).toMatchObject({ id: 'compute-1', provider: { id: 'r1' }, aggregates, servers: [{ id: 'a' }] })
})

test('a hypervisor whose service is gone, and a compute that never reported, are rows too', () => {
  const [gone] = rows({ hypervisors: [hypervisor] })
  expect(gone?.state).toEqual({ kind: 'off', words: 'Its service is gone' })
  expect(usageOf(row(), 'VCPU')).toBeUndefined()
})

test('Placement decides how much may be promised; without it the hypervisor tells', () => {
  expect(usageOf(row({ hypervisors: [hypervisor], providers: [provider] }), 'VCPU')).toMatchObject({
    ...{ used: 3, capacity: 32, total: 8, ratio: 4 },
  })
  expect(hasWords('VCPU', counted)).toBe('has 8, promises it 4 times over')
  expect(usedWords('MEMORY_MB', { used: 21_504, capacity: 61_952 })).toBe('21 of 61 GiB')
  expect(usedWords('MEMORY_MB', { used: 512, capacity: 2048 })).toBe('512 MiB of 2.0 GiB')
  expect(usageOf(row({ hypervisors: [hypervisor] }), 'MEMORY_MB')).toMatchObject({ used: 4_000, capacity: 16_000 })
  expect(usageOf(row({ hypervisors: [hypervisor] }), 'DISK_GB')).toMatchObject({ used: 20, capacity: 100 })
})

test.each([
  [service(), undefined, 'Up'],
  [service({ state: 'down' }), undefined, 'Does not report'],
  [service({ state: 'down', forcedDown: true }), undefined, 'Forced down'],
  [service({ status: 'disabled', disabledReason: 'noise' }), undefined, 'Disabled'],
  [service({ status: 'disabled', disabledReason: 'Maintenance: fans' }), undefined, 'In maintenance'],
  [service({ status: 'disabled' }), drain(), 'Draining'],
  [service({ status: 'disabled' }), drain({ instances: [drained('moved'), drained('waiting')] }), 'Draining, 1 of 2'],
  [service({ status: 'disabled' }), drain({ state: 'empty' }), 'Disabled'],
  [service({ status: 'disabled', disabledReason: 'Fans' }), drain({ state: 'interrupted' }), 'Drain interrupted'],
  [service({ status: 'disabled', disabledReason: 'noise' }), drain({ state: 'interrupted' }), 'Disabled'],
  [service(), drain({ state: 'interrupted' }), 'Up'],
  [service({ state: 'down', forcedDown: true }), evacuation(), 'Evacuating'],
  [service({ state: 'down', forcedDown: true }), evacuation({ state: 'interrupted' }), 'Evacuation interrupted'],
  [service({ state: 'down', forcedDown: true }), evacuation({ state: 'empty' }), 'Forced down'],
  [service({ state: 'down' }), drain({ state: 'interrupted' }), 'Does not report'],
  [service(), evacuation({ state: 'interrupted' }), 'Up'],
] as const)('its state in words (%#)', (one, under, words) => {
  expect(row({ services: [one], drains: under === undefined ? [] : [under] }).state.words).toBe(words)
})

test('what is asked of it stands in its row until it is told', () => {
  const doings = new Map([['compute-1', { words: 'Disabling', acceptedAt: 10 }]])
  expect(row({ doings, toldAt: 5 }).state).toEqual({ kind: 'progress', words: 'Disabling' })
  expect(row({ doings, toldAt: 15 }).state.words).toBe('Up')
})

test('the summary counts states, not how far drains are', () => {
  const two = [service(), service({ id: 's2', host: 'compute-2', status: 'disabled' })]
  const drains = [drain({ host: 'compute-2', instances: [drained('moved'), drained('waiting')] })]
  expect(computeSummary(rows({ services: two, drains }))).toBe('2 computes: 1 up, 1 draining')
})

const possible = (one: ComputeRow): Record<string, string | true> =>
  Object.fromEntries(
    COMPUTE_DEEDS.flatMap(({ id }) => {
      const verdict = computeVerdict(id, one)
      return verdict === undefined ? [] : [[id, verdict.why ?? true]]
    }),
  )

test('what may be done with a compute follows from its state', () => {
  const servers = [server('a', 'compute-1')]
  expect(possible(row({ servers }))).toEqual({ disable: true, drain: true, maintenance: true, forceDown: true })
  expect(possible(row()).drain).toContain('no instance')
  const down = row({ servers, services: [service({ state: 'down' })] })
  expect(possible(down)).toMatchObject({ drain: expect.stringContaining('evacuate'), evacuate: true, forceDown: true })
  expect(possible(row({ services: [service({ state: 'down' })] })).evacuate).toContain('no instance')
  const evacuating = row({ servers, services: [service({ state: 'down' })], drains: [evacuation()] })
  expect(possible(evacuating)).toMatchObject({ drain: 'It is being evacuated.', evacuate: 'It is being evacuated.' })
  const interrupted = drain({ state: 'interrupted', wish: { ...wish, reason: 'Maintenance' } })
  const maintained = service({ status: 'disabled', disabledReason: 'Maintenance' })
  expect(possible(row({ services: [maintained], drains: [interrupted] }))).toHaveProperty('enable')
  const draining = row({ servers, services: [service({ status: 'disabled' })], drains: [drain()] })
  expect(possible(draining)).toMatchObject({ drain: 'It is being drained.' })
  expect(possible(draining)).not.toHaveProperty('enable')
  const resting = row({ services: [service({ status: 'disabled', disabledReason: 'Maintenance' })] })
  expect(possible(resting)).not.toHaveProperty('maintenance')
  expect(COMPUTE_DEEDS.filter(({ id }) => id === 'enable').map((deed) => verbOf(deed, resting))).toEqual([
    'End maintenance…',
  ])
  expect(possible(row({ services: [service({ forcedDown: true, state: 'down' })] }))).toHaveProperty('trust')
})

test('a drain in words, under way and ended', () => {
  expect(drainWords(drain({ step: 'looking' })).words).toContain('Looking')
  const half = [drained('moved'), drained('stays')]
  expect(drainWords(drain({ instances: half })).words).toBe('1 of 2 instances moved')
  expect(drainWords(drain({ state: 'empty' })).words).toBe('It was empty')
  expect(drainWords(drain({ state: 'partly', instances: half }))).toMatchObject({ kind: 'needs-you' })
  expect(drainWords(drain({ state: 'failed' })).kind).toBe('failed')
  expect(drainWords(drain({ state: 'failed', instances: half })).words).toBe('Failed: 1 of 2 instances moved')
  expect(drainWords(drain({ state: 'interrupted', instances: half })).words).toBe('Interrupted: 1 of 2 instances moved')
  expect(drainWords(evacuation({ state: 'partly', instances: half })).words).toContain('1 of 2 instances made anew')
  expect(drainWords(evacuation({ step: 'forcing' })).words).toBe('Calling compute-1 down')
})

test('an instance in a drain: where it goes, how far, and that nobody followed it', () => {
  const running = { state: 'running', wish } as const
  expect(drainedWords(drained('moving', { to: 'compute-2', copied: 0.754 }), running).words).toBe(
    'Moving to compute-2, 75 %',
  )
  expect(drainedWords(drained('moving', { way: 'cold' }), running).words).toBe('Moving, switched off')
  expect(drainedWords(drained('moved', { to: 'compute-2' }), running).words).toBe('Moved to compute-2')
  expect(drainedWords(drained('moving'), { state: 'cancelled', wish })).toMatchObject({ kind: 'needs-you' })
  expect(drainedWords(drained('waiting'), { state: 'interrupted', wish }).words).toBe('Not begun')
})

test('before it begins it says what will go and what not', () => {
  const all = [server('a', 'c'), server('b', 'c', 'SHUTOFF'), server('c', 'c', 'ERROR')]
  expect(plannedWords(all, 'leave')).toBe(
    'Of 3 instances on it, 1 moves while running, 1 that is off stays and 1 in another state is looked at when the turn comes.',
  )
  expect(plannedWords(all.slice(1, 2), 'move')).toContain('moves with its disk')
  expect(plannedWords([], 'move')).toContain('Nothing is on it')
  expect(evacuatedWords([...all, server('d', 'c', 'PAUSED')])).toBe(
    'Of 4 instances on it, 3 are made anew on other computes and 1 stays, because Nova does not take its state.',
  )
  const there = drained('moved', { to: 'compute-2' })
  expect(drainedWords(there, evacuation()).words).toBe('Made anew on compute-2')
})

test('flavors know how many instances have their size, by its name', () => {
  const flavors = [{ id: 'f1', name: 'small' }] as Flavor[]
  const servers = [{ flavor: { name: 'small' } }, { flavor: { name: 'old' } }, { flavor: undefined }] as Server[]
  expect(flavorRows(flavors, servers, { doings: new Map(), toldAt: undefined })).toMatchObject([{ id: 'f1', used: 1 }])
})

test('a new flavor has a name people would give it and an id Nova takes', () => {
  expect([suggestedName(2, 4096, 20), suggestedName(1, 512, 0)]).toEqual(['2c-4g-20d', '1c-512m'])
  const id = newId()
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const made = { id, name: '1c', cpus: 1, memory: 512, disk: 0 }
  expect(ACTIONS['flavor.create'].input.safeParse(made).success).toBe(true)
})

test('versions of libvirt', () => {
  expect(versionWords({ type: 'QEMU', version: 8_002_002 })).toBe('QEMU 8.2.2')
  expect(versionWords({ type: 'QEMU', version: 0 })).toBe('QEMU')
})
