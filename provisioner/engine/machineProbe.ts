/** What a machine is made of: everything a person wants to know before giving it a role. */
import type { Role } from '../config/cloud.ts'
import type { BlockDevice } from '../facts/blockDevices.ts'

export interface MachineProbe {
  readonly os: { readonly title: string; readonly architecture: string; readonly kernel: string }
  readonly hostname: string
  readonly processor: { readonly model: string; readonly cores: number; readonly virtualisation?: 'vmx' | 'svm' }
  /** `guest`: the machine is itself virtual (systemd-detect-virt), named. */
  readonly guest?: string
  /** MiB */
  readonly memory: { readonly total: number; readonly available: number }
  readonly disks: readonly BlockDevice[]
  readonly nics: readonly ProbedNic[]
  /** Seconds since boot. */
  readonly uptime: number
  /** What stands in the way of a role: `error` keeps it from working, with a `warning` it works, less well. */
  readonly obstacles: readonly { readonly role: Role; readonly level: 'warning' | 'error'; readonly why: string }[]
}

export interface ProbedNic {
  readonly name: string
  readonly mac: string
  /** Mbit/s; absent where the card does not say. */
  readonly speed?: number
  readonly link: boolean
  readonly wireless: boolean
  /** With prefix length, both families. */
  readonly addresses: readonly string[]
  /** The card ssh comes by: never the provider network's. */
  readonly carriesSsh: boolean
  readonly mtu: number
  /** The bridge or bond it is part of. */
  readonly master?: string
}
