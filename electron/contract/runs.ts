/** Runs: deploying and destroying, followed live or read from history. */
import { z } from 'zod'
import type { RunEvent, RunOutcome } from '../../provisioner/core/event.ts'
import { request, stream } from './call.ts'
import { cloudId, ofCloud, runId } from './names.ts'

export { type RunState, reduceRunEvents, type StepProgress } from '../../provisioner/core/journal.ts'
export type { RunEvent, RunOutcome }

export interface RunSummary {
  readonly run: string
  readonly operation: 'apply' | 'destroy'
  readonly startedAt: number
  readonly endedAt?: number
  /** `interrupted`: its process ended in the middle; running it again goes on where it stopped. */
  readonly state: 'running' | 'interrupted' | RunOutcome
  readonly steps: number
  readonly changed: number
  readonly failed: number
}

/** What is under way for a cloud before and beside its events. */
export interface RunNow {
  /** `reading`, `checking` and `locking` come before the first event; `stopping` ends the steps under way. */
  readonly phase: 'idle' | 'reading' | 'checking' | 'locking' | 'running' | 'pausing' | 'stopping'
  readonly run?: string
  readonly operation?: 'apply' | 'destroy'
  readonly startedAt?: number
  /** Machines still busy with commands of an interrupted run. */
  readonly waitingFor: readonly string[]
  /** Milliseconds until the end, by earlier runs. */
  readonly remaining?: number
  /** The last one found nothing to do: every machine is as it should be. */
  readonly converged?: true
  /** Why the record of the last one has gaps: a full disk on this computer, say. */
  readonly unrecorded?: import('../../provisioner/core/errors.ts').ErrorData
  /** Why the last one did not begin. */
  readonly error?: import('../../provisioner/core/errors.ts').ErrorData
}

export const runs = {
  'runs.list': request<readonly RunSummary[]>()(ofCloud),
  /** Begins, or goes on where the last one stopped. Resolves at once; `runs.now` tells. */
  'runs.start': request<null>()(
    z.strictObject({
      cloud: cloudId,
      operation: z.enum(['apply', 'destroy']),
      /** False begins even with machines that the check finds unfit. */
      preflight: z.boolean().default(true),
    }),
  ),
  /** After the steps under way. Going on is starting again. */
  'runs.pause': request<null>()(ofCloud),
  /** The same, and the person does not mean to go on: what is done stays done. */
  'runs.cancel': request<null>()(ofCloud),
  /** Output of one step, from the journal. */
  'runs.output': request<readonly string[]>()(
    z.strictObject({ cloud: cloudId, run: runId, step: z.string().max(256), last: z.int().min(1).max(10_000) }),
  ),
}

export const runStreams = {
  'runs.now': stream<RunNow>()(ofCloud),
  /** All events so far in one piece, then the new ones, gathered for at most 50 ms. Without output lines. */
  'runs.events': stream<readonly RunEvent[]>()(z.strictObject({ cloud: cloudId, run: runId })),
  /** The last lines a step printed, then the new ones. */
  'runs.lines': stream<readonly string[]>()(z.strictObject({ cloud: cloudId, run: runId, step: z.string().max(256) })),
}
