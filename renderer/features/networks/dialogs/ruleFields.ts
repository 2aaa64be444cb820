/** A rule as its form has it, and as it is sent. Pure. */
import type { InputOfAction } from '../../../../electron/contract/actions.ts'

type RuleInput = InputOfAction<'securityGroupRule.create'>

export interface RuleFields {
  readonly direction: 'ingress' | 'egress'
  readonly family: 'IPv4' | 'IPv6'
  /** "any", "tcp", "udp", "icmp", or a number or name typed. */
  readonly protocol: string
  /** "22" or "30000-32767"; empty: all. */
  readonly ports: string
  readonly side: 'anywhere' | 'addresses' | 'group'
  readonly from: string
  readonly fromGroupId: string | undefined
  readonly description: string
}

export const NEW_RULE: RuleFields = {
  ...{ direction: 'ingress', family: 'IPv4', protocol: 'tcp', ports: '', side: 'anywhere', from: '' },
  ...{ fromGroupId: undefined, description: '' },
}

/** Of these ports can be told. */
export function hasPorts({ protocol }: Pick<RuleFields, 'protocol'>): boolean {
  return protocol === 'tcp' || protocol === 'udp'
}

export function ruleInput(fields: RuleFields, group: { readonly id: string; readonly name: string }): RuleInput {
  const { description, direction, family, from, fromGroupId, protocol, side } = fields
  const ports = hasPorts(fields) ? portsOf(fields.ports) : undefined
  return {
    group,
    direction,
    family,
    ...(protocol === 'any'
      ? {}
      : { protocol: (protocol === 'icmp' && family === 'IPv6' ? 'ipv6-icmp' : protocol) as 'tcp' }),
    ...(ports === undefined ? {} : { ports }),
    ...(side === 'addresses' ? { from: wholeCidr(from.trim()) } : {}),
    ...(side === 'group' && fromGroupId !== undefined ? { fromGroupId } : {}),
    ...(description.trim() === '' ? {} : { description }),
  }
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
