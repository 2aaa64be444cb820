/** Past runs as text, from what their journals reduce to. Pure. */
import type { RunState, StepProgress } from '../../core/journal.ts'
import { runSummaryText } from './runSummary.ts'
import { table } from './table.ts'
import { duration, type Look } from './text.ts'

/** What `history --json` tells of a run. */
export interface RunView {
  readonly run: string
  readonly operation: RunState['operation']
  /** ISO 8601. */
  readonly startedAt: string
  /** Milliseconds; absent where the run was interrupted. */
  readonly took?: number
  readonly outcome: 'done' | 'failed' | 'cancelled' | 'interrupted'
  readonly steps: Readonly<Record<StepProgress['state'], number>>
}

export function runView(state: RunState): RunView {
  const steps = { waiting: 0, running: 0, ok: 0, changed: 0, failed: 0, skipped: 0 }
  for (const step of state.steps.values()) steps[step.state] += 1
  return {
    run: state.run,
    operation: state.operation,
    startedAt: new Date(state.startedAt).toISOString(),
    ...(state.endedAt === undefined ? {} : { took: state.endedAt - state.startedAt }),
    outcome: state.outcome ?? 'interrupted',
    steps,
  }
}

const COLOURS = { done: 'green', failed: 'red', cancelled: 'yellow', interrupted: 'yellow' } as const

/** One line a run, newest first. */
export function historyText(states: readonly RunState[], { paint }: Look): string {
  if (states.length === 0) return 'Nothing has been applied yet.'
  const rows = states.map(runView).map(({ run, took, outcome, steps }) => {
    const left = steps.skipped + steps.waiting + steps.running
    const notes = [
      `${steps.changed} changed`,
      ...(steps.failed > 0 ? [`${steps.failed} failed`] : []),
      ...(left > 0 ? [`${left} left`] : []),
    ]
    return [run, took === undefined ? '-' : duration(took), paint(COLOURS[outcome], outcome), notes.join(', ')]
  })
  return table([['Run', 'Time', 'Outcome', 'Steps'], ...rows], { paint, right: [1] })
}

/** One run: every step that did something, then its summary. */
export function runText(state: RunState, look: Look): string {
  const active = [...state.steps.values()].filter((step) => step.startedAt !== undefined).sort(byStart)
  const rows = active.map((step) => [
    offset(step, state),
    step.machine,
    step.title,
    step.endedAt === undefined || step.startedAt === undefined ? '-' : duration(step.endedAt - step.startedAt),
    step.state === 'changed'
      ? ''
      : look.paint(step.state === 'failed' ? 'red' : 'yellow', step.state === 'running' ? 'interrupted' : step.state),
  ])
  const steps =
    rows.length === 0
      ? ''
      : table([['After', 'Machine', 'Step', 'Time', ''], ...rows], { paint: look.paint, right: [0, 3] })
  return [`${state.run}, begun ${new Date(state.startedAt).toLocaleString()}`, steps, runSummaryText(state, look)]
    .filter((text) => text !== '')
    .join('\n\n')
}

function offset(step: StepProgress, state: RunState): string {
  return duration((step.startedAt ?? state.startedAt) - state.startedAt)
}

function byStart(a: StepProgress, b: StepProgress): number {
  return (a.startedAt ?? 0) - (b.startedAt ?? 0)
}
