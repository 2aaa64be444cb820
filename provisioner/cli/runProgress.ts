/** Shows a run while it happens: a live region on a terminal, plain lines in a pipe, events with --json. */
import type { RunEvent } from '../core/event.ts'
import { type RunState, reduceRun } from '../core/journal.ts'
import type { Plan } from '../core/plan.ts'
import { type Durations, remaining } from '../index.ts'
import { eventLine, liveLines, outputLine, stillLine, type Under } from './render/progress.ts'
import type { Session } from './session.ts'

export interface RunProgress extends Disposable {
  onEvent(event: RunEvent): void
  /** What has happened so far; absent before the first event. */
  state(): RunState | undefined
}

export interface ProgressOptions {
  readonly plan: Plan
  readonly durations: Durations
  /** Steps that need nothing, as the preview saw them. */
  readonly settled: () => ReadonlySet<string>
  readonly stopping: AbortSignal
  readonly verbose: boolean
}

/** Milliseconds between two pictures of the live region. */
const FRAME = 250
/** A step that takes longer is named while it runs, and again every {@link REMINDER}, where nothing is drawn. */
const SLOW = 2_000
const REMINDER = 30_000

export function runProgress({ options, terminal }: Session, wanted: ProgressOptions): RunProgress {
  let state: RunState | undefined
  const output = new Map<string, string>()
  const told = new Map<string, number>()
  const under = (now: number): Under => {
    const left = state && remaining(wanted.plan, state, wanted.settled(), wanted.durations, now)
    const estimate = left === undefined ? {} : { total: left.total, machines: left.machines }
    return { now, output, stopping: wanted.stopping.aborted, ...estimate }
  }
  const tick = (): void => {
    if (state === undefined || state.outcome !== undefined) return
    const now = Date.now()
    if (terminal.live) terminal.draw(liveLines(state, under(now), terminal))
    else if (!options.json && !options.quiet) remind(state, now)
  }
  const remind = (present: RunState, now: number): void => {
    for (const step of present.steps.values()) {
      if (step.state !== 'running' || step.startedAt === undefined) continue
      const last = told.get(step.id)
      if (now - (last ?? step.startedAt) < (last === undefined ? SLOW : REMINDER)) continue
      told.set(step.id, now)
      terminal.out(stillLine(step, present, under(now), terminal))
    }
  }
  const timer = setInterval(tick, terminal.live ? FRAME : 1_000)
  const show = (event: RunEvent, present: RunState): void => {
    if (event.type === 'step-output') {
      output.set(event.step, event.line)
      const step = present.steps.get(event.step)
      if (wanted.verbose && step !== undefined) terminal.out(outputLine(step, event.line, terminal))
      return
    }
    const line = eventLine(event, present, terminal)
    if (line !== undefined && !options.quiet) terminal.out(line)
  }
  return {
    onEvent(event) {
      state = reduceRun(state, event)
      if (options.json) terminal.json(event)
      else if (state !== undefined) show(event, state)
    },
    state: () => state,
    [Symbol.dispose]: () => {
      clearInterval(timer)
      terminal.draw([])
    },
  }
}
