/** Programs of this computer as the lab uses them: a failure is an error that says what was attempted. */
import { type ProgramOptions, runProgram } from '../adapters/localProcess.ts'
import { lastLines, StacksteadError } from '../core/errors.ts'

export interface HostOptions extends ProgramOptions {
  /** What was attempted, as the object of "could not": "make the bridge sl-dev-m". */
  readonly to: string
  readonly remedy?: string
}

/** Runs a program that must succeed and gives what it printed. @throws StacksteadError `lab` otherwise. */
export async function host(words: readonly string[], options: HostOptions): Promise<string> {
  const [program = '', ...rest] = words
  const { status, stdout, stderr } = await runProgram(program, rest, options)
  if (status === 0) return stdout
  throw new StacksteadError({
    code: 'lab',
    message: `Could not ${options.to}: ${program} ended with status ${status}.`,
    detail: lastLines(stderr.trim() === '' ? stdout : stderr),
    ...(options.remedy !== undefined && { remedy: options.remedy }),
  })
}

/** Runs a program whose failure only means "no". */
export async function succeeds(words: readonly string[]): Promise<boolean> {
  const [program = '', ...rest] = words
  return (await runProgram(program, rest)).status === 0
}
