/** `stackstead unlock`: takes the lock of a machine away from a run that cannot end by itself. */
import { Command } from 'commander'
import { unlockMachine } from '../../index.ts'
import { fleetOf, projectOf } from '../connect.ts'
import { namedMachine } from '../machineOf.ts'
import { withShared } from '../options.ts'
import { working } from '../session.ts'

export function unlockCommand(): Command {
  const command = new Command('unlock')
    .summary('take away the lock of a run that cannot end')
    .description('A run locks the machines it changes. A lock goes away with its run; this is for one that hangs.')
    .argument('<machine>', 'its name in cloud.yaml')
  return working(withShared(command, 'machines'), async (session, _own, [name = '']) => {
    const { options, terminal } = session
    const project = await projectOf(session)
    const machine = namedMachine(project, name).name
    await using fleet = await fleetOf(session, project)
    const holder = await unlockMachine(await fleet.transport(machine))
    if (options.json) terminal.json({ machine, holder: holder ?? null })
    else if (holder === undefined) terminal.out(`${machine} was not locked.`)
    else
      terminal.out(
        `${machine} was locked by ${holder.who} (${holder.operation}, since ${holder.since}). The lock is gone; if that run still lives, it changes nothing more there once its command under way has ended.`,
      )
    return 0
  })
}
