/** Computes as the table shows them: what Nova's services, its hypervisors and Placement say of the same machine, joined. Pure. */

import type { Drain } from '../../../electron/contract/computes.ts'
import type {
  Aggregate,
  ComputeService,
  Hypervisor,
  ResourceProvider,
  Server,
} from '../../../electron/contract/live.ts'
import { type Doing, doingWords } from '../../api/doings.ts'
import type { StatusKind } from '../../ui/Status.tsx'
import { natural } from '../../ui/table/order.ts'
import { mebibytes, partOf } from '../../ui/time.ts'
import { count } from '../../ui/words.ts'

export interface ComputeRow {
  /** nova-compute's name. */
  readonly id: string
  readonly host: string
  /** Undefined where a hypervisor is known whose service is gone. */
  readonly service: ComputeService | undefined
  /** Undefined until nova-compute has reported once. */
  readonly hypervisor: Hypervisor | undefined
  readonly provider: ResourceProvider | undefined
  readonly aggregates: readonly Aggregate[]
  /** Those on it, of all projects. */
  readonly servers: readonly Server[]
  /** The last one, under way, interrupted or ended. */
  readonly drain: Drain | undefined
  readonly state: { readonly kind: StatusKind; readonly words: string }
}

export interface ComputeParts {
  readonly services: readonly ComputeService[]
  readonly hypervisors: readonly Hypervisor[]
  readonly providers: readonly ResourceProvider[]
  readonly aggregates: readonly Aggregate[]
  readonly servers: readonly Server[]
  readonly drains: readonly Drain[]
  readonly doings: ReadonlyMap<string, Doing>
  /** When the API last told of the services. */
  readonly toldAt: number | undefined
}

export function computeRows(parts: ComputeParts): readonly ComputeRow[] {
  const services = new Map(
    parts.services.filter(({ binary }) => binary === 'nova-compute').map((service) => [service.host, service]),
  )
  const hypervisors = new Map(parts.hypervisors.map((hypervisor) => [hypervisor.host, hypervisor]))
  const providers = new Map(parts.providers.map((provider) => [provider.name, provider]))
  const servers = Map.groupBy(parts.servers, ({ host }) => host)
  return [...new Set([...services.keys(), ...hypervisors.keys()])].map((host) => {
    const service = services.get(host)
    const hypervisor = hypervisors.get(host)
    const drain = parts.drains.find((one) => one.host === host)
    const doing = doingWords(parts.doings.get(host), parts.toldAt)
    return {
      ...{ id: host, host, service, hypervisor, drain },
      provider: hypervisor === undefined ? undefined : providers.get(hypervisor.hostname),
      aggregates: parts.aggregates.filter(({ hosts }) => hosts.includes(host)),
      servers: (servers.get(host) ?? []).sort((a, b) => natural(a.name, b.name)),
      state: doing === undefined ? computeState(service, drain) : { kind: 'progress', words: doing },
    }
  })
}

/** A reason that begins so was given by "Maintenance mode". */
export const MAINTENANCE = 'Maintenance'

export function isInMaintenance(service: ComputeService | undefined): boolean {
  return service?.status === 'disabled' && service.disabledReason?.startsWith(MAINTENANCE) === true
}

export function isDraining(drain: Drain | undefined): boolean {
  return drain?.state === 'running' || drain?.state === 'stopping'
}

/** Whether the compute is still as an emptying left it; one that was given back in between is no longer half emptied. */
export function isAsLeft(service: ComputeService | undefined, { wish }: Drain): boolean {
  return wish.kind === 'drain'
    ? service?.status === 'disabled' && service.disabledReason === wish.reason
    : service?.state === 'down'
}

