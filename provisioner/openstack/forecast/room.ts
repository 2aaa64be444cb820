/** How much room a compute has by Placement's count, and why it has none. */
import { amountWords, memoryWords } from './amounts.ts'
import type { ComputeNow } from './wanted.ts'

type Amounts = Readonly<Record<string, number>>
type Stock = NonNullable<ComputeNow['resources']>[string]

/** What can still be promised of each kind; never less than nothing. */
export function freeOf({ resources = {} }: Pick<ComputeNow, 'resources'>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(resources).map(([kind, { capacity, used }]) => [kind, Math.max(0, capacity - used)]),
  )
}

/** How many instances that ask for so much fit. */
export function roomOf(compute: Pick<ComputeNow, 'resources'>, amounts: Amounts): number {
  const { resources } = compute
  if (resources === undefined) return 0
  const free = freeOf(compute)
  const rooms = Object.entries(amounts).map(([kind, amount]) => {
    const stock = resources[kind]
    return stock === undefined || amount > stock.largest ? 0 : Math.floor((free[kind] ?? 0) / amount)
  })
  // What asks for nothing of Placement is not limited by it.
  return Math.min(Number.MAX_SAFE_INTEGER, ...rooms)
}

/** A sentence for each kind there is not enough of. */
export function shortages(compute: Pick<ComputeNow, 'resources'>, amounts: Amounts): string[] {
  const { resources } = compute
  if (resources === undefined) return ['Placement does not know it: it has not reported what it has yet.']
  const free = freeOf(compute)
  return Object.entries(amounts).flatMap(([kind, amount]) => {
    const stock = resources[kind]
    if (stock === undefined) return [`It has no ${kind}; ${amount} asked for.`]
    const left = free[kind] ?? 0
    if (amount > left)
      return [`${amountWords(kind, amount)} asked for, ${withUnit(kind, left)} free of ${stockWords(kind, stock)}.`]
    if (amount > stock.largest)
      return [
        `${amountWords(kind, amount)} asked for; one instance gets ${withUnit(kind, stock.largest)} there at most.`,
      ]
    return []
  })
}

/** "64 VCPU (16 × 4)", "30 GiB (32 GiB, less 2 GiB for the host)". */
function stockWords(kind: string, { capacity, ratio, reserved, total }: Stock): string {
  const less = reserved === 0 ? '' : `, less ${withUnit(kind, reserved)} for the host`
  const times = ratio === 1 ? '' : `, promised ${ratio} times`
  const how = less === '' && times === '' ? '' : ` (${withUnit(kind, total)}${less}${times})`
  return `${withUnit(kind, capacity)}${how}`
}

function withUnit(kind: string, amount: number): string {
  if (kind === 'MEMORY_MB') return memoryWords(amount)
  return kind === 'DISK_GB' ? `${amount} GiB` : String(amount)
}
