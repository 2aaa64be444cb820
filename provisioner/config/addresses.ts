/** IPv4 arithmetic: addresses, subnets and ranges as plain values. Pure. */
import ipaddr from 'ipaddr.js'

/** A network in CIDR notation, taken apart. */
export interface Subnet {
  /** As written in cloud.yaml once its host bits are zero: 10.83.0.0/24. */
  readonly cidr: string
  readonly prefix: number
  readonly network: string
  readonly broadcast: string
}

/** First and last address, both included. */
export interface Range {
  readonly first: string
  readonly last: string
}

/** True for four decimal numbers with dots; no leading zeros, no shorthand. */
export function isIpv4(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text)
}

/** True for anything that reads as IPv6, in brackets or with a prefix length too. */
export function isIpv6(text: string): boolean {
  return ipaddr.IPv6.isValid(text.replace(/^\[(.*)\]$/, '$1').replace(/\/\d+$/, ''))
}

/** The address as a number, so that addresses can be compared. */
export function addressNumber(address: string): number {
  return ipaddr.IPv4.parse(address).octets.reduce((sum, octet) => sum * 256 + octet, 0)
}

/** The address of a number between 0 and 2^32 - 1. */
export function addressOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
}

/** Takes CIDR apart; host bits are cleared. Undefined for anything that is not an IPv4 address and a prefix of 0–32. */
export function parseSubnet(text: string): Subnet | undefined {
  const [address = '', length = '', ...rest] = text.split('/')
  if (rest.length > 0 || !isIpv4(address) || !/^(0|[1-9]\d?)$/.test(length)) return undefined
  const prefix = Number(length)
  if (prefix > 32) return undefined
  const size = 2 ** (32 - prefix)
  const start = Math.floor(addressNumber(address) / size) * size
  const network = addressOf(start)
  return { cidr: `${network}/${prefix}`, prefix, network, broadcast: addressOf(start + size - 1) }
}

/** Takes "first-last" apart; spaces around the dash are allowed. The order is not checked. */
export function parseRange(text: string): Range | undefined {
  const [first = '', last = '', ...rest] = text.split('-').map((one) => one.trim())
  return rest.length === 0 && isIpv4(first) && isIpv4(last) ? { first, last } : undefined
}

/** Whether an address or a whole range lies inside a subnet. */
export function inside(what: string | Range, subnet: Subnet): boolean {
  const { first, last } = typeof what === 'string' ? { first: what, last: what } : what
  return contains({ first: subnet.network, last: subnet.broadcast }, first) && addressNumber(last) <= end(subnet)
}

/** Whether an address is one of a range. */
export function contains(range: Range, address: string): boolean {
  const number = addressNumber(address)
  return number >= addressNumber(range.first) && number <= addressNumber(range.last)
}

/** Whether two subnets share an address. */
export function overlap(a: Subnet, b: Subnet): boolean {
  return addressNumber(a.network) <= end(b) && addressNumber(b.network) <= end(a)
}

/** How many addresses a range holds; zero or less when its ends are the wrong way round. */
export function rangeSize(range: Range): number {
  return addressNumber(range.last) - addressNumber(range.first) + 1
}

/** Whether a machine may own this address in this subnet: inside, and neither its first nor its last address. */
export function usable(address: string, subnet: Subnet): boolean {
  if (!inside(address, subnet)) return false
  return subnet.prefix >= 31 || (address !== subnet.network && address !== subnet.broadcast)
}

function end(subnet: Subnet): number {
  return addressNumber(subnet.broadcast)
}
