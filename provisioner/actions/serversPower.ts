/** An instance on and off, and between. */
import { z } from 'zod'
import { action } from './action.ts'
import { openstackAt } from './compute.ts'
import { label, target } from './fields.ts'
import { onServer, serverAction } from './serverAction.ts'
import { changedBlock } from './serverBlock.ts'
import { given, option } from './words.ts'

const where = label.optional()

export const serverPowerActions = {
  'server.start': onServer('Starting', 'os-start', ['start'], 'active'),
  /** As if its power button was pressed; cut off where it takes longer than the cloud waits. */
  'server.stop': onServer('Stopping', 'os-stop', ['stop'], 'shutoff'),
  'server.rebootSoft': reboot('Rebooting', 'SOFT'),
  'server.rebootHard': reboot('Hard rebooting', 'HARD'),
  'server.pause': onServer('Pausing', 'pause', ['pause'], 'paused'),
  'server.unpause': onServer('Unpausing', 'unpause', ['unpause'], 'active'),
  /** Its memory goes to its host's disk. */
  'server.suspend': onServer('Suspending', 'suspend', ['suspend']),
  'server.resume': onServer('Resuming', 'resume', ['resume']),
  /** A snapshot is kept, and after a while the host's CPUs and memory are given back. */
  'server.shelve': onServer('Shelving', 'shelve', ['shelve'], 'shelved_offloaded'),
  'server.shelveOffload': {
    ...onServer('Offloading', 'shelveOffload', ['shelve', '--offload']),
    role: 'admin' as const,
  },
  'server.unshelve': action({
    input: z.strictObject({ ...target.shape, zone: where, /** Administrators only. */ host: where }),
    attempted: (server) => `Unshelving the instance ${server.name}`,
    calls: ({ host, zone, ...server }) => {
      const place = given({ availability_zone: zone, host })
      return [serverAction(server, { unshelve: Object.keys(place).length === 0 ? null : place })]
    },
    commands: ({ host, id, zone }) => [
      [
        ...(host === undefined && zone === undefined ? ['openstack'] : openstackAt('2.91')),
        ...['server', 'unshelve', ...option('--availability-zone', zone), ...option('--host', host), id],
      ],
    ],
    // Changing its zone would make it anew there.
    terraform: ({ host, name, zone }) =>
      host === undefined && zone === undefined ? [changedBlock({ name }, { power_state: 'active' })] : [],
  }),
}

function reboot(doing: string, type: 'SOFT' | 'HARD') {
  return action({
    input: target,
    attempted: (server) => `${doing} the instance ${server.name}`,
    calls: (server) => [serverAction(server, { reboot: { type } })],
    commands: (server) => [['openstack', 'server', 'reboot', `--${type.toLowerCase()}`, server.id]],
  })
}
