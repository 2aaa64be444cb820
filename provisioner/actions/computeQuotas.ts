/** How much of Nova's things a project may have. Administrators only. */
import { z } from 'zod'
import { action } from './action.ts'
import { path } from './apiCall.ts'
import { COMPUTE } from './compute.ts'
import { target } from './fields.ts'
import { operand, option } from './words.ts'

/** null: no limit, which Nova writes -1. */
const limit = z.int().min(0).max(2_147_483_647).nullable().optional()

const newQuotas = z.strictObject({
  project: target,
  instances: limit,
  cpus: limit,
  /** MiB. */
  memory: limit,
  /** Of each user. */
  keypairs: limit,
  serverGroups: limit,
  serverGroupMembers: limit,
  /** Of each instance. */
  metadataItems: limit,
})
type NewQuotas = z.output<typeof newQuotas>

/** Our name, Nova's, the command's option. Terraform's is Nova's. */
const NAMES = [
  ['instances', 'instances', '--instances'],
  ['cpus', 'cores', '--cores'],
  ['memory', 'ram', '--ram'],
  ['keypairs', 'key_pairs', '--key-pairs'],
  ['serverGroups', 'server_groups', '--server-groups'],
  ['serverGroupMembers', 'server_group_members', '--server-group-members'],
  ['metadataItems', 'metadata_items', '--properties'],
] as const

export const computeQuotaActions = {
  /** What is not named stays as it is. A limit below what is used already is refused. */
  'computeQuotas.set': action({
    input: newQuotas,
    role: 'admin',
    attempted: ({ project }) => `Setting the compute quotas of the project ${project.name}`,
    calls: (wanted) => [
      {
        ...COMPUTE,
        method: 'PUT',
        path: path`/os-quota-sets/${wanted.project.id}`,
        body: { quota_set: limits(wanted) },
      },
    ],
    commands: (wanted) => [
      [
        ...['openstack', 'quota', 'set'],
        ...NAMES.flatMap(([ours, , word]) => option(word, written(wanted[ours]))),
        ...operand(wanted.project.id),
      ],
    ],
    terraform: (wanted) => [
      {
        type: 'openstack_compute_quotaset_v2',
        name: wanted.project.name,
        attributes: { project_id: wanted.project.id, ...limits(wanted) },
      },
    ],
  }),
}

function limits(wanted: NewQuotas): Record<string, number> {
  return Object.fromEntries(
    NAMES.flatMap(([ours, novas]) => {
      const limit = written(wanted[ours])
      return limit === undefined ? [] : [[novas, limit] as const]
    }),
  )
}

function written(limit: number | null | undefined): number | undefined {
  return limit === null ? -1 : limit
}
