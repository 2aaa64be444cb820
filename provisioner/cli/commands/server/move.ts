/** `stackstead server migrate`, `evacuate` and `migration`: instances on other hosts. Administrators only. */
import { Command } from 'commander'
import { StacksteadError } from '../../../core/errors.ts'
import type { Server } from '../../../index.ts'
import { fieldLines } from '../../render/fields.ts'
import { bytes, shownName } from '../../render/text.ts'
import { onCloud, openPlace, type Place, type PlaceOptions } from '../../running/openPlace.ts'
import { serverNamed } from '../../running/serverNamed.ts'
import { working } from '../../session.ts'
import { ON_OR_OFF, type ServerDeedOptions, serverDeed } from './serverDeed.ts'

interface Move extends ServerDeedOptions {
  readonly live?: boolean
  readonly host?: string
}

const HOST = ['--host <compute>', 'where to; the scheduler chooses, or has to agree'] as const

export function serverMoveCommands(): Command[] {
  return [
    serverDeed<Move>({
      name: 'migrate',
      summary: 'move instances to another host; administrators only',
      description:
        'Without --live the instance is stopped, copied and started there, and then waits for "confirm" or "revert".',
      options: (command) => command.option('--live', 'while it runs').option(...HOST),
      doing: 'is being moved',
      steps: (_place, { id, name }, { host, live }) => [
        {
          action: live === true ? 'server.liveMigrate' : 'server.migrate',
          input: { id, name, ...(host === undefined ? {} : { host }) },
        },
      ],
      waits: { said: 'is on another host', settled: moved },
    }),
    serverDeed<Move>({
      name: 'evacuate',
      summary: 'make instances of a dead host anew elsewhere; administrators only',
      options: (command) => command.option(...HOST),
      doing: 'is being made anew on another host',
      asks: (names, whose) =>
        `Evacuate ${names}? Be sure that ${whose} host is dead. Without shared storage what is on ${whose} disk is lost.`,
      steps: (_place, { id, name }, { host }) => [
        { action: 'server.evacuate', input: { id, name, ...(host === undefined ? {} : { host }) } },
      ],
      waits: { said: 'is on another host', settled: ({ host }) => ({ ...ON_OR_OFF, also: elsewhere(host) }) },
    }),
    migrationCommand(),
  ]
}

/** One that was moved with a stop waits to be confirmed. */
function moved({ host }: Server) {
  const away = elsewhere(host)
  return {
    statuses: ['VERIFY_RESIZE', 'ACTIVE', 'PAUSED'],
    also: (now: Server) => now.status === 'VERIFY_RESIZE' || away(now),
  }
}

function elsewhere(host: string | undefined): (now: Server) => boolean {
  return (now) => host === undefined || now.host !== host
}

function migrationCommand(): Command {
  const migration = new Command('migration')
    .summary('follow, abort and finish a move while it runs')
    .enablePositionalOptions()
    .description('The live migration of an instance that is under way; administrators only.')
  const abort = serverDeed({
    name: 'abort',
    summary: 'let it stay where it is',
    behind: [],
    doing: 'stays where it is',
    steps: async (place, { id, name }) => [
      { action: 'server.abortLiveMigration', input: { id, name, migration: await underWay(place, id, name) } },
    ],
  })
  const force = serverDeed({
    name: 'force-complete',
    summary: 'pause it until the rest is copied',
    behind: [],
    doing: 'is being finished',
    steps: async (place, { id, name }) => [
      { action: 'server.forceLiveMigration', input: { id, name, migration: await underWay(place, id, name) } },
    ],
  })
  for (const command of [showCommand(), abort, force]) migration.addCommand(command)
  return migration
}

async function underWay({ os }: Place, id: string, name: string): Promise<string> {
  const [live] = await os.migrations.live(id)
  if (live !== undefined) return live.number
  throw new StacksteadError({
    code: 'invalid-input',
    message: `No live migration of ${shownName(name)} is under way.`,
  })
}

function showCommand(): Command {
  const command = new Command('show').summary('tell how far it is').argument('<server>', 'its name or id')
  return working<PlaceOptions>(onCloud(command, 'reads'), async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    const { id, name } = await serverNamed(place.os, wanted)
    const moves = await place.os.migrations.live(id)
    const { options, terminal } = session
    if (options.json) terminal.json(moves)
    else if (moves.length === 0) terminal.note(`No live migration of ${shownName(name)} is under way.`)
    for (const { disk, from = '', memory, number, status, to = '' } of options.json ? [] : moves) {
      const left = (part: typeof memory) => part && `${bytes(part.remaining)} of ${bytes(part.total)} left`
      terminal.out(
        fieldLines(
          [
            ['Number', number],
            ['State', status],
            ['From', shownName(from)],
            ['To', shownName(to)],
            ['Memory', left(memory)],
            ['Disk', disk && disk.total > 0 ? left(disk) : undefined],
          ],
          terminal,
        ),
      )
    }
    return 0
  })
}
