/** `stackstead server`: instances of the running cloud. */
import { Command } from 'commander'
import { serverChangeCommands } from './server/change.ts'
import { serverCreateCommand } from './server/create.ts'
import { serverDeleteCommand } from './server/delete.ts'
import { serverListCommand, serverShowCommand } from './server/look.ts'
import { serverMoveCommands } from './server/move.ts'
import { serverNoteCommands } from './server/notes.ts'
import { serverPlugCommands } from './server/plug.ts'
import { serverPowerCommands } from './server/power.ts'
import { serverConsoleCommand, serverLogCommand } from './server/screen.ts'
import { serverSshCommand } from './server/ssh.ts'

export function serverCommand(): Command {
  const server = new Command('server')
    .summary('list, create, use, change and delete instances')
    .enablePositionalOptions()
    .description('Instances of the running cloud. Each is written by its name or id.')
    .addHelpText(
      'after',
      `
Examples:
  stackstead server list
  stackstead server create web --image debian-13 --flavor m1.small --key laptop
  stackstead server create web --image debian-13 --flavor m1.small --explain
  stackstead server stop web db --wait
  stackstead server resize web --flavor m1.medium --wait && stackstead server confirm web
  stackstead server add floating-ip web
  stackstead server log web --follow
  stackstead server ssh web
  stackstead server delete web --yes`,
    )
  for (const command of [
    serverListCommand(),
    serverShowCommand(),
    serverCreateCommand(),
    serverDeleteCommand(),
    ...serverPowerCommands(),
    ...serverNoteCommands(),
    ...serverChangeCommands(),
    ...serverPlugCommands(),
    ...serverMoveCommands(),
    serverConsoleCommand(),
    serverLogCommand(),
    serverSshCommand(),
  ])
    server.addCommand(command)
  return server
}
