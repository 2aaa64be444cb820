/** What a run looks like after a number of events: the one reduction behind progress, summary and history. */
import type { ErrorData } from './errors.ts'
import type { RunEvent, RunOutcome, StepRef } from './event.ts'

export type StepState = 'waiting' | 'running' | 'ok' | 'changed' | 'failed' | 'skipped'

export interface StepProgress extends StepRef {
  readonly state: StepState
  /** Milliseconds since the epoch. */
  readonly startedAt?: number
  readonly endedAt?: number
  readonly error?: ErrorData
  readonly reason?: string
}

export interface RunState {
  readonly run: string
  readonly operation: 'apply' | 'destroy'
  readonly startedAt: number
  readonly endedAt?: number
  /** Absent while running, and for ever where the process was killed. */
  readonly outcome?: RunOutcome
  readonly steps: ReadonlyMap<string, StepProgress>
}

/** The next state. Copies the step map only shallowly; states already handed out never change. */
export function reduceRun(state: RunState | undefined, event: RunEvent): RunState | undefined {
  if (event.type === 'run-started') {
    const steps = new Map(event.steps.map((step): [string, StepProgress] => [step.id, { ...step, state: 'waiting' }]))
    return { run: event.run, operation: event.operation, startedAt: event.at, steps }
  }
  if (state === undefined || event.type === 'step-output') return state
  if (event.type === 'run-finished') return { ...state, endedAt: event.at, outcome: event.outcome }
  const step = state.steps.get(event.step)
  if (step === undefined) return state
  return { ...state, steps: new Map(state.steps).set(step.id, advanced(step, event)) }
}

/**
 * The state after many events at once: the step map is copied once, so that a window that follows tens of thousands of
 * steps pays for what changed only.
 */
export function reduceRunEvents(state: RunState | undefined, events: readonly RunEvent[]): RunState | undefined {
  let next = state
  let steps: Map<string, StepProgress> | undefined
  for (const event of events) {
    if (event.type === 'run-started' || event.type === 'run-finished') {
      next = reduceRun(steps === undefined || next === undefined ? next : { ...next, steps }, event)
      steps = undefined
      continue
    }
    if (next === undefined || event.type === 'step-output') continue
    steps ??= new Map(next.steps)
    const step = steps.get(event.step)
    if (step !== undefined) steps.set(step.id, advanced(step, event))
  }
  return steps === undefined || next === undefined ? next : { ...next, steps }
}

type StepEvent = Exclude<RunEvent, { type: 'run-started' | 'run-finished' | 'step-output' }>

function advanced(step: StepProgress, event: StepEvent): StepProgress {
  switch (event.type) {
    case 'step-started':
      return { ...step, state: 'running', startedAt: event.at }
    case 'step-ok':
      return { ...step, state: 'ok', endedAt: event.at }
    case 'step-changed':
      return { ...step, state: 'changed', endedAt: event.at }
    case 'step-failed':
      return { ...step, state: 'failed', endedAt: event.at, error: event.error }
    case 'step-skipped':
      return { ...step, state: 'skipped', endedAt: event.at, reason: event.reason }
  }
}
