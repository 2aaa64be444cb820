/** The command line as a person runs it: a process of its own, with a home of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../provisioner/cli/main.ts', import.meta.url))

export interface CliResult {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliPlace {
  /** Working directory. */
  readonly cwd: string
  /** HOME: where keys and known hosts are looked up and kept. */
  readonly home: string
  /** What is typed or piped in; none where nothing can be read. */
  readonly input?: string
}

/** Runs one command line to its end, without a terminal and without the caller's ssh agent. */
export async function runCli(words: readonly string[], { cwd, home, input }: CliPlace): Promise<CliResult> {
  const env = { PATH: process.env.PATH ?? '', HOME: home }
  const child = spawn(process.execPath, [MAIN, ...words], { cwd, env, stdio: 'pipe' })
  child.stdin.on('error', () => child.stdin.destroy())
  child.stdin.end(input ?? '')
  const closed = once(child, 'close')
  const [stdout, stderr] = await Promise.all([child.stdout.toArray(), child.stderr.toArray()])
  const [status] = (await closed) as [number | null]
  return { status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }
}
