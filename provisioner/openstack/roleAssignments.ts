/** Role assignments: who has which role where. */
import { z } from 'zod'
import type { Session } from './session.ts'

const named = z.object({ id: z.string(), name: z.string().default('') })

const assignment = z
  .object({
    role: named,
    user: named.optional(),
    group: named.optional(),
    scope: z.object({
      project: named.optional(),
      domain: named.optional(),
      system: z.object({ all: z.boolean() }).optional(),
      /** Of a domain: holds for the projects in it. */
      'OS-INHERIT:inherited_to': z.string().optional(),
    }),
  })
  .transform(({ role, user, group, scope }) => ({
    /** Keystone gives assignments no id; this one names the same assignment each time. */
    id: [
      user?.id ?? `group:${group?.id}`,
      role.id,
      scope.project?.id ?? scope.domain?.id ?? 'system',
      // The same role may be had in a domain and, apart from that, in all of its projects.
      ...(scope['OS-INHERIT:inherited_to'] === undefined ? [] : ['inherited']),
    ].join('/'),
    role,
    user,
    group,
    project: scope.project,
    domain: scope.domain,
    isSystem: scope.system?.all === true,
    isInherited: scope['OS-INHERIT:inherited_to'] !== undefined,
  }))

export type RoleAssignment = z.output<typeof assignment>

export interface RoleAssignmentFilter {
  readonly userId?: string
  readonly projectId?: string
}

export function roleAssignments(session: Session) {
  return {
    list: ({ projectId, userId }: RoleAssignmentFilter = {}): Promise<RoleAssignment[]> =>
      session.list(
        {
          service: 'identity',
          method: 'GET',
          path: '/v3/role_assignments',
          query: { include_names: true, 'user.id': userId, 'scope.project.id': projectId },
          attempted: 'Listing who has which role',
        },
        'role_assignments',
        assignment,
      ),
  }
}
