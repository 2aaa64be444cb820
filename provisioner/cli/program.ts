/** The program: which command is meant, its options read, and mistakes on the command line turned into errors. */
import { readFileSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import { StacksteadError } from '../core/errors.ts'
import { COMMANDS, type CommandEntry, LOOK } from './commandTable.ts'
import { EVERY_COMMAND, sharedOptions, withShared } from './options.ts'
import { report } from './session.ts'
import { openTerminal } from './terminal.ts'

const EXAMPLES = `
Examples:
  stackstead demo                        three practice machines on this computer become a cloud
  stackstead init --machine a=10.0.0.11 --machine b=10.0.0.12
                                         write cloud.yaml for your own machines
  stackstead check                       look whether the machines are fit for it
  stackstead plan                        see what would change; nothing is touched
  stackstead apply                       do it
  stackstead verify                      prove that the cloud works

"stackstead help COMMAND" tells more about one of them. Commands that work on a cloud take its file
by --file (default: cloud.yaml); --json gives data for programs.`

/** Runs one command line. Resolves to the exit status; never rejects for a mistake of the person. */
export async function runProgram(words: readonly string[]): Promise<number> {
  const program = emptyProgram()
  const wanted = meantCommand(words)
  for (const entry of COMMANDS)
    program.addCommand(entry.name === wanted ? await loaded(entry, program) : unloaded(entry))
  if (wanted === undefined && !words.some((word) => ['-h', '--help', '-V', '--version'].includes(word))) {
    program.outputHelp()
    return words.length === 0 || words[0] === 'help' ? 0 : 1
  }
  process.exitCode = 0
  try {
    await program.parseAsync(helpAsked(words, program), { from: 'user' })
    return Number(process.exitCode)
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    const options = sharedOptions(program)
    const asked = { ...options, json: options.json || words.includes('--json') }
    report({ options: asked, terminal: openTerminal(asked) }, lineError(error, pathOf(words, program)))
    return 1
  }
}

function emptyProgram(): Command {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const program = new Command('stackstead')
    .description('Turns machines you own into an OpenStack cloud, over ssh.')
    .version(version, '-V, --version', 'print the version')
    .addHelpOption(new Option('-h, --help', 'print this help').helpGroup(EVERY_COMMAND))
    .addHelpCommand(new Command('help').argument('[command]').summary('tell more about a command').helpGroup(LOOK))
    .usage('COMMAND [options]')
    .addHelpText('after', EXAMPLES)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ outputError: () => undefined, getOutHelpWidth: helpWidth, getErrHelpWidth: helpWidth })
    .configureHelp({ subcommandTerm: (command) => command.name(), showGlobalOptions: false })
  // Taken before the command's name, too, and explained with each command.
  withShared(program, 'machines').options.forEach((option) => {
    if (option.long !== '--version') option.hideHelp()
  })
  return program
}

const helpWidth = (): number => Math.min(process.stdout.columns || 100, 100)

async function loaded(entry: CommandEntry, program: Command): Promise<Command> {
  const command = await entry.load()
  inherit(command, program)
  return command.helpGroup(entry.group)
}

function inherit(command: Command, from: Command): void {
  command.copyInheritedSettings(from).helpCommand(false)
  for (const one of command.commands) inherit(one, command)
}

/** A command that is only listed. */
function unloaded({ name, summary, group }: CommandEntry): Command {
  return new Command(name).summary(summary).helpGroup(group)
}

const WITH_VALUE = ['-f', '--file', '--known-hosts']

/** The first word that is no option or the value of one; behind "help" the next. */
export function meantCommand(words: readonly string[]): string | undefined {
  const plain = words.filter((word, index) => !word.startsWith('-') && !WITH_VALUE.includes(words[index - 1] ?? ''))
  return plain[0] === 'help' ? plain[1] : plain[0]
}

/** "help server create" as "server create --help"; what is no command stays a mistake. */
function helpAsked(words: readonly string[], program: Command): readonly string[] {
  if (words[0] !== 'help') return words
  const names = words.slice(1).filter((word) => !word.startsWith('-'))
  const path = pathOf(names, program)
  const isWrong = path.length < names.length && commandAt(path, program).commands.length > 0
  return isWrong ? names : [...names, '--help']
}

/** The commands that words name, each one of the one before. */
function pathOf(words: readonly string[], program: Command): readonly string[] {
  const path: string[] = []
  for (const word of words) if (commandAt(path, program).commands.some((one) => one.name() === word)) path.push(word)
  return path
}

function commandAt(path: readonly string[], program: Command): Command {
  return path.reduce<Command>((at, name) => at.commands.find((one) => one.name() === name) ?? at, program)
}

/** commander's words as an error of ours. */
function lineError(error: unknown, path: readonly string[]): unknown {
  if (!(error instanceof CommanderError)) return error
  const help = `"${['stackstead help', ...path].join(' ')}" shows what can be written here.`
  // The help itself has been shown.
  if (error.code === 'commander.help') {
    const message = `${['"stackstead', ...path].join(' ')}" wants one of its commands.`
    return new StacksteadError({ code: 'invalid-input', message, remedy: help })
  }
  const [, text = error.message, hint] =
    /^(?:error: )?([\s\S]*?)(?:\n\((Did you mean .*)\))?$/.exec(error.message) ?? []
  return new StacksteadError({
    code: 'invalid-input',
    message: `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.?$/, '.')}`,
    remedy: hint === undefined ? help : `${hint} ${help}`,
  })
}
