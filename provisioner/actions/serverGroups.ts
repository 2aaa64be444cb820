/** Server groups: instances that shall run together, or apart. An instance joins one when it is made. */
import { z } from 'zod'
import { action } from './action.ts'
import { path } from './apiCall.ts'
import { COMPUTE, openstackAt } from './compute.ts'
import { target, visibleName } from './fields.ts'
import { given, operand, option } from './words.ts'

const newServerGroup = z
  .strictObject({
    name: visibleName,
    /** "soft": as far as there is room. */
    policy: z.enum(['affinity', 'anti-affinity', 'soft-affinity', 'soft-anti-affinity']),
    /** How many of them one host may have. */
    maxPerHost: z.int().min(1).max(1000).optional(),
  })
  .refine((wanted) => wanted.maxPerHost === undefined || wanted.policy === 'anti-affinity', {
    path: ['maxPerHost'],
    message: 'Only anti-affinity counts the instances of a host.',
  })

export const serverGroupActions = {
  'serverGroup.create': action({
    input: newServerGroup,
    attempted: (wanted) => `Creating the server group ${wanted.name}`,
    calls: ({ maxPerHost, name, policy }) => [
      {
        ...COMPUTE,
        method: 'POST',
        path: '/os-server-groups',
        body: {
          server_group: given({
            name,
            policy,
            rules: maxPerHost === undefined ? undefined : { max_server_per_host: maxPerHost },
          }),
        },
      },
    ],
    commands: ({ maxPerHost, name, policy }) => [
      [
        ...openstackAt('2.64'),
        ...['server', 'group', 'create', '--policy', policy],
        ...option('--rule', maxPerHost === undefined ? undefined : `max_server_per_host=${maxPerHost}`),
        ...operand(name),
      ],
    ],
    terraform: ({ maxPerHost, name, policy }) => [
      {
        type: 'openstack_compute_servergroup_v2',
        name,
        attributes: { name, policies: [policy] },
        ...(maxPerHost === undefined
          ? {}
          : { blocks: [{ type: 'rules', attributes: { max_server_per_host: maxPerHost } }] }),
      },
    ],
    answer: z.object({ server_group: z.object({ id: z.string() }) }).transform((body) => body.server_group.id),
  }),
  'serverGroup.delete': action({
    input: target,
    attempted: (group) => `Deleting the server group ${group.name}`,
    calls: ({ id }) => [{ ...COMPUTE, method: 'DELETE', path: path`/os-server-groups/${id}` }],
    commands: ({ id }) => [['openstack', 'server', 'group', 'delete', id]],
  }),
}
