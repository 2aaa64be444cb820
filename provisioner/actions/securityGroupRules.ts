/** Rules of security groups: what is let in or out, of which protocol, from whom. */
import { z } from 'zod'
import { action } from './action.ts'
import { versionOf } from './addresses.ts'
import { description, id, target } from './fields.ts'
import type { Block } from './hcl.ts'
import { creation, deletion, type Kind, made } from './neutron.ts'
import { cidr } from './subnets.ts'
import { option } from './words.ts'

const RULE: Kind = {
  key: 'security_group_rule',
  plural: 'security-group-rules',
  title: 'rule',
  words: ['security', 'group', 'rule'],
}

/** Protocols that have ports (api-ref, Security group rules, port_range_min). */
const WITH_PORTS = ['tcp', 'udp', 'sctp', 'dccp', 'udplite']
const ICMP = ['icmp', 'ipv6-icmp', 'icmpv6']

/** Neutron's names, or the number IANA gave. */
const protocol = z.union([
  z.enum(['tcp', 'udp', 'icmp', 'ipv6-icmp', 'sctp', 'dccp', 'udplite', 'ah', 'esp', 'gre', 'igmp', 'ospf', 'vrrp']),
  z
    .string()
    .regex(/^\d{1,3}$/)
    .refine((text) => Number(text) <= 255, 'Protocol numbers end with 255.'),
])

const port = z.int().min(1).max(65_535)

export const newRule = z
  .strictObject({
    /** The group it belongs to. */
    group: target,
    direction: z.enum(['ingress', 'egress']).default('ingress'),
    family: z.enum(['IPv4', 'IPv6']).default('IPv4'),
    /** Absent: any. */
    protocol: protocol.optional(),
    /** Absent: all. */
    ports: z.strictObject({ first: port, last: port }).optional(),
    icmp: z.strictObject({ type: z.int().min(0).max(255), code: z.int().min(0).max(255).optional() }).optional(),
    /** The other side: addresses, or the ports of a group. Both absent: anybody. */
    from: cidr.optional(),
    fromGroupId: id.optional(),
    description: description.optional(),
  })
  .superRefine((rule, { addIssue }) => {
    const refuse = (field: string, message: string): void => addIssue({ code: 'custom', path: [field], message })
    const { family, from, fromGroupId, icmp, ports, protocol } = rule
    if (ports && !WITH_PORTS.includes(protocol ?? '')) refuse('ports', 'Only TCP, UDP and their like have ports.')
    if (ports && ports.first > ports.last) refuse('ports', 'The first port is greater than the last.')
    if (icmp && !ICMP.includes(protocol ?? '')) refuse('icmp', 'Only ICMP has types.')
    if (from !== undefined && fromGroupId !== undefined) refuse('from', 'Either addresses or a group.')
    if (from !== undefined && `IPv${versionOf(from)}` !== family) refuse('from', `These are no ${family} addresses.`)
    if (protocol === 'icmp' && family === 'IPv6') refuse('protocol', 'For IPv6 it is ipv6-icmp.')
    if (protocol === 'ipv6-icmp' && family === 'IPv4') refuse('protocol', 'For IPv4 it is icmp.')
  })
export type NewRule = z.output<typeof newRule>

export const securityGroupRuleActions = {
  'securityGroupRule.create': action({
    input: newRule,
    attempted: (rule) => `Adding a rule to the security group ${rule.group.name}`,
    calls: (rule) => [
      creation(RULE, {
        security_group_id: rule.group.id,
        direction: rule.direction,
        ethertype: rule.family,
        protocol: rule.protocol,
        port_range_min: first(rule),
        port_range_max: last(rule),
        remote_ip_prefix: rule.from,
        remote_group_id: rule.fromGroupId,
        description: rule.description,
      }),
    ],
    commands: (rule) => [ruleCommand(rule)],
    terraform: (rule) => [ruleResource(rule)],
    answer: made(RULE),
  }),
  'securityGroupRule.delete': deletion(RULE),
}

/** Neutron keeps ICMP's type and code where the ports are. */
function first({ icmp, ports }: NewRule): number | undefined {
  return ports?.first ?? icmp?.type
}

function last({ icmp, ports }: NewRule): number | undefined {
  return ports?.last ?? icmp?.code
}

function ruleCommand(rule: NewRule): string[] {
  const { direction, family, from, fromGroupId, icmp, ports, protocol } = rule
  const range = ports && (ports.first === ports.last ? String(ports.first) : `${ports.first}:${ports.last}`)
  return [
    ...['openstack', 'security', 'group', 'rule', 'create', `--${direction}`, '--ethertype', family],
    ...option('--protocol', protocol),
    ...option('--dst-port', range),
    ...option('--icmp-type', icmp?.type),
    ...option('--icmp-code', icmp?.code),
    ...option('--remote-ip', from),
    ...option('--remote-group', fromGroupId),
    ...option('--description', rule.description),
    rule.group.id,
  ]
}

function ruleResource(rule: NewRule): Block {
  const what = [rule.protocol ?? 'any', first(rule), last(rule)].filter((part) => part !== undefined)
  return {
    type: 'openstack_networking_secgroup_rule_v2',
    name: `${rule.group.name}-${rule.direction}-${what.join('-')}`,
    attributes: {
      security_group_id: rule.group.id,
      direction: rule.direction,
      ethertype: rule.family,
      protocol: rule.protocol,
      port_range_min: first(rule),
      port_range_max: last(rule),
      remote_ip_prefix: rule.from,
      remote_group_id: rule.fromGroupId,
      description: rule.description,
    },
  }
}
