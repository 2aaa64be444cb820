/** `stackstead init`: writes a cloud.yaml to start from. Never over one that exists. */
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { StacksteadError } from '../../core/errors.ts'
import { LAYOUTS } from '../../index.ts'
import { type InitOptions, newCloudText } from '../newCloud.ts'
import { withShared } from '../options.ts'
import { working } from '../session.ts'

export function initCommand(): Command {
  const command = new Command('init')
    .summary('write a cloud.yaml to start from')
    .description('Writes cloud.yaml for the machines named, or without machines a commented layout to fill in.')
    .addOption(new Option('--layout <layout>', 'how the services spread over the machines').choices(LAYOUTS))
    .option('--machine <name=address>', 'a machine of yours; repeat it for each, controllers first', collect)
    .option('--name <name>', 'name of the cloud (default: home)')
    .option('--user <user>', 'login user of the machines')
    .option('--key <file>', 'private key that logs in')
    .option('--management <subnet>', 'network on which the machines talk (default: the /24 of their addresses)')
    .option('--provider <subnet>', 'LAN that gives instances addresses; needs the next three')
    .option('--gateway <address>', "the LAN's router")
    .option('--instances <first-last>', 'addresses of the LAN that instances may take')
    .option('--nic <name>', 'network card of the machines on that LAN')
    .addHelpText(
      'after',
      `
Layouts:
  all-in-one               everything on one machine
  controller-and-computes  one controller, every other machine runs instances
  every-component-apart    services spread over four machines or more

Examples:
  stackstead init --layout all-in-one
  stackstead init --user debian --machine controller=10.83.0.11 --machine compute-1=10.83.0.12 \\
    --provider 10.84.0.0/24 --gateway 10.84.0.1 --instances 10.84.0.100-10.84.0.199 --nic enp2s0`,
    )
  return working<InitOptions>(withShared(command, 'file'), async ({ options, terminal }, own) => {
    const file = resolve(options.file)
    await writeNew(file, newCloudText(own))
    if (options.json) terminal.json({ file })
    else {
      const next = (own.machine ?? []).length === 0 ? 'Put your machines into it, then run' : 'Next:'
      terminal.out(`Wrote ${file}. ${next} "stackstead check".`)
    }
    return 0
  })
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    const handle = await open(file, 'wx', 0o644)
    await handle.writeFile(text)
    await handle.close()
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === 'EEXIST')
      throw new StacksteadError({
        code: 'invalid-input',
        message: `${file} exists already and is left as it is.`,
        remedy: 'Name another file with --file, or move the old one away.',
      })
    throw new StacksteadError(
      { code: 'invalid-input', message: `${file} could not be written: ${message}.` },
      { cause },
    )
  }
}
