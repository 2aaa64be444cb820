/** The app as `npm start -- --serve` starts it: a process of its own with its own data, that may be killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** As "npm start" does: without it V8 lets the young generation grow by a hundred MB while many machines are planned. */
const FLAGS = ['--max-semi-space-size=4']
const START = fileURLToPath(new URL('../../scripts/start.ts', import.meta.url))

export interface ServedApp extends AsyncDisposable {
  /** Where clouds and settings are kept. */
  readonly folder: string
  /** The link of the process that runs now; it opens the app once. */
  readonly link: string
  readonly port: number
  readonly pid: number
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>
  /** Starts it again on the same port, with the same data. */
  restart(): Promise<void>
}

export interface KeptData {
  /** XDG_DATA_HOME, with the clouds. */
  readonly data: string
  /** XDG_CONFIG_HOME, with the key to their secrets. Without it, this person's own. */
  readonly config?: string | undefined
}

/**
 * Nothing of the person's own clouds, keys and settings; the lab's cache is the computer's.
 * @param kept data of another app, which stay where they are
 */
export async function servedApp(kept?: KeptData): Promise<ServedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'stackstead-served-'))
  const config = kept === undefined ? join(folder, 'config') : kept.config
  const env = {
    ...process.env,
    XDG_DATA_HOME: kept?.data ?? join(folder, 'data'),
    ...(config === undefined ? {} : { XDG_CONFIG_HOME: config }),
    SSH_AUTH_SOCK: '',
    DISPLAY: '',
  }
  let running = await started(env, 0)
  return {
    folder,
    get link() {
      return running.url
    },
    get port() {
      return running.port
    },
    get pid() {
      return running.process.pid ?? 0
    },
    kill: () => ended(running.process, 'SIGKILL'),
    async restart() {
      running = await started(env, running.port)
    },
    async [Symbol.asyncDispose]() {
      await ended(running.process, 'SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Running {
  readonly process: ChildProcess
  readonly url: string
  readonly port: number
}

async function started(env: NodeJS.ProcessEnv, port: number): Promise<Running> {
  const words = [...FLAGS, START, '--serve', '--no-open', '--json', '--port', String(port)]
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue
    // The rest of its output must not fill the pipe.
    child.stdout.resume()
    return { process: child, ...(JSON.parse(line) as { url: string; port: number }) }
  }
  throw new Error(`The app ended with status ${child.exitCode} before it was ready.`)
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}
