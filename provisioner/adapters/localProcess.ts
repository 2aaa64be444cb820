/** Programs on this computer: run one and collect what it prints, or start one that outlives this process. */
import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { constants } from 'node:os'
import { createInterface } from 'node:readline'
import type { ExecResult } from '../core/command.ts'
import { StacksteadError } from '../core/errors.ts'
import { reveal, type Secret } from '../core/secret.ts'

export interface ProgramOptions {
  readonly input?: string | Uint8Array | Secret
  /** Each complete line as it arrives. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void
  readonly signal?: AbortSignal
  /** Milliseconds until the program is killed. Default: none. */
  readonly timeout?: number
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>
}

/** Debian leaves the sbin folders out of an ordinary person's PATH. */
function environment(extra: ProgramOptions['env']): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin`,
    LC_ALL: 'C.UTF-8',
    ...extra,
  }
}

/**
 * Runs a program to its end. A non-zero status is a result, not an exception.
 * @throws StacksteadError `command-failed` where the program does not exist, `cancelled` where `signal` stopped it.
 */
export function runProgram(
  program: string,
  words: readonly string[],
  options: ProgramOptions = {},
): Promise<ExecResult> {
  const { promise, resolve, reject } = Promise.withResolvers<ExecResult>()
  const child = spawn(program, words, {
    env: environment(options.env),
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.signal && { signal: options.signal }),
    ...(options.timeout !== undefined && { timeout: options.timeout, killSignal: 'SIGKILL' as const }),
  })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    const lines = createInterface({ input: child[stream], crlfDelay: Number.POSITIVE_INFINITY })
    lines.on('line', (line) => {
      output[stream] += `${line}\n`
      options.onLine?.(line, stream)
    })
  }
  child.on('error', (error) => reject(failure(program, error)))
  child.on('close', (status, signal) => {
    resolve({ status: status ?? 128 + (signal === null ? 0 : constants.signals[signal]), ...output })
  })
  // A program that ends without reading its input closes the pipe; its status tells the story.
  child.stdin.on('error', () => child.stdin.destroy())
  const { input } = options
  child.stdin.end(input === undefined || input instanceof Uint8Array ? input : reveal(input))
  return promise
}

/** Starts a program in a session of its own, with its output appended to a file; it lives on when this process ends. */
export function startDetached(program: string, words: readonly string[], logFile: string): void {
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(program, words, { env: environment({}), detached: true, stdio: ['ignore', log, log] })
  child.unref()
}

/** Runs a program on this terminal: it reads and writes what the person types and sees. Resolves to its status. */
export function runInteractive(program: string, words: readonly string[]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const child = spawn(program, words, { env: environment({}), stdio: 'inherit' })
  child.on('error', (error) => reject(failure(program, error)))
  child.on('close', (status, signal) => resolve(status ?? 128 + (signal === null ? 0 : constants.signals[signal])))
  return promise
}

function failure(program: string, error: Error): StacksteadError {
  if (error.name === 'AbortError') return new StacksteadError({ code: 'cancelled', message: 'Cancelled.' })
  const missing = 'code' in error && error.code === 'ENOENT'
  return new StacksteadError(
    {
      code: 'command-failed',
      message: missing
        ? `This computer has no program called ${program}.`
        : `${program} cannot be run: ${error.message}.`,
    },
    { cause: error },
  )
}
