/** `stackstead server start`, `stop`, `reboot` and all else that turns an instance on and off, or keeps hands off it. */
import type { Command } from 'commander'
import { type ServerDeedOptions, type Simple, serverDeed, simply } from './serverDeed.ts'

interface Reboot extends ServerDeedOptions {
  readonly hard?: boolean
}

interface Unshelve extends ServerDeedOptions {
  readonly zone?: string
  readonly host?: string
}

interface Lock extends ServerDeedOptions {
  readonly reason?: string
}

interface Row {
  readonly name: string
  readonly summary: string
  readonly action: Simple
  readonly doing: string
  readonly done: string
  readonly statuses: readonly string[]
}

const SIMPLE: readonly Row[] = [
  row('start', 'start instances that are off', 'server.start', 'is being started', 'runs', 'ACTIVE'),
  row('stop', 'shut instances down', 'server.stop', 'is being shut down', 'is off', 'SHUTOFF'),
  row('pause', 'hold instances in memory', 'server.pause', 'is being paused', 'is paused', 'PAUSED'),
  row('unpause', 'let paused instances go on', 'server.unpause', 'goes on', 'runs', 'ACTIVE'),
  row(
    'suspend',
    'write memory to the disk of the host, and stop',
    'server.suspend',
    'is being suspended',
    'is suspended',
    'SUSPENDED',
  ),
  row('resume', 'let suspended instances go on', 'server.resume', 'is being resumed', 'runs', 'ACTIVE'),
  row(
    'shelve',
    'keep the disk, give the host back',
    'server.shelve',
    'is being shelved',
    'is shelved',
    'SHELVED',
    'SHELVED_OFFLOADED',
  ),
  row(
    'unrescue',
    'end a rescue',
    'server.unrescue',
    'is being started from its own disk',
    'runs from its own disk',
    'ACTIVE',
  ),
  row(
    'restore',
    'bring back what was deleted, where the cloud keeps it for a while',
    'server.restore',
    'is being restored',
    'is restored',
    'ACTIVE',
    'SHUTOFF',
  ),
]

export function serverPowerCommands(): Command[] {
  return [
    ...SIMPLE.map(({ action, doing, done, name, statuses, summary }) =>
      serverDeed({ name, summary, doing, steps: simply(action), waits: { said: done, settled: () => ({ statuses }) } }),
    ),
    serverDeed<Reboot>({
      name: 'reboot',
      summary: 'restart instances',
      options: (command) => command.option('--hard', 'as if the power was cut, not from inside'),
      doing: 'is being restarted',
      steps: (place, server, { hard }) =>
        simply(hard === true ? 'server.rebootHard' : 'server.rebootSoft')(place, server),
      waits: { said: 'runs', settled: () => ({ statuses: ['ACTIVE'] }) },
    }),
    serverDeed<Unshelve>({
      name: 'unshelve',
      summary: 'give shelved instances a host again',
      options: (command) =>
        command
          .option('--zone <zone>', 'the availability zone')
          .option('--host <compute>', 'the compute to start on; administrators only'),
      doing: 'is being started',
      steps: (_place, { id, name }, { host, zone }) => [
        {
          action: 'server.unshelve',
          input: { id, name, ...(zone === undefined ? {} : { zone }), ...(host === undefined ? {} : { host }) },
        },
      ],
      waits: { said: 'runs', settled: () => ({ statuses: ['ACTIVE'] }) },
    }),
    serverDeed<Lock>({
      name: 'lock',
      summary: 'let nobody but administrators change them',
      options: (command) => command.option('--reason <text>', 'for everybody who looks at it'),
      doing: 'is locked',
      steps: (_place, { id, name }, { reason }) => [
        { action: 'server.lock', input: { id, name, ...(reason === undefined ? {} : { reason }) } },
      ],
    }),
    serverDeed({
      name: 'unlock',
      summary: 'let them be changed again',
      doing: 'is not locked any more',
      steps: simply('server.unlock'),
    }),
  ]
}

function row(
  name: string,
  summary: string,
  action: Simple,
  doing: string,
  done: string,
  ...statuses: readonly string[]
): Row {
  return { name, summary, action, doing, done, statuses }
}
