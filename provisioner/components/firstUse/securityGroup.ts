/** A security group that lets ssh and ping in: nothing else reaches an instance unless a person says so. */
import { z } from 'zod'
import type { Read } from '../../core/fact.ts'
import type { Step } from '../../core/step.ts'
import type { ApiAccess } from '../../facts/api.ts'
import { apiObjects } from '../../steps/apiObjects.ts'
import { adminProject, listing } from './listing.ts'

const NAME = 'ssh-and-ping'
const SUBJECT = `security group ${NAME}`

const rule = z.object({
  direction: z.string(),
  ethertype: z.string(),
  protocol: z.string().nullable(),
  port_range_min: z.int().nullable(),
  port_range_max: z.int().nullable(),
  remote_ip_prefix: z.string().nullable(),
  remote_group_id: z.string().nullable(),
})
const group = z.object({ id: z.string(), project_id: z.string(), security_group_rules: z.array(rule) })

const RULES = [
  { what: 'ssh (TCP 22)', protocol: 'tcp', port: 22 },
  { what: 'ping (ICMP)', protocol: 'icmp', port: null },
] as const

export function securityGroup(machine: string, access: ApiAccess): { readonly group: Step; readonly rules: Step } {
  const path = `/v2.0/security-groups?name=${NAME}`
  const groups = listing(access, { service: 'network', path, key: 'security_groups' }, group)
  const project = adminProject(access)
  const found = (read: Read) => groups.of(read).find((row) => row.project_id === project.id(read))
  const base = { machine, access, reads: [groups.fact, project.fact] }
  return {
    group: apiObjects({
      ...base,
      id: `first-use/security-group@${machine}`,
      title: 'Create a security group',
      explains: 'A security group is the firewall of an instance; this one is for instances you log in to.',
      subjects: [SUBJECT],
      missing: (read) => {
        if (found(read) !== undefined) return []
        const body = { security_group: { name: NAME, description: 'Lets ssh and ping in from everywhere' } }
        const request = { service: 'network', method: 'POST', path: '/v2.0/security-groups', body } as const
        return [{ operation: 'create', subject: SUBJECT, request }]
      },
    }),
    rules: apiObjects({
      ...base,
      id: `first-use/security-rules@${machine}`,
      title: 'Let ssh and ping in',
      explains: 'Without a rule that allows it, nothing from outside reaches an instance.',
      subjects: RULES.map(({ what }) => ruleSubject(what)),
      missing: (read) => {
        const owner = found(read)
        const lacking = RULES.filter((wanted) => !owner?.security_group_rules.some((row) => allows(row, wanted)))
        return lacking.map(({ what, protocol, port }) => ({
          operation: 'create',
          subject: ruleSubject(what),
          request: {
            service: 'network',
            method: 'POST',
            path: '/v2.0/security-group-rules',
            body: { security_group_rule: { ...newRule(protocol, port), security_group_id: owner?.id } },
          },
        }))
      },
    }),
  }
}

function newRule(protocol: string, port: number | null) {
  return { direction: 'ingress', ethertype: 'IPv4', protocol, port_range_min: port, port_range_max: port }
}

/** Neutron writes "from anywhere" as null or as 0.0.0.0/0. */
function allows(row: z.output<typeof rule>, wanted: (typeof RULES)[number]): boolean {
  const anywhere = row.remote_group_id === null && [null, '0.0.0.0/0'].includes(row.remote_ip_prefix)
  const ports = row.port_range_min === wanted.port && row.port_range_max === wanted.port
  return (
    anywhere && ports && row.direction === 'ingress' && row.ethertype === 'IPv4' && row.protocol === wanted.protocol
  )
}

function ruleSubject(what: string): string {
  return `rule of ${NAME}: ${what} from everywhere`
}
