/** Projects: whose things are whose. */
import { z } from 'zod'
import { action } from './action.ts'
import { path } from './apiCall.ts'
import { description, id, name, target } from './fields.ts'
import { DEFAULT_DOMAIN, IDENTITY, made, wrapped } from './keystone.ts'
import { flag, operand, option } from './words.ts'

/** Keystone: 64 characters (api-ref, Create project). */
const projectName = name.max(64, '64 characters at most.')

const fields = { description: description.optional(), isEnabled: z.boolean().optional() }

export const projectActions = {
  'project.create': action({
    input: z.strictObject({ name: projectName, domainId: id.default(DEFAULT_DOMAIN), ...fields }),
    role: 'admin',
    attempted: (wanted) => `Creating the project ${wanted.name}`,
    calls: ({ description, domainId, isEnabled, name }) => [
      {
        ...IDENTITY,
        method: 'POST',
        path: '/v3/projects',
        ...wrapped('project', { name, domain_id: domainId, description, enabled: isEnabled }),
      },
    ],
    commands: ({ domainId, name, ...wanted }) => [
      ['openstack', 'project', 'create', '--domain', domainId, ...words(wanted), ...operand(name)],
    ],
    terraform: ({ description, domainId, isEnabled, name }) => [
      {
        type: 'openstack_identity_project_v3',
        name,
        attributes: { name, domain_id: domainId, description, enabled: isEnabled },
      },
    ],
    answer: made('project'),
  }),
  'project.update': action({
    input: z.strictObject({ ...target.shape, newName: projectName.optional(), ...fields }),
    role: 'admin',
    attempted: (project) => `Changing the project ${project.name}`,
    calls: ({ description, id, isEnabled, newName }) => [
      {
        ...IDENTITY,
        method: 'PATCH',
        path: path`/v3/projects/${id}`,
        ...wrapped('project', { name: newName, description, enabled: isEnabled }),
      },
    ],
    commands: ({ id, newName, ...wanted }) => [
      [
        ...['openstack', 'project', 'set', ...option('--name', newName)],
        // It takes an empty description for none given.
        ...(wanted.description === ''
          ? ['--property', 'description=', ...words({ ...wanted, description: undefined })]
          : words(wanted)),
        id,
      ],
    ],
    terraform: ({ description, isEnabled, name, newName = name }) => [
      {
        type: 'openstack_identity_project_v3',
        name: newName,
        attributes: { name: newName, description, enabled: isEnabled },
      },
    ],
  }),
  /** What the project owned stays behind in the other services: it has to be empty first. */
  'project.delete': action({
    input: target,
    role: 'admin',
    attempted: (project) => `Deleting the project ${project.name}`,
    calls: ({ id }) => [{ ...IDENTITY, method: 'DELETE', path: path`/v3/projects/${id}` }],
    commands: ({ id }) => [['openstack', 'project', 'delete', id]],
  }),
}

function words({ description, isEnabled }: { description?: string | undefined; isEnabled?: boolean | undefined }) {
  return [...option('--description', description), ...flag(isEnabled, '--enable', '--disable')]
}
