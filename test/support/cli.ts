/** The command line as a person runs it: a process of its own, with its output and status. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../provisioner/cli/main.ts', import.meta.url))

export interface CliResult {
  readonly status: number | undefined
  readonly signal: NodeJS.Signals | undefined
  readonly stdout: string
  readonly stderr: string
}

export interface CliRun {
  readonly process: ChildProcess
  readonly result: Promise<CliResult>
}

export interface CliOptions {
  readonly folder: string
  /** Replaces HOME and the XDG folders, so that nothing of the person's is read or written. */
  readonly home: string
  readonly onLine?: (line: string) => void
  /** What is piped in; nothing can be read without it. */
  readonly input?: string
}

/** Starts a command; the caller may kill it. */
export function startCli(words: readonly string[], { folder, home, onLine, input }: CliOptions): CliRun {
  const env = { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: `${home}/.config`, SSH_AUTH_SOCK: '' }
  const child = spawn(process.execPath, [MAIN, ...words], { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.on('error', () => child.stdin.destroy())
  child.stdin.end(input ?? '')
  let stdout = ''
  let stderr = ''
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine?.(line)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const { promise, resolve, reject } = Promise.withResolvers<CliResult>()
  child.on('error', reject)
  child.on('close', (status, signal) =>
    resolve({ status: status ?? undefined, signal: signal ?? undefined, stdout, stderr }),
  )
  return { process: child, result: promise }
}

export function runCli(words: readonly string[], options: CliOptions): Promise<CliResult> {
  return startCli(words, options).result
}
