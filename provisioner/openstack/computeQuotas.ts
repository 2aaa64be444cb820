/** How much of Nova's things a project may have, and has. */
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import { COMPUTE } from '../actions/compute.ts'
import type { Session } from './session.ts'

/** A limit of -1 is none. */
const share = z
  .object({ limit: z.int(), in_use: z.int(), reserved: z.int().default(0) })
  .transform((row) => ({ limit: row.limit < 0 ? undefined : row.limit, used: row.in_use + row.reserved }))

/** A quota, undefined where there is no limit, and how much of it is taken. */
export type Share = z.output<typeof share>

const quotas = z
  .object({
    instances: share,
    cores: share,
    ram: share,
    key_pairs: share,
    server_groups: share,
    server_group_members: share,
    metadata_items: share,
  })
  .transform((row) => ({
    instances: row.instances,
    cpus: row.cores,
    /** MiB. */
    memory: row.ram,
    /** Of each user; how many there are is not counted here. */
    keypairs: row.key_pairs,
    serverGroups: row.server_groups,
    serverGroupMembers: row.server_group_members,
    metadataItems: row.metadata_items,
  }))

export type ComputeQuotas = z.output<typeof quotas>

const limits = z
  .object({
    maxTotalInstances: z.int(),
    totalInstancesUsed: z.int(),
    maxTotalCores: z.int(),
    totalCoresUsed: z.int(),
    maxTotalRAMSize: z.int(),
    totalRAMUsed: z.int(),
    maxServerGroups: z.int().default(-1),
    totalServerGroupsUsed: z.int().default(0),
    maxTotalKeypairs: z.int().default(-1),
    maxServerMeta: z.int().default(-1),
  })
  .transform((row) => {
    const of = (limit: number, used: number): Share => ({ limit: limit < 0 ? undefined : limit, used })
    return {
      instances: of(row.maxTotalInstances, row.totalInstancesUsed),
      cpus: of(row.maxTotalCores, row.totalCoresUsed),
      /** MiB. */
      memory: of(row.maxTotalRAMSize, row.totalRAMUsed),
      serverGroups: of(row.maxServerGroups, row.totalServerGroupsUsed),
      keypairs: row.maxTotalKeypairs < 0 ? undefined : row.maxTotalKeypairs,
      metadataItems: row.maxServerMeta < 0 ? undefined : row.maxServerMeta,
    }
  })

/** The same, of the project that asks. */
export type ComputeLimits = z.output<typeof limits>

export function computeQuotas(session: Session) {
  return {
    /** Of any project for administrators, else of one's own. */
    get: (projectId: string): Promise<ComputeQuotas> =>
      session.ask(
        {
          ...COMPUTE,
          method: 'GET',
          path: path`/os-quota-sets/${projectId}/detail`,
          attempted: `Reading the compute quotas of the project ${projectId}`,
        },
        z.object({ quota_set: quotas }).transform((body) => body.quota_set),
      ),
    limits: (): Promise<ComputeLimits> =>
      session.ask(
        { ...COMPUTE, method: 'GET', path: '/limits', attempted: "Reading the project's limits" },
        z.object({ limits: z.object({ absolute: limits }) }).transform((body) => body.limits.absolute),
      ),
  }
}
