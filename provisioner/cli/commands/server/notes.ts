/** `stackstead server set`, `unset` and `rename`: what an instance is called, what is noted on it, what Nova believes of it. */
import { type Command, Option } from 'commander'
import type { Step } from '../../running/deed.ts'
import { property, several, something } from '../../running/words.ts'
import { type ServerDeedOptions, serverDeed } from './serverDeed.ts'

interface Notes extends ServerDeedOptions {
  readonly name?: string
  readonly description?: string
  readonly property?: Readonly<Record<string, string>>
  readonly tag?: readonly string[]
  readonly state?: 'active' | 'error'
}

interface Unset extends ServerDeedOptions {
  readonly description?: boolean
  readonly property?: readonly string[]
  readonly tag?: readonly string[]
}

export function serverNoteCommands(): Command[] {
  return [
    setCommand(),
    unsetCommand(),
    serverDeed({
      name: 'rename',
      summary: 'call an instance otherwise; its own hostname stays',
      behind: [['<new-name>', 'what it shall be called']],
      doing: 'is renamed',
      steps: (_place, { id, name }, _own, [newName = '']) => [
        { action: 'server.rename', input: { id, name, newName } },
      ],
    }),
  ]
}

function setCommand(): Command {
  return serverDeed<Notes>({
    name: 'set',
    summary: 'change name, description, metadata, tags or state',
    options: (command) =>
      command
        .option('--name <name>', 'what they shall be called')
        .option('--description <text>', 'what they are for')
        .option('--property <key=value>', 'metadata; again for more, the rest stays', property)
        .option('--tag <tag>', 'a word to find them by; again for more, the rest stays', several)
        .addOption(
          new Option('--state <state>', 'what Nova shall believe, and nothing else; administrators only').choices([
            'active',
            'error',
          ]),
        ),
    doing: 'is changed',
    steps(_place, { id, name }, own) {
      const { description, name: newName, property: set, state, tag } = own
      something({ description, newName, set, state, tag })
      const target = { id, name }
      const steps: readonly (Step | undefined)[] = [
        description === undefined ? undefined : { action: 'server.describe', input: { ...target, description } },
        set && { action: 'server.changeMetadata', input: { ...target, set: { ...set } } },
        tag && { action: 'server.changeTags', input: { ...target, add: [...tag] } },
        state && { action: 'server.resetState', input: { ...target, state } },
        newName === undefined ? undefined : { action: 'server.rename', input: { ...target, newName } },
      ]
      return steps.filter((step) => step !== undefined)
    },
  })
}

function unsetCommand(): Command {
  return serverDeed<Unset>({
    name: 'unset',
    summary: 'take description, metadata or tags away',
    options: (command) =>
      command
        .option('--description', 'what they are for')
        .option('--property <key>', 'metadata; again for more', several)
        .option('--tag <tag>', 'again for more', several),
    doing: 'is changed',
    steps(_place, { id, name }, { description, property: unset, tag }) {
      something({ description, unset, tag })
      const target = { id, name }
      const steps: readonly (Step | undefined)[] = [
        description === true ? { action: 'server.describe', input: { ...target, description: '' } } : undefined,
        unset && { action: 'server.changeMetadata', input: { ...target, unset: [...unset] } },
        tag && { action: 'server.changeTags', input: { ...target, remove: [...tag] } },
      ]
      return steps.filter((step) => step !== undefined)
    },
  })
}
