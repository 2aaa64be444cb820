/** RunEvents: everything that happens in a run. Journal, CLI and screens reduce the same events. */
import type { ErrorData } from './errors.ts'
import type { Change } from './step.ts'

/** A step as events name it: enough to draw it without the plan. */
export interface StepRef {
  readonly id: string
  readonly title: string
  readonly component: string
  readonly machine: string
}

export interface RunningProcess {
  readonly pid: number
  /** What tells it from a later process with its number; absent where the computer does not say. */
  readonly began?: string | undefined
}

export type RunEvent =
  | {
      readonly type: 'run-started'
      readonly at: number
      readonly run: string
      readonly operation: 'apply' | 'destroy'
      readonly steps: readonly StepRef[]
      /** Which process of this computer runs it: without an end in the journal, whether it still does. */
      readonly by?: RunningProcess
    }
  | { readonly type: 'step-ok'; readonly at: number; readonly step: string }
  | { readonly type: 'step-started'; readonly at: number; readonly step: string; readonly changes: readonly Change[] }
  | { readonly type: 'step-output'; readonly at: number; readonly step: string; readonly line: string }
  | { readonly type: 'step-changed'; readonly at: number; readonly step: string }
  | { readonly type: 'step-failed'; readonly at: number; readonly step: string; readonly error: ErrorData }
  | { readonly type: 'step-skipped'; readonly at: number; readonly step: string; readonly reason: string }
  | { readonly type: 'run-finished'; readonly at: number; readonly outcome: RunOutcome }

/** Times are milliseconds since the epoch. */
export type RunOutcome = 'done' | 'failed' | 'cancelled'
