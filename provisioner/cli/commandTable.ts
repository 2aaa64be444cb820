/** All commands: their one-line summaries for the help, and how each is loaded when it is wanted. */
import type { Command } from 'commander'

export interface CommandEntry {
  readonly name: string
  readonly summary: string
  readonly group: string
  load(): Promise<Command>
}

const WORK = 'From machines to a cloud:'

/** Loading one command only keeps the start short: `--help` and a typing mistake load none. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'plan',
    summary: 'show what applying would change',
    group: WORK,
    load: async () => (await import('./commands/plan.ts')).planCommand(),
  },
  {
    name: 'apply',
    summary: 'make the machines what cloud.yaml says',
    group: WORK,
    load: async () => (await import('./commands/apply.ts')).applyCommand(),
  },
]
