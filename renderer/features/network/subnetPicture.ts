/** A subnet as a field of cells, each one address or a block of them: who is where. Pure. */
import { addressNumber, addressOf, rangeOf, subnetOf } from './addresses.ts'

export type CellKind = 'free' | 'kept' | 'router' | 'machine' | 'instances' | 'clash'

export interface Cell {
  readonly kind: CellKind
  /** "10.84.0.1: router" */
  readonly words: string
}

export interface SubnetPicture {
  readonly cells: readonly Cell[]
  /** Addresses a cell stands for. */
  readonly each: number
  /** Addresses in the range for instances that lie inside the subnet. */
  readonly instances: number
}

export interface Inhabitants {
  readonly gateway?: string | undefined
  readonly instances?: string | undefined
  readonly machines: readonly { readonly name: string; readonly address: string }[]
}

const MOST_CELLS = 256

/** Undefined for a text that is no subnet. */
export function subnetPicture(cidr: string, who: Inhabitants): SubnetPicture | undefined {
  const subnet = subnetOf(cidr)
  if (subnet === undefined) return undefined
  const size = subnet.last - subnet.first + 1
  const each = Math.max(1, Math.ceil(size / MOST_CELLS))
  const gateway = addressNumber(who.gateway ?? '')
  const range = rangeOf(who.instances ?? '')
  const machines = who.machines.flatMap(({ name, address }) => {
    const number = addressNumber(address)
    return number === undefined ? [] : [{ name, number }]
  })
  const cells = Array.from({ length: Math.ceil(size / each) }, (_, index): Cell => {
    const first = subnet.first + index * each
    const last = Math.min(first + each - 1, subnet.last)
    const within = (number: number | undefined) => number !== undefined && number >= first && number <= last
    const place = first === last ? addressOf(first) : `${addressOf(first)}–${addressOf(last)}`
    const here = machines.filter((one) => within(one.number))
    const inRange = (number: number) => range !== undefined && number >= range.first && number <= range.last
    const covered = range !== undefined && range.first <= last && range.last >= first
    const names = here.map((one) => one.name).join(', ')
    const clashes = here.some((one) => inRange(one.number)) || (within(gateway) && inRange(gateway ?? -1))
    if (clashes)
      return {
        kind: 'clash',
        words: `${place}: meant for instances, and ${names === '' ? 'the router' : names} has it`,
      }
    if (within(gateway)) return { kind: 'router', words: `${place}: router` }
    if (here.length > 0) return { kind: 'machine', words: `${place}: ${names}` }
    if (covered) return { kind: 'instances', words: `${place}: instances and floating IPs` }
    const kept = each === 1 && (first === subnet.first || first === subnet.last)
    if (kept) return { kind: 'kept', words: `${place}: kept for the network itself` }
    return { kind: 'free', words: `${place}: not used by the cloud` }
  })
  const [from, to] =
    range === undefined ? [0, -1] : [Math.max(range.first, subnet.first), Math.min(range.last, subnet.last)]
  return { cells, each, instances: Math.max(0, to - from + 1) }
}
