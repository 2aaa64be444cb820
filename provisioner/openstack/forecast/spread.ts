/**
 * Where Nova would likely start the instances: one after the other on the host with the most free, by its weighers' default
 * (RAM, CPU and disk count the same; https://docs.openstack.org/nova/2025.1/admin/scheduling.html, Weights).
 */
import type { WantedGroup } from './wanted.ts'

export interface Candidate {
  readonly host: string
  /** How many fit there. */
  readonly room: number
  /** Instances of the server group it has. */
  readonly members: number
  readonly free: Readonly<Record<string, number>>
}

interface Placed {
  readonly candidate: Candidate
  got: number
}

const WEIGHED = ['MEMORY_MB', 'VCPU', 'DISK_GB']

/** How many each host gets, by name. @param candidates those no filter refuses */
export function spread(
  candidates: readonly Candidate[],
  count: number,
  amounts: Readonly<Record<string, number>>,
  group: Pick<WantedGroup, 'policy' | 'maxPerHost'> | undefined,
): ReadonlyMap<string, number> {
  const all: readonly Placed[] = [...candidates]
    .sort((a, b) => a.host.localeCompare(b.host))
    .map((candidate) => ({ candidate, got: 0 }))
  let open = all
  for (let placed = 0; placed < count; placed += 1) {
    open = open.filter((one) => one.got < most(one.candidate, group))
    const best = heaviest(open, amounts, group?.policy)
    if (best === undefined) break
    best.got += 1
    // Whoever keeps together stays where the first went.
    if (group?.policy === 'affinity') open = [best]
  }
  return new Map(all.map(({ candidate, got }) => [candidate.host, got]))
}

function most({ members, room }: Candidate, group: Parameters<typeof spread>[3]): number {
  return group?.policy === 'anti-affinity' ? Math.min(room, Math.max(0, (group.maxPerHost ?? 1) - members)) : room
}

function heaviest(
  open: readonly Placed[],
  amounts: Readonly<Record<string, number>>,
  policy: string | undefined,
): Placed | undefined {
  const scales = [
    ...WEIGHED.map((kind) => (one: Placed) => (one.candidate.free[kind] ?? 0) - one.got * (amounts[kind] ?? 0)),
    ...(policy === 'soft-affinity' ? [companions] : []),
    ...(policy === 'soft-anti-affinity' ? [(one: Placed) => -companions(one)] : []),
  ]
  const weights = open.map(() => 0)
  for (const scale of scales) {
    const values = open.map(scale)
    const [least, largest] = [Math.min(...values), Math.max(...values)]
    if (least === largest) continue
    for (const [index, value] of values.entries())
      weights[index] = (weights[index] ?? 0) + (value - least) / (largest - least)
  }
  const top = Math.max(...weights)
  return open.find((_one, index) => weights[index] === top)
}

function companions({ candidate, got }: Placed): number {
  return candidate.members + got
}