function computeState(service: ComputeService | undefined, drain: Drain | undefined): ComputeRow['state'] {
  if (service === undefined) return { kind: 'off', words: 'Its service is gone' }
  const isEvacuation = drain?.wish.kind === 'evacuation'
  if (service.state === 'down' && !(isEvacuation && (isDraining(drain) || drain.state === 'interrupted')))
    return { kind: 'failed', words: service.forcedDown ? 'Forced down' : 'Does not report' }
  if (drain !== undefined && isDraining(drain)) {
    const gone = drain.instances.filter(({ state }) => state === 'moved').length
    const verb = isEvacuation ? 'Evacuating' : 'Draining'
    const words = drain.instances.length === 0 ? verb : `${verb}, ${gone} of ${drain.instances.length}`
    return { kind: 'progress', words }
  }
  if (drain?.state === 'interrupted' && isAsLeft(service, drain))
    return { kind: 'needs-you', words: `${isEvacuation ? 'Evacuation' : 'Drain'} interrupted` }
  if (isInMaintenance(service)) return { kind: 'off', words: 'In maintenance' }
  return service.status === 'disabled' ? { kind: 'needs-you', words: 'Disabled' } : { kind: 'works', words: 'Up' }
}

/** States that are sentences, as they are counted. */
const SUMMED: Readonly<Record<string, string>> = {
  'Does not report': 'not reporting',
  'Its service is gone': 'without its service',
}

/** "3 computes: 2 up, 1 disabled." */
export function computeSummary(rows: readonly ComputeRow[]): string {
  if (rows.length === 0) return ''
  const counts = new Map<string, number>()
  for (const { state } of rows) {
    const word = SUMMED[state.words] ?? state.words.split(',')[0]?.toLowerCase() ?? ''
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const parts = [...counts].map(([word, number]) => `${number} ${word}`)
  return `${count(rows.length, 'compute')}: ${parts.join(', ')}`
}

export type Resource = 'VCPU' | 'MEMORY_MB' | 'DISK_GB'

export interface Use {
  readonly used: number
  /** What may be promised. */
  readonly capacity: number
  /** What the machine has. */
  readonly total: number
  readonly reserved: number
  /** How many times over it may be promised. */
  readonly ratio: number
}

/** As Placement counts, which decides; as the hypervisor tells, where Placement has nothing. */
export function usageOf(
  { hypervisor, provider }: Pick<ComputeRow, 'hypervisor' | 'provider'>,
  of: Resource,
): Use | undefined {
  const counted = provider?.resources[of]
  if (counted !== undefined) {
    const { capacity, ratio, reserved, total, used } = counted
    return { used, capacity, total, reserved, ratio }
  }
  if (hypervisor === undefined) return undefined
  const [used, total] =
    of === 'VCPU'
      ? [hypervisor.cpusUsed, hypervisor.cpus]
      : of === 'MEMORY_MB'
        ? [hypervisor.memoryUsed, hypervisor.memory]
        : [hypervisor.diskUsed, hypervisor.disk]
  return { used, capacity: total, total, reserved: 0, ratio: 1 }
}

const UNITS: Readonly<Record<Resource, (amount: number) => string>> = {
  VCPU: String,
  MEMORY_MB: mebibytes,
  DISK_GB: (amount) => mebibytes(amount * 1024),
}

/** "21 of 61 GiB", "512 MiB of 2.0 GiB". */
export function usedWords(of: Resource, { capacity, used }: Pick<Use, 'capacity' | 'used'>): string {
  return partOf(UNITS[of](used), UNITS[of](capacity))
}

/** "has 16, promises it 4 times over". */
export function hasWords(of: Resource, { ratio, reserved, total }: Use): string {
  return [
    `has ${UNITS[of](total)}`,
    ...(reserved > 0 ? [`keeps ${UNITS[of](reserved)} for itself`] : []),
    ...(ratio === 1 ? [] : [`promises ${reserved > 0 ? 'the rest' : 'it'} ${ratio} times over`]),
  ].join(', ')
}

/** 8002002 is 8.2.2 (libvirt: major × 1,000,000 + minor × 1,000 + release). */
export function versionWords({ type, version }: Pick<Hypervisor, 'type' | 'version'>): string {
  if (version === 0) return type
  return `${type} ${Math.floor(version / 1_000_000)}.${Math.floor(version / 1000) % 1000}.${version % 1000}`
}
