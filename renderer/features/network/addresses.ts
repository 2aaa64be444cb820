/** IPv4 as the forms need it: what a typed text is, and the sentence for what it is not. Pure. */
import ipaddr from 'ipaddr.js'

export interface Subnet {
  readonly cidr: string
  readonly prefix: number
  /** First and last address as numbers, network and broadcast included. */
  readonly first: number
  readonly last: number
}

export interface AddressRange {
  readonly first: number
  readonly last: number
}

export function addressNumber(text: string): number | undefined {
  const plain = text.trim()
  if (!ipaddr.IPv4.isValidFourPartDecimal(plain)) return undefined
  return ipaddr.IPv4.parse(plain).octets.reduce((sum, octet) => sum * 256 + octet, 0)
}

export function addressOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
}

/** The subnet an address with prefix length lies in; undefined for anything else. */
export function subnetOf(text: string): Subnet | undefined {
  const [address = '', length = '', ...rest] = text.trim().split('/')
  const number = addressNumber(address)
  if (number === undefined || rest.length > 0 || !/^(0|[1-9]\d?)$/.test(length) || Number(length) > 32) return undefined
  const size = 2 ** (32 - Number(length))
  const first = Math.floor(number / size) * size
  return { cidr: `${addressOf(first)}/${Number(length)}`, prefix: Number(length), first, last: first + size - 1 }
}

export function rangeOf(text: string): AddressRange | undefined {
  const [from = '', to = '', ...rest] = text.split('-')
  const [first, last] = [addressNumber(from), addressNumber(to)]
  return first === undefined || last === undefined || rest.length > 0 ? undefined : { first, last }
}

/** Says what is wrong with a text, or undefined where it can be used. Nothing typed is not wrong yet. */
export type Check = (text: string) => string | undefined

export const checkSubnet: Check = (text) => {
  const subnet = subnetOf(text)
  if (subnet === undefined) return 'Write a network in CIDR notation, like 10.83.0.0/24.'
  if (subnet.cidr !== text.trim()) return `That is an address inside a network. Write ${subnet.cidr}.`
  return subnet.prefix < 8 || subnet.prefix > 30 ? 'Write a network from /8 to /30.' : undefined
}

export const checkAddress: Check = (text) =>
  addressNumber(text) === undefined ? 'Write an IPv4 address, like 10.84.0.1.' : undefined

export const checkRange: Check = (text) => {
  const range = rangeOf(text)
  if (range === undefined) return 'Write a first and a last address, like 10.84.0.100-10.84.0.199.'
  if (range.last < range.first)
    return `The range ends before it begins. Write ${addressOf(range.last)}-${addressOf(range.first)}.`
  return range.last === range.first ? 'One address is too few: a router takes one and an instance another.' : undefined
}

export const checkAddresses: Check = (text) => {
  const wrong = listOf(text).find((one) => addressNumber(one) === undefined)
  return wrong === undefined ? undefined : `"${wrong}" is no IPv4 address. Write addresses with commas between them.`
}

export const checkRegion: Check = (text) =>
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(text.trim())
    ? undefined
    : 'Write letters, digits, ".", "_" and "-", like RegionOne.'

export const checkNic: Check = (text) =>
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/.test(text.trim())
    ? undefined
    : 'Write the name of a network card as "ip link" shows it, like enp2s0.'

/** "a, b c" as a list. */
export function listOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((one) => one !== '')
}
