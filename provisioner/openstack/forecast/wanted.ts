/** What a forecast is made of: what is asked for, what the computes are and have now, and what comes of it. */
import type { ComputeLimits } from '../computeQuotas.ts'
import type { ResourceInventory } from '../resourceProviders.ts'

/** As a flavor has it. */
export interface Size {
  readonly cpus: number
  /** MiB. */
  readonly memory: number
  /** GiB; 0: as large as the image, which Placement does not count. */
  readonly disk: number
  /** GiB. */
  readonly ephemeral: number
  /** MiB. */
  readonly swap: number
  readonly extraSpecs: Readonly<Record<string, string>>
}

export interface ForecastWanted {
  readonly count: number
  readonly size: Size
  readonly imageProperties: Readonly<Record<string, string>>
  readonly zone?: string | undefined
  /** nova-compute's name of the host asked for. */
  readonly host?: string | undefined
  readonly group?: WantedGroup | undefined
}

/** The server group it shall join. */
export interface WantedGroup {
  readonly name: string
  /** affinity, anti-affinity, soft-affinity, soft-anti-affinity */
  readonly policy: string
  readonly maxPerHost?: number | undefined
}

/** A compute as the scheduler sees it. */
export interface ComputeNow {
  /** nova-compute's name. */
  readonly host: string
  readonly zone: string
  readonly isUp: boolean
  readonly isEnabled: boolean
  readonly disabledReason?: string | undefined
  /** Absent where it never registered. */
  readonly hypervisor?:
    | {
        readonly hostname: string
        /** "QEMU" for both KVM and emulation. */
        readonly type: string
        readonly version: number
        readonly arch?: string | undefined
        readonly cpuModel: string
      }
    | undefined
  /** What Placement counts; absent where Placement does not know it. */
  readonly resources?: ResourceInventory | undefined
  /** Absent where nobody asked: no trait was wanted. */
  readonly traits?: readonly string[] | undefined
  /** How many instances of the server group it has. */
  readonly members: number
}

/** Of Nova 2025.1's default list; Placement is asked before all of them (nova.conf, filter_scheduler.enabled_filters). */
export type FilterName =
  | 'Placement'
  | 'ComputeFilter'
  | 'ComputeCapabilitiesFilter'
  | 'ImagePropertiesFilter'
  | 'ServerGroupAntiAffinityFilter'
  | 'ServerGroupAffinityFilter'
  | 'Requested host'

export interface Refusal {
  readonly filter: FilterName
  /** A sentence with the numbers. */
  readonly why: string
}

export interface HostForecast {
  /** nova-compute's name. */
  readonly host: string
  readonly zone: string
  /** None: it takes instances of this kind. */
  readonly refusals: readonly Refusal[]
  /** How many would fit there; 0 where it refuses. */
  readonly room: number
  /** How many of those asked for would likely start there. */
  readonly gets: number
  /** By Placement's names: what can still be promised. */
  readonly free: Readonly<Record<string, number>>
}

export interface QuotaForecast {
  readonly what: 'instances' | 'cpus' | 'memory'
  readonly wanted: number
  readonly used: number
  /** Undefined: there is none. */
  readonly limit: number | undefined
  /** Why the quota refuses it; absent where it does not. */
  readonly refused?: string
}

export interface PlacementForecast {
  readonly count: number
  /** How many of them fit; Nova starts all or none. Undefined where the hosts are not told. */
  readonly fits: number | undefined
  /** Undefined where whoever asks may not see them; why is in `hidden`. */
  readonly hosts: readonly HostForecast[] | undefined
  readonly hidden?: string
  readonly quota: readonly QuotaForecast[]
  /** What Nova looks at and this forecast cannot. */
  readonly notes: readonly string[]
}

export type QuotaLimits = Pick<ComputeLimits, 'instances' | 'cpus' | 'memory'>
