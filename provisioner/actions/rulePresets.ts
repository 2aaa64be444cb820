/** Rules people want again and again, as data: what is let in, in one word. Nothing is added that is not listed here. */
import type { z } from 'zod'
import type { Target } from './fields.ts'
import type { newRule } from './securityGroupRules.ts'

type RuleInput = z.input<typeof newRule>

/** A rule without the group it will belong to. */
export interface PresetRule extends Omit<RuleInput, 'group' | 'fromGroupId'> {
  /** From the members of the group itself only. */
  readonly fromItself?: true
}

export interface RulePreset {
  readonly id: string
  readonly title: string
  /** What becomes possible, in one sentence. */
  readonly explains: string
  /** Where the numbers are from. */
  readonly source: string
  readonly rules: readonly PresetRule[]
}

const BOTH = ['IPv4', 'IPv6'] as const

function tcp(first: number, description: string, last = first): PresetRule[] {
  return BOTH.map((family) => ({ family, protocol: 'tcp', ports: { first, last }, description }))
}

function udp(first: number, description: string, last = first): PresetRule[] {
  return BOTH.map((family) => ({ family, protocol: 'udp', ports: { first, last }, description }))
}

const IANA = 'https://www.iana.org/assignments/service-names-port-numbers'

export const RULE_PRESETS: readonly RulePreset[] = [
  {
    id: 'ssh',
    title: 'SSH',
    explains: 'Logging in from anywhere.',
    source: `${IANA} (ssh, 22)`,
    rules: tcp(22, 'SSH'),
  },
  {
    id: 'web',
    title: 'Web',
    explains: 'Web pages by HTTP and HTTPS, HTTP/3 included.',
    source: `${IANA} (http, 80; https, 443)`,
    rules: [...tcp(80, 'HTTP'), ...tcp(443, 'HTTPS'), ...udp(443, 'HTTP/3')],
  },
  {
    id: 'ping',
    title: 'Ping',
    explains: 'Answers to ping.',
    source: 'https://www.rfc-editor.org/rfc/rfc792 (echo, type 8) and rfc4443 (echo request, type 128)',
    rules: [
      { family: 'IPv4', protocol: 'icmp', icmp: { type: 8, code: 0 }, description: 'Ping' },
      { family: 'IPv6', protocol: 'ipv6-icmp', icmp: { type: 128, code: 0 }, description: 'Ping' },
    ],
  },
  {
    id: 'kubernetes',
    title: 'Kubernetes',
    explains: 'The API and node ports from anywhere, everything between the members of this group.',
    source: 'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
    rules: [
      ...tcp(6443, 'Kubernetes API'),
      ...tcp(30_000, 'Kubernetes node ports', 32_767),
      ...udp(30_000, 'Kubernetes node ports', 32_767),
      // etcd, kubelet, scheduler, controllers and the pod network, whose protocol depends on what carries it.
      ...BOTH.map((family) => ({ family, fromItself: true, description: 'Between the nodes' }) as const),
    ],
  },
]

/** Inputs for securityGroupRule.create, one for each rule. */
export function rulesOf(preset: RulePreset, group: Target): RuleInput[] {
  return preset.rules.map(({ fromItself, ...rule }) => ({
    ...rule,
    group,
    ...(fromItself ? { fromGroupId: group.id } : {}),
  }))
}
