/** A rule as its form has it, and as it is sent. Pure. */
import type { InputOfAction } from '../../../../electron/contract/actions.ts'

type RuleInput = InputOfAction<'securityGroupRule.create'>

export interface RuleFields {
  readonly direction: 'ingress' | 'egress'
  readonly family: 'IPv4' | 'IPv6'
  /** "any", "tcp", "udp", "icmp", or "other". */
  readonly protocol: string
  /** Of "other": its name or number. */
  readonly other: string
  /** Of "icmp": numbers; empty: all. */
  readonly icmpType: string
  readonly icmpCode: string
  /** "22" or "30000-32767"; empty: all. */
  readonly ports: string
  readonly side: 'anywhere' | 'addresses' | 'group'
  readonly from: string
  readonly fromGroupId: string | undefined
  readonly description: string
}

export const NEW_RULE: RuleFields = {
  ...{ direction: 'ingress', family: 'IPv4', protocol: 'tcp', ports: '', side: 'anywhere', from: '' },
  ...{ fromGroupId: undefined, description: '', other: '', icmpType: '', icmpCode: '' },
}

const WITH_PORTS = ['tcp', 'udp', 'sctp', 'dccp', 'udplite']

/** Of these ports can be told. */
export function hasPorts({ other, protocol }: Pick<RuleFields, 'other' | 'protocol'>): boolean {
  return WITH_PORTS.includes(protocol === 'other' ? other.trim().toLowerCase() : protocol)
}

export function ruleInput(fields: RuleFields, group: { readonly id: string; readonly name: string }): RuleInput {
  const { description, direction, family, from, fromGroupId, protocol, side } = fields
  const ports = hasPorts(fields) ? portsOf(fields.ports) : undefined
  return {
    group,
    direction,
    family,
    ...(protocol === 'any' ? {} : { protocol: protocolOf(fields) as 'tcp' }),
    ...(ports === undefined ? {} : { ports }),
    ...(protocol === 'icmp' ? icmpOf(fields) : {}),
    ...(side === 'addresses' ? { from: wholeCidr(from.trim()) } : {}),
    ...(side === 'group' && fromGroupId !== undefined ? { fromGroupId } : {}),
    ...(description.trim() === '' ? {} : { description }),
  }
}

function protocolOf({ family, other, protocol }: RuleFields): string {
  if (protocol === 'other') return other.trim().toLowerCase()
  return protocol === 'icmp' && family === 'IPv6' ? 'ipv6-icmp' : protocol
}

function icmpOf({ icmpCode, icmpType }: RuleFields): Pick<RuleInput, 'icmp'> {
  if (icmpType.trim() === '' && icmpCode.trim() === '') return {}
  const code = icmpCode.trim() === '' ? {} : { code: number(icmpCode.trim()) }
  return { icmp: { type: number(icmpType.trim()), ...code } }
}

/** What is no number stays none, and the schema says so. */
function portsOf(text: string): { readonly first: number; readonly last: number } | undefined {
  if (text.trim() === '') return undefined
  const [first = '', last = first, ...rest] = text.split(/[-–:]/).map((one) => one.trim())
  if (rest.length > 0) return { first: Number.NaN, last: Number.NaN }
  return { first: number(first), last: number(last) }
}

function number(text: string): number {
  return /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
}

/** One address is a subnet of its own. */
function wholeCidr(text: string): string {
  if (text === '' || text.includes('/')) return text
  return `${text}/${text.includes(':') ? 128 : 32}`
}
