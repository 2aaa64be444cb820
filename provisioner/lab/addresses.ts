/** Addresses of a lab: which of the private ranges it takes, and which address each machine has. Pure. */
import { createHash } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import { StacksteadError } from '../core/errors.ts'

/** Both networks of a lab are /24, told apart by the second octet and numbered alike. */
export interface LabNetworks {
  readonly management: LabNetwork
  readonly provider: LabNetwork
}

export interface LabNetwork {
  readonly subnet: string
  /** This computer's address on it: the machines' router. */
  readonly gateway: string
}

/** Machines take .11 and up, so that .2 to .10 stay free for people. */
const FIRST_MACHINE = 11
/** Wider routes (a VPN's 10.0.0.0/8) are not in the way: all but the lab's two /24 still goes there. */
const NARROW = 16
/** A lab's provider network needs the upper half for instances, so machines must stay below. */
export const MOST_MACHINES = 50

export function labNetworks(number: number): LabNetworks {
  return {
    management: { subnet: `10.83.${number}.0/24`, gateway: `10.83.${number}.1` },
    provider: { subnet: `10.84.${number}.0/24`, gateway: `10.84.${number}.1` },
  }
}

export function managementAddress(number: number, index: number): string {
  return `10.83.${number}.${FIRST_MACHINE + index}`
}

/**
 * The number of a new lab: from its name, then the next that nothing on this computer overlaps.
 * @param taken CIDRs and addresses this computer has or routes to.
 * @param claimed numbers of other labs, running or not.
 */
export function chooseNumber(lab: string, taken: readonly string[], claimed: ReadonlySet<number>): number {
  const close = taken.filter((one) => Number(one.split('/')[1] ?? 32) >= NARROW)
  const first = createHash('sha256').update(lab).digest().readUInt16BE(0) % 254
  for (let step = 0; step < 254; step += 1) {
    const number = 1 + ((first + step) % 254)
    const { management, provider } = labNetworks(number)
    const free = !close.some((range) => overlaps(range, management.subnet) || overlaps(range, provider.subnet))
    if (free && !claimed.has(number)) return number
  }
  throw new StacksteadError({
    code: 'lab',
    message: 'No free pair of networks 10.83.x.0/24 and 10.84.x.0/24 is left for this lab.',
    remedy: 'Destroy a lab that is no longer needed (`stackstead lab status` lists them).',
  })
}

/** Whether two IPv4 ranges share an address. Anything that is no IPv4 range overlaps nothing. */
export function overlaps(one: string, other: string): boolean {
  const [a, b] = [range(one), range(other)]
  if (a === undefined || b === undefined) return false
  const bits = Math.min(a[1], b[1])
  return a[0].match(b[0], bits)
}

function range(text: string): [ipaddr.IPv4, number] | undefined {
  const [address = '', bits = '32'] = text.split('/')
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) || !/^\d+$/.test(bits) || Number(bits) > 32) return undefined
  return [ipaddr.IPv4.parse(address), Number(bits)]
}
