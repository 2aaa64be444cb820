/** Options every command takes, before or after its name. */
import { type Command, Option } from 'commander'

export interface SharedOptions {
  /** Path of cloud.yaml. */
  readonly file: string
  readonly json: boolean
  readonly quiet: boolean
  readonly colour: boolean
  readonly acceptNew: boolean
  readonly askPassword: boolean
  readonly askSudoPassword: boolean
  readonly knownHosts?: string
}

/** Their heading in the help. */
export const EVERY_COMMAND = 'Options of every command:'

/** Which of them a command makes use of: `file` reads cloud.yaml, `machines` connects to machines. */
export type Needs = 'nothing' | 'file' | 'machines'

const GENERAL = (): Option[] => [
  new Option('--json', 'write data for programs instead of text'),
  new Option('-q, --quiet', 'only results and errors, no remarks'),
  new Option('--no-color', 'no colours (the variable NO_COLOR does the same)'),
]
const FILE = (): Option[] => [new Option('-f, --file <cloud.yaml>', 'the cloud to work on (default: cloud.yaml)')]
const MACHINES = (): Option[] => [
  new Option('--accept-new', 'accept the host keys of machines seen for the first time without asking'),
  new Option('--known-hosts <file>', 'where host keys are looked up and noted'),
  new Option('--ask-password', 'ask for the login password of the machines'),
  new Option('--ask-sudo-password', 'ask for the password that sudo wants on the machines'),
]

/** Adds the options in a group of their own in the help. */
export function withShared(command: Command, needs: Needs): Command {
  const options = [...(needs === 'nothing' ? [] : FILE()), ...(needs === 'machines' ? MACHINES() : []), ...GENERAL()]
  for (const option of options) command.addOption(option.helpGroup(EVERY_COMMAND))
  return command
}

/** What the person chose, wherever on the line it stood. */
export function sharedOptions(command: Command): SharedOptions {
  const given: Record<string, unknown> = {}
  for (let one: Command | null = command; one !== null; one = one.parent) {
    for (const [name, value] of Object.entries(one.opts()))
      if (one.getOptionValueSource(name) === 'cli') given[name] ??= value
  }
  return {
    file: typeof given.file === 'string' ? given.file : 'cloud.yaml',
    json: given.json === true,
    quiet: given.quiet === true,
    colour: given.color !== false,
    acceptNew: given.acceptNew === true,
    askPassword: given.askPassword === true,
    askSudoPassword: given.askSudoPassword === true,
    ...(typeof given.knownHosts === 'string' ? { knownHosts: given.knownHosts } : {}),
  }
}
