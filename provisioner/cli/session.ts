/** A session: one command's options and terminal, and how its failures become text and an exit status. */
import type { Command } from 'commander'
import { type ErrorData, errorData } from '../core/errors.ts'
import { type SharedOptions, sharedOptions } from './options.ts'
import { errorText } from './render/error.ts'
import { openTerminal, type Terminal } from './terminal.ts'

export interface Session {
  readonly options: SharedOptions
  readonly terminal: Terminal
}

/** 0 done, 1 failed, 2 (of plan) something would change; `ssh` passes on what the machine's command ended with. */
export type ExitStatus = number

/** What a command does with its arguments and its own options. */
export type Work<Own> = (session: Session, own: Own, words: readonly string[]) => Promise<ExitStatus>

/** Makes `work` what the command does; whatever it throws is told to the person, and the exit status is 1. */
export function working<Own extends object>(command: Command, work: Work<Own>): Command {
  return command.action(async (...given: unknown[]) => {
    const self = given.at(-1) as Command
    const options = sharedOptions(self)
    const session = { options, terminal: openTerminal(options) }
    try {
      process.exitCode = await work(session, self.opts<Own>(), self.processedArgs.flat() as string[])
    } catch (error) {
      process.exitCode = 1
      report(session, error)
    }
  })
}

/** Errors are data with --json, on stdout like every other answer; a stack trace only with STACKSTEAD_DEBUG=1. */
export function report({ options, terminal }: Session, error: unknown): void {
  if (process.env.STACKSTEAD_DEBUG === '1' && error instanceof Error) terminal.complain(error.stack ?? error.message)
  const data: ErrorData = explained(errorData(error))
  if (options.json) terminal.json({ error: data })
  else terminal.complain(errorText(data, terminal))
}

/** An error nobody foresaw gets at least a way to learn more. */
function explained(data: ErrorData): ErrorData {
  if (data.code !== 'internal' || data.remedy !== undefined) return data
  const remedy =
    'This is a mistake in Stackstead. Run the same command with STACKSTEAD_DEBUG=1 and report what it prints.'
  return { ...data, remedy }
}
