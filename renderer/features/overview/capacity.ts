/** How much of a cloud is given away: what Placement counts, summed over its computes. Pure. */
import type { Hypervisor, ResourceProvider } from '../../../electron/contract/live.ts'

export interface Amount {
  readonly used: number
  /** What may be given away in all, more than there is where it may be promised several times over. */
  readonly capacity: number
}

export interface Capacity {
  readonly cpus: Amount
  /** MiB. */
  readonly memory: Amount
  /** GiB. */
  readonly disk: Amount
  /** Computes that take new instances now, and all. */
  readonly open: number
  readonly computes: number
}

/** Of computes that are down or disabled nothing can be had: they add to neither side. */
export function capacityOf(
  providers: readonly ResourceProvider[],
  hypervisors: readonly Pick<Hypervisor, 'hostname' | 'state' | 'status'>[],
): Capacity {
  const byName = new Map(hypervisors.map((one) => [one.hostname, one]))
  const computes = providers.filter(({ resources }) => resources.VCPU !== undefined)
  const open = computes.filter(({ name }) => {
    const host = byName.get(name)
    return host === undefined || (host.state === 'up' && host.status === 'enabled')
  })
  const sum = (kind: string): Amount => {
    const rows = open.flatMap(({ resources }) => resources[kind] ?? [])
    return {
      used: rows.reduce((all, { used }) => all + used, 0),
      capacity: rows.reduce((all, { capacity }) => all + capacity, 0),
    }
  }
  return {
    ...{ cpus: sum('VCPU'), memory: sum('MEMORY_MB'), disk: sum('DISK_GB') },
    ...{ open: open.length, computes: computes.length },
  }
}
