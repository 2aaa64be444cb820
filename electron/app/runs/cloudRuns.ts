/** The run of one cloud that is under way in this process, if any: begun, stopped, told of. */
import { type ErrorData, errorData, StacksteadError } from '../../../provisioner/core/errors.ts'
import type { Plan } from '../../../provisioner/core/plan.ts'
import {
  type ApplyOptions,
  apply,
  type Durations,
  destroyPlan,
  remaining,
  stepDurations,
} from '../../../provisioner/index.ts'
import type { RunEvent, RunNow, RunState } from '../../contract/index.ts'
import { cell } from '../cell.ts'
import type { CloudRoom } from '../clouds/room.ts'
import type { AppContext } from '../context.ts'
import { type LiveRun, liveRun } from './liveRun.ts'
import { runShare } from './runShare.ts'

export interface StartOptions {
  readonly operation: 'apply' | 'destroy'
  /** Whether machines must be found fit first. */
  readonly preflight: boolean
}

export interface CloudRuns {
  /** Throws `invalid-input` while another is under way; everything else is told by `followNow`. */
  start(room: CloudRoom, options: StartOptions): void
  /** After the steps under way; nothing where nothing is. */
  stop(phase: 'pausing' | 'stopping'): void
  followNow(listener: (now: RunNow) => void, signal: AbortSignal): void
  /** The run under way, once it has begun. */
  live(): LiveRun | undefined
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
}

/** Milliseconds between two estimates, made only while somebody looks. */
const ESTIMATE = 1_000

/** What estimates are made from. */
interface Expected {
  readonly plan: Plan
  readonly durations: Durations
  /** Steps that need nothing, as the check saw them. */
  readonly settled: Set<string>
}

/** What became of a run: its last state, or why it did not begin. */
export type RunEnd = { readonly state: RunState | undefined } | { readonly error: ErrorData }

/** @param onEnd called with the title of what ended, and what the person should know of it */
export function cloudRuns(context: AppContext, cloud: string, onEnd: (title: string, end: RunEnd) => void): CloudRuns {
  const now = cell<RunNow>({ phase: 'idle', waitingFor: [] })
  let stop: AbortController | undefined
  let work: Promise<void> = Promise.resolve()
  let live: LiveRun | undefined
  let expected: Expected | undefined
  let followers = 0

  const tell = (fields: Partial<RunNow>): void => now.set({ ...now.get(), ...fields })
  /** That it is being stopped stays what is shown. */
  const enter = (phase: RunNow['phase']): void => {
    if (stop?.signal.aborted === false) tell({ phase })
  }

  const estimate = (): void => {
    const state = live?.state()
    if (expected === undefined || state === undefined || followers === 0) return
    const { plan, settled, durations } = expected
    const left = remaining(plan, state, settled, durations, Date.now())
    const { remaining: _before, ...others } = now.get()
    now.set(left === undefined ? others : { ...others, remaining: left.total })
  }

  const onEvent = (event: RunEvent, onTold: (state: RunState) => void): void => {
    if (event.type === 'run-started') {
      live = liveRun(event.run, onTold)
      enter('running')
      tell({ run: event.run, waitingFor: [] })
    }
    live?.add(event)
  }

  const perform = async (room: CloudRoom, wanted: StartOptions, signal: AbortSignal): Promise<Partial<RunNow>> => {
    const { operation } = wanted
    const project = await room.project()
    const plan = operation === 'apply' ? project.plan : destroyPlan(project.cloud)
    const [fleet, durations] = await Promise.all([room.fleet(), stepDurations(room.runsFolder, operation)])
    const settled = new Set<string>()
    expected = { plan, durations, settled }
    const options = {
      fleet,
      operation,
      plan,
      signal,
      preflight: wanted.preflight,
      onPhase: enter,
      onWait: (machine) => tell({ waitingFor: [...new Set([...now.get().waitingFor, machine])] }),
      confirm: async ({ verdicts }) => {
        for (const [id, verdict] of verdicts) if (verdict.state === 'ok') settled.add(id)
        return !signal.aborted
      },
    } satisfies ApplyOptions
    const title = titleOf(operation, project.cloud.name)
    const { outcome, run, unrecorded } = await context.jobs.run(
      { kind: 'run', cloud, title },
      (progress) => {
        const onTold = runShare(settled, progress)
        return apply(project, { ...options, onEvent: (event) => onEvent(event, onTold) })
      },
      (applied) => applied.outcome,
    )
    live?.flush()
    onEnd(title, { state: live?.state() })
    if (unrecorded !== undefined) return { unrecorded }
    return run === undefined && outcome === 'done' ? { converged: true } : {}
  }

  const settle = async (room: CloudRoom, wanted: StartOptions, own: AbortController): Promise<void> => {
    const estimating = setInterval(estimate, ESTIMATE)
    const end = await perform(room, wanted, own.signal).catch((error: unknown): Partial<RunNow> => {
      const data = errorData(error)
      if (own.signal.aborted || data.code === 'cancelled') return {}
      onEnd(titleOf(wanted.operation, room.id), { error: data })
      return { error: data }
    })
    clearInterval(estimating)
    live?.flush()
    const run = live === undefined ? {} : { run: live.run }
    live = undefined
    expected = undefined
    stop = undefined
    now.set({ phase: 'idle', operation: wanted.operation, waitingFor: [], ...run, ...end })
    // The list of clouds shows the last run; that it could not be read again is no failure of this one.
    await context.rooms.refresh().catch(() => {})
  }

  return {
    start(room, wanted) {
      if (stop !== undefined) throw busy(cloud, now.get())
      stop = new AbortController()
      now.set({ phase: 'reading', operation: wanted.operation, startedAt: Date.now(), waitingFor: [] })
      work = settle(room, wanted, stop)
    },
    stop(phase) {
      if (stop === undefined) return
      stop.abort()
      if (now.get().phase !== 'stopping') tell({ phase })
    },
    followNow(listener, signal) {
      if (signal.aborted) return
      followers += 1
      signal.addEventListener('abort', () => (followers -= 1), { once: true })
      estimate()
      now.follow(listener, signal)
    },
    live: () => live,
    settled: () => work,
  }
}

function titleOf(operation: 'apply' | 'destroy', cloud: string): string {
  return `${operation === 'apply' ? 'Deploy' : 'Destroy'} ${cloud}`
}

function busy(cloud: string, { operation }: RunNow): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `${cloud} is already being ${operation === 'destroy' ? 'destroyed' : 'deployed'}.`,
    remedy: 'Follow that run, or pause it first.',
  })
}
