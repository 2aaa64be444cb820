/** The app in a folder of its own, for tests: real files, a real vault, nothing of the person's own home. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppHost } from '../../electron/app/host.ts'
import { type App, openApp } from '../../electron/app/openApp.ts'
import type {
  Reply,
  RequestInput,
  RequestName,
  RequestOutput,
  StreamEvent,
  StreamInput,
  StreamName,
} from '../../electron/contract/index.ts'
import { keyVault } from '../../provisioner/adapters/keyVault.ts'

export interface AppRoom extends AsyncDisposable {
  readonly folder: string
  readonly host: AppHost
  readonly app: App
  /** The answer; throws what the person would read where there is none. */
  ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>>
  /** The first event that is as wanted, of those that are told from now on. */
  until<N extends StreamName>(
    name: N,
    input: StreamInput<N>,
    isWanted: (event: StreamEvent<N>) => boolean,
  ): Promise<StreamEvent<N>>
  /** Ends the app and opens it again in the same folder. */
  reopen(): Promise<AppRoom>
}

/** Environment in which the app finds neither agent nor keys nor configuration of whoever runs the test. */
export function apart(home: string): () => void {
  const wanted: Record<string, string> = {
    HOME: home,
    SSH_AUTH_SOCK: '',
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_STATE_HOME: join(home, '.local', 'state'),
  }
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, wanted)
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

export async function openAppRoom(): Promise<AppRoom> {
  const home = await mkdtemp(join(tmpdir(), 'stackstead-app-'))
  const restore = apart(home)
  return roomIn(home, async () => {
    restore()
    await rm(home, { recursive: true, force: true })
  })
}

async function roomIn(home: string, onEnd: () => Promise<void>): Promise<AppRoom> {
  const folder = join(home, 'data')
  const host: AppHost = { kind: 'browser', version: '0.0.0', folder, vault: keyVault(join(home, 'key')) }
  const app = await openApp(host)
  return {
    folder,
    host,
    app,
    ask: async (name, input) => {
      const reply = (await app.call(name, input)) as Reply<RequestOutput<typeof name>>
      if (reply.ok) return reply.value
      throw Object.assign(new Error(reply.error.message), { data: reply.error })
    },
    until: (name, input, isWanted) =>
      new Promise((resolve, reject) => {
        const stop: { now?: () => void } = {}
        const onEvent = (event: Reply<unknown>): void => {
          const found = event.ok && isWanted(event.value as StreamEvent<typeof name>)
          if (event.ok && !found) return
          queueMicrotask(() => stop.now?.())
          if (event.ok) resolve(event.value as StreamEvent<typeof name>)
          else reject(Object.assign(new Error(event.error.message), { data: event.error }))
        }
        stop.now = app.listen(name, input, onEvent)
      }),
    reopen: async () => {
      await app[Symbol.asyncDispose]()
      return roomIn(home, onEnd)
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]()
      await onEnd()
    },
  }
}
