/** `stackstead compute`: the machines instances run on, given new ones or kept from them. Administrators only. */
import { Command } from 'commander'
import { shownName } from '../render/text.ts'
import { type DeedOptions, deed } from '../running/deed.ts'
import { find, lookCommands } from '../running/looking.ts'
import { computeDrainCommand } from './compute/drain.ts'
import { COMPUTE } from './compute/thing.ts'

export function computeCommand(): Command {
  const compute = new Command('compute')
    .summary('list, disable, drain and enable the machines instances run on')
    .description('The machines instances run on. Each is written by its name. Administrators only.')
    .addHelpText(
      'after',
      `
Examples:
  stackstead compute list
  stackstead compute drain compute-1 --reason 'New disk' && ssh compute-1 sudo poweroff
  stackstead compute enable compute-1`,
    )
  for (const command of [...lookCommands(COMPUTE), enableCommand(), disableCommand(), computeDrainCommand()])
    compute.addCommand(command)
  return compute
}

function enableCommand(): Command {
  const command = new Command('enable').summary('give it new instances again').argument('<compute>', 'its name')
  return deed(command, async ({ os }, _own, [wanted = '']) => {
    const { host, id } = await find(os, COMPUTE, wanted)
    return {
      steps: [{ action: 'computeService.enable', input: { id, host } }],
      said: `${shownName(host)} takes new instances again.`,
      data: { id, name: host },
    }
  })
}

interface Disable extends DeedOptions {
  readonly reason?: string
}

function disableCommand(): Command {
  const command = new Command('disable')
    .summary('keep new instances from it; what runs there runs on')
    .argument('<compute>', 'its name')
    .option('--reason <text>', 'why, for others to read')
  return deed<Disable>(command, async ({ os }, { reason }, [wanted = '']) => {
    const { host, id } = await find(os, COMPUTE, wanted)
    return {
      steps: [{ action: 'computeService.disable', input: { id, host, reason } }],
      said: `${shownName(host)} takes no new instances.`,
      data: { id, name: host },
    }
  })
}
