/** Application credentials: made by a user for itself, in the project it is logged in to. */
import { z } from 'zod'
import { action } from './action.ts'
import { path } from './apiCall.ts'
import { description, id, name, target } from './fields.ts'
import { Reference } from './hcl.ts'
import { IDENTITY, made, wrapped } from './keystone.ts'
import { flag, operand, option, options } from './words.ts'

export const newApplicationCredential = z.strictObject({
  /** The user logged in: nobody makes them for others. */
  userId: id,
  name,
  description: description.optional(),
  /** Ids of roles the user has in the project. Absent: all of them. */
  roleIds: z.array(id).max(50).optional(),
  /** UTC. Absent: it never ends by itself. */
  expiresAt: z.iso.datetime().optional(),
  /** May make and delete application credentials itself. */
  isUnrestricted: z.boolean().optional(),
})

export const applicationCredentialActions = {
  /** Keystone makes the secret and tells it once: who needs it calls `createApplicationCredential` of the client. */
  'applicationCredential.create': action({
    input: newApplicationCredential,
    role: 'reader',
    attempted: (wanted) => `Creating the application credential ${wanted.name}`,
    calls: ({ description, expiresAt, isUnrestricted, name, roleIds, userId }) => [
      {
        ...IDENTITY,
        method: 'POST',
        path: path`/v3/users/${userId}/application_credentials`,
        ...wrapped('application_credential', {
          name,
          description,
          roles: roleIds?.map((id) => ({ id })),
          expires_at: expiresAt,
          unrestricted: isUnrestricted,
        }),
      },
    ],
    commands: ({ description, expiresAt, isUnrestricted, name, roleIds }) => [
      [
        ...['openstack', 'application', 'credential', 'create'],
        ...option('--description', description),
        ...options('--role', roleIds),
        // The command wants UTC without saying so, in whole seconds.
        ...option('--expiration', expiresAt?.replace(/(\.\d+)?Z$/, '')),
        ...flag(isUnrestricted, '--unrestricted', '--restricted'),
        ...operand(name),
      ],
    ],
    terraform: ({ description, expiresAt, isUnrestricted, name, roleIds }) => [
      ...(roleIds ?? []).map((role_id, index) => ({
        kind: 'data' as const,
        type: 'openstack_identity_role_v3',
        name: `role-${index + 1}`,
        attributes: { role_id },
      })),
      {
        type: 'openstack_identity_application_credential_v3',
        name,
        attributes: {
          name,
          description,
          // The provider wants names.
          roles: roleIds?.map((_, index) => new Reference(`data.openstack_identity_role_v3.role-${index + 1}.name`)),
          expires_at: expiresAt,
          unrestricted: isUnrestricted,
        },
      },
    ],
    answer: made('application_credential'),
  }),
  'applicationCredential.delete': action({
    input: z.strictObject({ ...target.shape, userId: id }),
    role: 'reader',
    attempted: (one) => `Deleting the application credential ${one.name}`,
    calls: ({ id, userId }) => [
      { ...IDENTITY, method: 'DELETE', path: path`/v3/users/${userId}/application_credentials/${id}` },
    ],
    commands: ({ id }) => [['openstack', 'application', 'credential', 'delete', id]],
  }),
}
