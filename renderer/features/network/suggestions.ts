/** What the forms offer to fill in: subnets seen on the machines, a router and a range that are usual. Pure. */
import type { MachineStates } from '../../../electron/contract/index.ts'
import { probeIn } from '../../../electron/contract/probeIn.ts'
import { addressOf, type Subnet, subnetOf } from './addresses.ts'

/** The subnet most machines answer ssh in, and how many do. */
export function managementSeen(
  states: MachineStates['machines'],
): { readonly cidr: string; readonly machines: number } | undefined {
  const seen = new Map<string, number>()
  for (const state of Object.values(states)) {
    const held =
      probeIn(state)
        ?.nics.filter((nic) => nic.carriesSsh)
        .flatMap((nic) => nic.addresses) ?? []
    const subnets = held.flatMap((address) => subnetOf(address)?.cidr ?? [])
    for (const cidr of new Set(subnets)) seen.set(cidr, (seen.get(cidr) ?? 0) + 1)
  }
  const [best] = [...seen].sort((a, b) => b[1] - a[1])
  return best === undefined ? undefined : { cidr: best[0], machines: best[1] }
}

/** Most routers have the first address of their LAN. */
export function usualGateway(subnet: Subnet): string {
  return addressOf(subnet.first + 1)
}

/** The upper part of a LAN, away from where routers usually begin to hand out addresses. */
export function usualRange(subnet: Subnet): string {
  const size = subnet.last - subnet.first + 1
  const first = subnet.first + Math.floor(size * 0.78)
  const last = Math.min(subnet.last - 1, first + Math.max(1, Math.min(Math.floor(size * 0.2), 200)) - 1)
  return `${addressOf(first)}-${addressOf(Math.max(last, first + 1))}`
}
