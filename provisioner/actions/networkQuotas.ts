/** Quotas of Neutron: how much of the network a project may have. */
import { z } from 'zod'
import { action } from './action.ts'
import { path } from './apiCall.ts'
import { target } from './fields.ts'
import { given, option } from './words.ts'

/** null: no limit, which Neutron writes -1. */
const limit = z.int().min(0).max(2_147_483_647).nullable().optional()

const newQuotas = z.strictObject({
  project: target,
  networks: limit,
  subnets: limit,
  ports: limit,
  routers: limit,
  floatingIps: limit,
  securityGroups: limit,
  securityGroupRules: limit,
})
type NewQuotas = z.output<typeof newQuotas>

/** Our name, Neutron's, the command's option. Terraform's is Neutron's. */
const NAMES = [
  ['networks', 'network', '--networks'],
  ['subnets', 'subnet', '--subnets'],
  ['ports', 'port', '--ports'],
  ['routers', 'router', '--routers'],
  ['floatingIps', 'floatingip', '--floating-ips'],
  ['securityGroups', 'security_group', '--secgroups'],
  ['securityGroupRules', 'security_group_rule', '--secgroup-rules'],
] as const

export const networkQuotaActions = {
  'networkQuotas.set': action({
    input: newQuotas,
    role: 'admin',
    attempted: ({ project }) => `Setting the network quotas of the project ${project.name}`,
    calls: (wanted) => [
      {
        service: 'network',
        method: 'PUT',
        path: path`/v2.0/quotas/${wanted.project.id}`,
        body: { quota: limits(wanted) },
      },
    ],
    commands: (wanted) => [
      [
        ...['openstack', 'quota', 'set'],
        ...NAMES.flatMap(([ours, , word]) => option(word, written(wanted[ours]))),
        wanted.project.id,
      ],
    ],
    terraform: (wanted) => [
      {
        type: 'openstack_networking_quota_v2',
        name: wanted.project.name,
        attributes: { project_id: wanted.project.id, ...limits(wanted) },
      },
    ],
  }),
}

function limits(wanted: NewQuotas): Record<string, number> {
  return given(Object.fromEntries(NAMES.map(([ours, theirs]) => [theirs, written(wanted[ours])]))) as Record<
    string,
    number
  >
}

function written(limit: number | null | undefined): number | undefined {
  return limit === null ? -1 : limit
}
