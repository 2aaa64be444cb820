/** The real app with a run told beside it: events, progress and phase of a deployment that happens nowhere. */
import type { App } from '../../../electron/app/openApp.ts'
import type { EventOf, Job, Reply, STREAMS } from '../../../electron/contract/index.ts'
import type { RunningApp } from '../../../electron/shell/runningApp.ts'
import type { BusyRun } from '../deployView/busyRun.ts'

/** As the contract says of `runs.events`. */
const GATHERED = 50

type Event<N extends keyof typeof STREAMS> = EventOf<(typeof STREAMS)[N]>

/** @param run told from its beginning to whoever listens; @param length in milliseconds */
export function runBeside(app: App, cloud: string, run: BusyRun, length: number): RunningApp {
  const since = (): number => Date.now() - run.startedAt
  const job = (): Job => ({
    ...{ id: 'run', kind: 'run', cloud, title: `Deploying ${cloud}`, startedAt: run.startedAt, state: 'running' },
    progress: Math.min(1, since() / length),
  })
  const now = (): Event<'runs.now'> => ({
    ...{ phase: 'running', run: run.run, operation: 'apply', startedAt: run.startedAt, waitingFor: [] },
    remaining: Math.max(0, length - since()),
  })
  const told: Readonly<Record<string, () => () => unknown>> = {
    'jobs.follow': () => () => [job()],
    'runs.now': () => now,
    'runs.events': () => {
      let until: number | undefined
      return () => {
        const from = until ?? 0
        const first = until === undefined ? [run.begin] : []
        until = since()
        return [...first, ...run.between(from, until)]
      }
    },
  }
  return {
    call: (name, input) => app.call(name, input),
    listen(name, input, onEvent) {
      const next = Object.hasOwn(told, name) ? told[name]?.() : undefined
      return next === undefined ? app.listen(name, input, onEvent) : again(next, onEvent)
    },
    // Whoever opened the app ends it.
    async [Symbol.asyncDispose]() {},
  }
}

function again(next: () => unknown, onEvent: (event: Reply<unknown>) => void): () => void {
  onEvent({ ok: true, value: next() })
  const timer = setInterval(() => onEvent({ ok: true, value: next() }), GATHERED)
  return () => clearInterval(timer)
}
