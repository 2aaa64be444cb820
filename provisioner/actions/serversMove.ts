/** An instance on another host: moved, moved while it runs, or made anew where its host has died. Administrators only. */
import { z } from 'zod'
import { action, type Request } from './action.ts'
import { path } from './apiCall.ts'
import { COMPUTE, openstackAt } from './compute.ts'
import { label, target } from './fields.ts'
import { serverAction } from './serverAction.ts'
import { option } from './words.ts'

/** The host to go to; the scheduler chooses, or has to agree. */
const moved = z.strictObject({ ...target.shape, host: label.optional() })
const underWay = z.strictObject({
  ...target.shape,
  /** The number of the migration, which is not its id. */
  migration: z.string().regex(/^\d+$/, 'A number is needed.'),
})

export const serverMoveActions = {
  /** It is stopped for it; then it waits to be confirmed or reverted, as after a resize. */
  'server.migrate': action({
    input: moved,
    role: 'admin',
    attempted: (server) => `Migrating the instance ${server.name}`,
    calls: ({ host, ...server }) => [serverAction(server, { migrate: host === undefined ? null : { host } })],
    commands: ({ host, id }) => [
      [
        ...(host === undefined ? ['openstack'] : openstackAt('2.56')),
        ...['server', 'migrate', ...option('--host', host), id],
      ],
    ],
  }),
  'server.liveMigrate': action({
    input: moved,
    role: 'admin',
    attempted: (server) => `Migrating the running instance ${server.name}`,
    // "auto" copies the disks where the hosts share no storage.
    calls: ({ host = null, ...server }) => [
      serverAction(server, { 'os-migrateLive': { host, block_migration: 'auto' } }),
    ],
    commands: ({ host, id }) => [
      [...openstackAt('2.30'), 'server', 'migrate', '--live-migration', ...option('--host', host), id],
    ],
  }),
  'server.abortLiveMigration': action({
    input: underWay,
    role: 'admin',
    attempted: (server) => `Stopping the migration of the instance ${server.name}`,
    calls: ({ id, migration }) => [
      { ...COMPUTE, method: 'DELETE', path: path`/servers/${id}/migrations/${migration}` },
    ],
    commands: ({ id, migration }) => [[...openstackAt('2.24'), 'server', 'migration', 'abort', id, migration]],
  }),
  /** Pauses it until the rest is copied, or lets it run on while the rest is fetched, as the cloud is set. */
  'server.forceLiveMigration': action({
    input: underWay,
    role: 'admin',
    attempted: (server) => `Finishing the migration of the instance ${server.name} at once`,
    calls: ({ id, migration }) => [
      {
        ...COMPUTE,
        method: 'POST',
        path: path`/servers/${id}/migrations/${migration}/action`,
        body: { force_complete: null },
      },
    ],
    commands: ({ id, migration }) => [
      [...openstackAt('2.22'), 'server', 'migration', 'force', 'complete', id, migration],
    ],
  }),
  /** Only where its host is down. Without shared storage its disk begins anew from the image. */
  'server.evacuate': action({
    input: moved,
    role: 'admin',
    attempted: (server) => `Evacuating the instance ${server.name}`,
    calls: ({ host, ...server }) => [
      evacuation(serverAction(server, { evacuate: host === undefined ? {} : { host } })),
    ],
    commands: ({ host, id }) => [[...openstackAt(EVACUATES), 'server', 'evacuate', ...option('--host', host), id]],
  }),
  /** Changes what Nova believes, nothing else. */
  'server.resetState': action({
    input: z.strictObject({ ...target.shape, state: z.enum(['active', 'error']) }),
    role: 'admin',
    attempted: (server) => `Setting the state of the instance ${server.name}`,
    calls: ({ state, ...server }) => [serverAction(server, { 'os-resetState': { state } })],
    commands: ({ id, state }) => [['openstack', 'server', 'set', '--state', state, id]],
  }),
}

/** The newest version in which an instance that ran runs again; 2.95 leaves it stopped (Nova, REST API version history). */
const EVACUATES = '2.94'

function evacuation(request: Request): Request {
  return { ...request, microversion: `compute ${EVACUATES}` }
}
