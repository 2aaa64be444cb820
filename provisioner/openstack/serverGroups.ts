/** Server groups: instances that shall run together, or apart. */
import { z } from 'zod'
import { COMPUTE } from '../actions/compute.ts'
import type { Session } from './session.ts'

const serverGroup = z
  .object({
    id: z.string(),
    name: z.string(),
    policy: z.string(),
    rules: z.object({ max_server_per_host: z.int().optional() }).default({}),
    members: z.array(z.string()).default([]),
    project_id: z.string().default(''),
    user_id: z.string().default(''),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    /** affinity, anti-affinity, soft-affinity, soft-anti-affinity */
    policy: row.policy,
    /** With anti-affinity: how many of them a host may have. */
    maxPerHost: row.rules.max_server_per_host,
    serverIds: row.members,
    projectId: row.project_id,
    userId: row.user_id,
  }))

export type ServerGroup = z.output<typeof serverGroup>

export function serverGroups(session: Session) {
  return {
    list: ({ allProjects = false }: { readonly allProjects?: boolean } = {}): Promise<ServerGroup[]> =>
      session.list(
        {
          ...COMPUTE,
          method: 'GET',
          path: '/os-server-groups',
          query: { all_projects: allProjects || undefined },
          attempted: 'Listing the server groups',
        },
        'server_groups',
        serverGroup,
      ),
  }
}
