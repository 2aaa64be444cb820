/** Cloud: what a person wants, after cloud.yaml was read, checked and every default filled in. */
import type { MachineName } from '../core/machine.ts'
import type { Secret } from '../core/secret.ts'
import type { PartId } from './parts.ts'

/** How ssh reaches a machine. Unset fields are looked up in ~/.ssh/config, then take ssh's own defaults. */
export interface SshTarget {
  /** Address or host alias as the person wrote it. */
  readonly host: string
  readonly port?: number
  readonly user?: string
  /** Path of a private key file. */
  readonly key?: string
  /** ProxyJump: another host or alias ("user@host:port"). */
  readonly jump?: string
}

export interface CloudMachine {
  readonly name: MachineName
  readonly ssh: SshTarget
  readonly roles: readonly Role[]
  /** Parts on this machine, in the order of `PARTS`. */
  readonly parts: readonly PartId[]
  /** IPv4 address on the management network: where services listen. */
  readonly management: string
  /** IPv4 address that Geneve tunnels use; the management address unless said otherwise. */
  readonly tunnel: string
  /** The NIC that br-ex takes, on machines that have one for the provider network. */
  readonly providerNic?: string
}

export const ROLES = ['controller', 'network', 'compute', 'storage'] as const
export type Role = (typeof ROLES)[number]

export interface ProviderNetwork {
  /** CIDR of the LAN. */
  readonly subnet: string
  /** The LAN's router. */
  readonly gateway: string
  /** First and last address instances and floating IPs may take; outside the router's DHCP range. */
  readonly instances: { readonly first: string; readonly last: string }
  readonly dns: readonly string[]
}

export interface TenantNetwork {
  readonly subnet: string
  readonly dns: readonly string[]
}

export interface Cloud {
  readonly name: string
  /** Keystone region. Default RegionOne, as in keystone-manage bootstrap's documentation. */
  readonly region: string
  readonly release: '2025.1'
  readonly machines: readonly CloudMachine[]
  readonly networks: {
    readonly management: { readonly subnet: string }
    /** Absent: instances live on tenant networks only and no floating IPs exist. */
    readonly provider?: ProviderNetwork
    readonly tenant: TenantNetwork
  }
  /** Raw settings by component; each component checks its own with its zod schema. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** Machines that run a part, in cloud.yaml's order. */
export function machinesWith(cloud: Cloud, part: PartId): readonly CloudMachine[] {
  return cloud.machines.filter((machine) => machine.parts.includes(part))
}

/** The one machine that runs a part of which a cloud has exactly one (checked when cloud.yaml is read). */
export function machineOf(cloud: Cloud, part: PartId): CloudMachine {
  const [machine] = machinesWith(cloud, part)
  if (machine === undefined) throw new Error(`no machine runs ${part}`)
  return machine
}

/** Secrets of one cloud by name ("keystone/admin"): made on first use, the same ever after. */
export interface Secrets {
  get(name: string): Secret
}
