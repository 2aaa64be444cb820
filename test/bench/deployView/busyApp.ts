/** An app that has nothing but one busy run: what the screen Deploy asks for, at the pace of the real app. */
import type { CloudSummary, EventOf, REQUESTS, Reply, RunSummary, STREAMS } from '../../../electron/contract/index.ts'
import type { RunningApp } from '../../../electron/shell/runningApp.ts'
import type { BusyRun } from './busyRun.ts'

export const CLOUD = 'home'

/** As the contract says of `runs.events`. */
const GATHERED = 50

const NO: Reply<never> = { ok: false, error: { code: 'invalid-input', message: 'This app has one run only.' } }

type Event<N extends keyof typeof STREAMS> = EventOf<(typeof STREAMS)[N]>
type Answer<N extends keyof typeof REQUESTS> = NonNullable<(typeof REQUESTS)[N]['output']>

/** @param length of the run, in milliseconds */
export function busyApp(run: BusyRun, length: number): RunningApp {
  const cloud: CloudSummary = {
    ...{
      id: CLOUD,
      kind: 'own' as const,
      name: CLOUD,
      file: '/home/cloud.yaml',
      machines: run.machines.length,
      problems: 0,
      practice: false,
    },
  }
  const summary: RunSummary = {
    ...{ run: run.run, operation: 'apply', startedAt: run.startedAt, state: 'running' },
    ...{ steps: run.steps, changed: 0, failed: 0 },
  }
  const answers = {
    'app.info': { version: '0', kind: 'browser', platform: 'linux', folder: '/home' } satisfies Answer<'app.info'>,
    'preferences.read': {
      ...{ theme: 'light', density: 'compact', railCollapsed: false, notifications: true, tables: {} },
    } satisfies Answer<'preferences.read'>,
    'clouds.list': [cloud] satisfies Answer<'clouds.list'>,
    'runs.list': [summary] satisfies Answer<'runs.list'>,
  }
  const firsts = {
    'clouds.follow': [cloud] satisfies Event<'clouds.follow'>,
    'jobs.follow': [] satisfies Event<'jobs.follow'>,
    'questions.follow': [] satisfies Event<'questions.follow'>,
    'practice.follow': { state: 'idle' } satisfies Event<'practice.follow'>,
    'runs.now': {
      ...{ phase: 'running', run: run.run, operation: 'apply', startedAt: run.startedAt, waitingFor: [] },
      remaining: length,
    } satisfies Event<'runs.now'>,
  }
  return {
    async call(name) {
      if (name === 'preferences.write') return { ok: true, value: answers['preferences.read'] }
      return Object.hasOwn(answers, name) ? { ok: true, value: answers[name as keyof typeof answers] } : NO
    },
    listen(name, _input, onEvent) {
      if (name === 'runs.events') return events(run, onEvent)
      if (name === 'runs.lines') return lines(onEvent)
      onEvent(Object.hasOwn(firsts, name) ? { ok: true, value: firsts[name as keyof typeof firsts] } : NO)
      return () => undefined
    },
    async [Symbol.asyncDispose]() {},
  }
}

type OnEvent = (event: Reply<unknown>) => void

function events(run: BusyRun, onEvent: OnEvent): () => void {
  let told = Date.now() - run.startedAt
  onEvent({ ok: true, value: [run.begin, ...run.between(0, told)] })
  const timer = setInterval(() => {
    const now = Date.now() - run.startedAt
    const news = run.between(told, now)
    told = now
    if (news.length > 0) onEvent({ ok: true, value: news })
  }, GATHERED)
  return () => clearInterval(timer)
}

/** A step that talks as apt does. */
function lines(onEvent: OnEvent): () => void {
  let number = 0
  const timer = setInterval(() => {
    number += 1
    onEvent({ ok: true, value: [`Unpacking package-${number} (1:2.3-${number}) …`] })
  }, GATHERED)
  onEvent({ ok: true, value: ['Reading package lists…'] })
  return () => clearInterval(timer)
}
