/** Security rules as Neutron applies them to one connection from outside: which lets it in, and which only nearly does. Pure. */
import { BlockList, isIP } from 'node:net'
import type { SecurityGroup, SecurityGroupRule } from './securityGroups.ts'

/** What wants in. */
export interface Wanted {
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  /** Of tcp and udp. */
  readonly port?: number
  readonly family: 'IPv4' | 'IPv6'
  /** As which address it arrives, where that is known. */
  readonly source?: string
}

/** Names and numbers of the same protocol (Neutron's constants, IANA's numbers). */
const SAME: Readonly<Record<Wanted['protocol'], readonly string[]>> = {
  tcp: ['tcp', '6'],
  udp: ['udp', '17'],
  icmp: ['icmp', '1', 'icmpv6', 'ipv6-icmp', '58'],
}

export interface Allowing {
  readonly group: SecurityGroup
  readonly rule: SecurityGroupRule
}

/** The first rule that lets it in. */
export function allowing(groups: readonly SecurityGroup[], wanted: Wanted): Allowing | undefined {
  return matching(groups, wanted).find(({ rule }) => isFrom(rule, wanted.source))
}

/** Rules that would, if it came from somewhere else: from an address of theirs, or from a member of a group. */
export function almostAllowing(groups: readonly SecurityGroup[], wanted: Wanted): Allowing[] {
  return matching(groups, wanted).filter(({ rule }) => !isFrom(rule, wanted.source))
}

/** Whether the answers get out: those of stateful groups always do. */
export function answersPass(groups: readonly SecurityGroup[], { family, protocol }: Wanted): boolean {
  if (groups.some((group) => group.isStateful)) return true
  return groups.some((group) =>
    group.rules.some(
      (rule) =>
        rule.direction === 'egress' && rule.family === family && isOf(rule, protocol) && rule.firstPort === undefined,
    ),
  )
}

function matching(groups: readonly SecurityGroup[], wanted: Wanted): Allowing[] {
  return groups.flatMap((group) => group.rules.filter((rule) => isAbout(rule, wanted)).map((rule) => ({ group, rule })))
}

function isAbout(rule: SecurityGroupRule, { family, port, protocol }: Wanted): boolean {
  if (rule.direction !== 'ingress' || rule.family !== family || !isOf(rule, protocol)) return false
  const { firstPort, lastPort } = rule
  // ICMP keeps its type there: 8 and 128 are the request of a ping.
  if (protocol === 'icmp') return firstPort === undefined || firstPort === (family === 'IPv4' ? 8 : 128)
  if (port === undefined || firstPort === undefined) return firstPort === undefined
  return firstPort <= port && port <= (lastPort ?? firstPort)
}

function isOf({ protocol }: SecurityGroupRule, wanted: Wanted['protocol']): boolean {
  return protocol === undefined || protocol === '0' || protocol === 'any' || SAME[wanted].includes(protocol)
}

/** A group never holds what comes from outside; an address nobody knows is only sure to be anywhere. */
function isFrom(rule: SecurityGroupRule, source: string | undefined): boolean {
  if (rule.fromGroupId !== undefined || rule.fromAddressGroupId !== undefined) return false
  if (rule.from === undefined || /^(0\.0\.0\.0|::)\/0$/.test(rule.from)) return true
  return source !== undefined && holds(rule.from, source)
}

/** Whether an address lies in a subnet, like 10.0.0.0/24. */
export function holds(cidr: string, address: string): boolean {
  const [network = '', length] = cidr.split('/')
  const version = isIP(network)
  if (version === 0 || version !== isIP(address)) return false
  const type = version === 4 ? 'ipv4' : 'ipv6'
  const most = version === 4 ? 32 : 128
  const bits = length === undefined ? most : Number(length)
  if (!Number.isInteger(bits) || bits < 0 || bits > most) return false
  const list = new BlockList()
  list.addSubnet(network, bits, type)
  return list.check(address, type)
}
