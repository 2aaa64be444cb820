/** Role assignments: what a user may do in a project. */
import { z } from 'zod'
import { action } from './action.ts'
import { path } from './apiCall.ts'
import { type Target, target } from './fields.ts'
import { IDENTITY } from './keystone.ts'

const assignment = z.strictObject({ user: target, project: target, role: target })
type Assignment = z.output<typeof assignment>

export const roleActions = {
  'role.grant': action({
    input: assignment,
    role: 'admin',
    attempted: ({ project, role, user }) => `Giving ${user.name} the role ${role.name} in ${project.name}`,
    calls: (wanted) => [{ ...IDENTITY, method: 'PUT', path: pathOf(wanted) }],
    commands: (wanted) => [['openstack', 'role', 'add', ...words(wanted)]],
    terraform: ({ project, role, user }) => [
      {
        type: 'openstack_identity_role_assignment_v3',
        name: `${user.name}-${role.name}-${project.name}`,
        attributes: { user_id: user.id, project_id: project.id, role_id: role.id },
      },
    ],
  }),
  'role.revoke': action({
    input: assignment,
    role: 'admin',
    attempted: ({ project, role, user }) => `Taking the role ${role.name} in ${project.name} from ${user.name}`,
    calls: (wanted) => [{ ...IDENTITY, method: 'DELETE', path: pathOf(wanted) }],
    commands: (wanted) => [['openstack', 'role', 'remove', ...words(wanted)]],
  }),
}

function pathOf({ project, role, user }: Assignment): string {
  return path`/v3/projects/${project.id}/users/${user.id}/roles/${role.id}`
}

function words({ project, role, user }: Record<'project' | 'role' | 'user', Target>): string[] {
  return ['--user', user.id, '--project', project.id, role.id]
}
