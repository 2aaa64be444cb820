/** Rules of security groups in words: what is let through, of which protocol, from whom. Pure. */

import type { SecurityGroup } from '../../../electron/contract/live.ts'
import { isolated } from '../../ui/bidi.ts'
import { LANGUAGE } from '../../ui/language.ts'
import type { SecurityGroupRule } from './world.ts'

/** Numbers IANA gave, where a rule has the number in place of the name. */
const PROTOCOLS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'ipv6-icmp' }

/** Type 8 and 128 are the request of a ping. */
const PINGS = [8, 128]

/** "TCP 22", "UDP 30000–32767", "Ping", "Everything". */
export function trafficWords({ firstPort, lastPort, protocol }: SecurityGroupRule): string {
  if (protocol === undefined || protocol === '0' || protocol === 'any') return 'Everything'
  const name = PROTOCOLS[protocol] ?? protocol
  if (name.includes('icmp')) {
    if (firstPort === undefined) return 'ICMP, every type'
    return PINGS.includes(firstPort)
      ? 'Ping'
      : `ICMP type ${firstPort}${lastPort === undefined ? '' : `, code ${lastPort}`}`
  }
  const shown = /^\d+$/.test(name) ? `Protocol ${name}` : name.toUpperCase()
  if (firstPort === undefined) return `${shown}, every port`
  return lastPort === undefined || lastPort === firstPort
    ? `${shown} ${firstPort}`
    : `${shown} ${firstPort}–${lastPort}`
}

/** The other side: "anywhere", "10.0.0.0/8", "members of web". */
export function otherSide(rule: SecurityGroupRule, groups: ReadonlyMap<string, Pick<SecurityGroup, 'name'>>): string {
  const { family, from, fromAddressGroupId, fromGroupId } = rule
  if (fromGroupId !== undefined) return `members of ${isolated(groups.get(fromGroupId)?.name ?? fromGroupId)}`
  if (fromAddressGroupId !== undefined) return `the address group ${fromAddressGroupId}`
  return from === undefined || from === '0.0.0.0/0' || from === '::/0' ? `anywhere (${family})` : from
}

/** What gets in, each kind once: "TCP 22, Ping". */
export function letsIn(group: Pick<SecurityGroup, 'rules'>): string {
  const words = group.rules.filter(({ direction }) => direction === 'ingress').map(trafficWords)
  return [...new Set(words)].sort((a, b) => a.localeCompare(b, LANGUAGE, { numeric: true })).join(', ')
}
