/** Takes the place of electron/app/openApp.ts where a test wants to decide what the app says: jobs, answers, listeners. */
import type { AppHost } from '../../../electron/app/host.ts'
import type { Job, Reply } from '../../../electron/contract/index.ts'
import type { RunningApp } from '../../../electron/shell/runningApp.ts'
import { type EchoApp, echoApp } from '../echoApp.ts'

export interface ScriptedApp {
  readonly host: AppHost
  readonly echo: EchoApp
  setJobs(jobs: readonly Job[]): void
}

declare global {
  /** Where the process of the stand-in finds it: bundle and stand-in are modules of different graphs. */
  var scriptedApp: ScriptedApp | undefined
}

export async function openApp(host: AppHost): Promise<RunningApp> {
  const echo = echoApp({ 'runs.pause': () => ({ ok: true, value: null }) })
  const followers = new Set<(event: Reply<unknown>) => void>()
  let jobs: readonly Job[] = []
  globalThis.scriptedApp = {
    host,
    echo,
    setJobs(next) {
      jobs = next
      for (const tell of [...followers]) tell({ ok: true, value: jobs })
    },
  }
  return {
    call: echo.call,
    listen(name, input, onEvent) {
      if (name !== 'jobs.follow') return echo.listen(name, input, onEvent)
      followers.add(onEvent)
      onEvent({ ok: true, value: jobs })
      return () => void followers.delete(onEvent)
    },
    [Symbol.asyncDispose]: () => echo[Symbol.asyncDispose](),
  }
}
