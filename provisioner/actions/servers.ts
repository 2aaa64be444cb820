/** What may be done with an instance as a whole: made, named, locked, deleted. */
import { z } from 'zod'
import { action } from './action.ts'
import { path } from './apiCall.ts'
import { COMPUTE, openstackAt } from './compute.ts'
import { label, target, visibleName } from './fields.ts'
import { newServer, serverBody, serverCommand } from './newServer.ts'
import { onServer, serverAction } from './serverAction.ts'
import { changedBlock, serverBlock } from './serverBlock.ts'
import { serverDescription } from './serverFields.ts'
import { option } from './words.ts'

const created = z.object({ server: z.object({ id: z.string() }) }).transform(({ server }) => server.id)

export const serverActions = {
  'server.create': action({
    input: newServer,
    attempted: (wanted) => `Creating the instance ${wanted.name}`,
    calls: (wanted) => [{ ...COMPUTE, method: 'POST', path: '/servers', body: serverBody(wanted) }],
    commands: (wanted) => [serverCommand(wanted)],
    terraform: (wanted) => [serverBlock(wanted)],
    answer: created,
  }),
  'server.delete': action({
    input: target,
    attempted: (server) => `Deleting the instance ${server.name}`,
    calls: (server) => [{ ...COMPUTE, method: 'DELETE', path: path`/servers/${server.id}` }],
    commands: (server) => [['openstack', 'server', 'delete', server.id]],
  }),
  /** At once, where the cloud keeps deleted instances for a while. */
  'server.forceDelete': onServer('Deleting for good', 'forceDelete', ['delete', '--force']),
  /** Within the time the cloud keeps deleted instances (reclaim_instance_interval). */
  'server.restore': onServer('Restoring', 'restore', ['restore']),
  'server.rename': action({
    input: z.strictObject({ ...target.shape, newName: visibleName }),
    attempted: (server) => `Renaming the instance ${server.name}`,
    calls: ({ id, newName }) => [
      { ...COMPUTE, method: 'PUT', path: path`/servers/${id}`, body: { server: { name: newName } } },
    ],
    commands: ({ id, newName }) => [['openstack', 'server', 'set', ...option('--name', newName), id]],
    terraform: ({ name, newName }) => [changedBlock({ name }, { name: newName })],
  }),
  'server.describe': action({
    input: z.strictObject({ ...target.shape, description: serverDescription }),
    attempted: (server) => `Describing the instance ${server.name}`,
    calls: ({ description, id }) => [
      { ...COMPUTE, method: 'PUT', path: path`/servers/${id}`, body: { server: { description: description || null } } },
    ],
    commands: ({ description, id }) => [
      [
        ...openstackAt('2.19'),
        ...(description === ''
          ? ['server', 'unset', '--description', id]
          : ['server', 'set', ...option('--description', description), id]),
      ],
    ],
  }),
  /** Until it is unlocked, only administrators may do anything with it. */
  'server.lock': action({
    input: z.strictObject({ ...target.shape, reason: label.optional() }),
    attempted: (server) => `Locking the instance ${server.name}`,
    calls: ({ reason, ...server }) => [
      serverAction(server, { lock: reason === undefined ? null : { locked_reason: reason } }),
    ],
    commands: ({ id, reason }) => [
      [
        ...(reason === undefined ? ['openstack'] : openstackAt('2.73')),
        ...['server', 'lock', ...option('--reason', reason), id],
      ],
    ],
  }),
  'server.unlock': onServer('Unlocking', 'unlock', ['unlock']),
}
