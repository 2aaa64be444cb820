/** IP addresses as numbers: which lie in a subnet, and which come first. Texts are those the schemas let through. */

export function versionOf(text: string): 4 | 6 {
  return text.includes(':') ? 6 : 4
}

/** The number an address stands for. */
export function numberOf(address: string): bigint {
  if (versionOf(address) === 4) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
  // The last two groups may be written as IPv4.
  const whole = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...parts: string[]) =>
    [parts.slice(0, 2), parts.slice(2, 4)].map((two) => pair(two).toString(16)).join(':'),
  )
  const [front = '', back] = whole.split('::')
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const left = groups(front)
  const right = groups(back ?? '')
  const zeros = back === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array.from({ length: zeros }, () => '0'), ...right].reduce(
    (sum, group) => sum * 65_536n + BigInt(`0x${group}`),
    0n,
  )
}

function pair([high = '0', low = '0']: readonly string[]): number {
  return Number(high) * 256 + Number(low)
}

interface Range {
  readonly version: 4 | 6
  readonly prefix: number
  readonly first: bigint
  readonly last: bigint
  /** Whether what was written is the first address, as a subnet's has to be. */
  readonly isFirst: boolean
}

export function rangeOf(cidr: string): Range {
  const [address = '', length = ''] = cidr.split('/')
  const version = versionOf(address)
  const prefix = Number(length)
  const size = 1n << BigInt((version === 4 ? 32 : 128) - prefix)
  const written = numberOf(address)
  const first = written - (written % size)
  return { version, prefix, first, last: first + size - 1n, isFirst: first === written }
}

export function isInside(cidr: string, address: string): boolean {
  const { first, last, version } = rangeOf(cidr)
  if (version !== versionOf(address)) return false
  const number = numberOf(address)
  return number >= first && number <= last
}
