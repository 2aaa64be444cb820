/** How a run ended: the time each component took, what failed and why, what is left. Pure. */
import type { RunState, StepProgress, StepState } from '../../core/journal.ts'
import { errorText } from './error.ts'
import { table } from './table.ts'
import { count, duration, indented, type Look, listed, wrap } from './text.ts'

/** One component's share of a run. */
export interface ComponentTime {
  readonly component: string
  readonly changed: number
  readonly failed: number
  readonly left: number
  /** Milliseconds from the start of its first step to the end of its last; absent where none was started. */
  readonly took?: number
}

/** Components in the order of the plan; those where nothing happened are left out. */
export function componentTimes(state: RunState): ComponentTime[] {
  const groups = Map.groupBy(state.steps.values(), (step) => step.component)
  return [...groups].flatMap(([component, steps]) => {
    const started = steps.flatMap((step) => step.startedAt ?? [])
    const ended = steps.flatMap((step) => (step.startedAt === undefined ? [] : (step.endedAt ?? [])))
    const times = {
      component,
      changed: number(steps, 'changed'),
      failed: number(steps, 'failed'),
      left: left(steps).length,
    }
    if (started.length === 0) return times.failed + times.left === 0 ? [] : [times]
    return [{ ...times, took: Math.max(...ended, ...started) - Math.min(...started) }]
  })
}

/** The end of `stackstead apply`: a table of components, failures with their remedy, what is left, one sentence. */
export function runSummaryText(state: RunState, look: Look): string {
  return [timesText(state, look), failuresText(state, look), leftText(state, look), sentence(state, look)]
    .filter((text) => text !== '')
    .join('\n\n')
}

export function timesText(state: RunState, { paint }: Look): string {
  const times = componentTimes(state)
  if (times.length === 0) return ''
  const rows = times.map(({ component, changed, failed, left: more, took }) => {
    const notes = [
      ...(failed > 0 ? [paint('red', `${failed} failed`)] : []),
      ...(more > 0 ? [paint('yellow', `${more} left`)] : []),
    ]
    return [component, `${changed} changed`, took === undefined ? '' : duration(took), notes.join(', ')]
  })
  return table([['Component', 'Steps', 'Time', ''], ...rows], { paint, right: [1, 2] })
}

export function failuresText(state: RunState, look: Look): string {
  const failed = [...state.steps.values()].filter((step) => step.state === 'failed')
  return failed
    .map((step) => {
      const title = `${look.paint(['red', 'bold'], 'Failed:')} ${step.title} on ${step.machine}`
      if (step.error === undefined) return title
      return `${title}\n${indented(errorText(step.error, { ...look, columns: look.columns - 2 }), '  ')}`
    })
    .join('\n\n')
}

function leftText(state: RunState, { paint, columns }: Look): string {
  const groups = Map.groupBy(left([...state.steps.values()]), (step) => step.machine)
  const lines = [...groups].map(([machine, steps]) => {
    const components = [...new Set(steps.map((step) => step.component))]
    // After Ctrl-C everything left has the same reason, which the last sentence tells.
    const told = state.outcome === 'cancelled' ? [] : steps
    const reasons = [...new Set(told.flatMap((step) => step.reason ?? []))]
    const why = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`
    return wrap(`${machine}: ${count(steps.length, 'step')} of ${listed(components)}${why}`, columns - 2, '  ')
  })
  return lines.length === 0 ? '' : [paint('yellow', 'Left to do:'), ...lines].join('\n')
}

function sentence(state: RunState, { paint, columns }: Look): string {
  const steps = [...state.steps.values()]
  const took = state.endedAt === undefined ? '' : ` in ${duration(state.endedAt - state.startedAt)}`
  const changed = count(number(steps, 'changed'), 'step')
  const again = `Run "stackstead ${state.operation}" again to go on: what is done stays done.`
  if (state.outcome === 'done')
    return paint('green', `Done${took}: ${changed} changed something, ${number(steps, 'ok')} found nothing to do.`)
  if (state.outcome === 'cancelled') return wrap(`Stopped${took}: ${changed} changed something. ${again}`, columns)
  if (state.outcome === undefined)
    return wrap(`The run was interrupted: ${changed} changed something. ${again}`, columns)
  const mend = 'Mend what is named above, then run it again: what is done stays done.'
  return paint(
    'red',
    wrap(`${count(number(steps, 'failed'), 'step')} failed${took}, ${changed} changed something. ${mend}`, columns),
  )
}

function left(steps: readonly StepProgress[]): readonly StepProgress[] {
  return steps.filter((step) => step.state === 'skipped' || step.state === 'waiting' || step.state === 'running')
}

function number(steps: readonly StepProgress[], state: StepState): number {
  return steps.filter((step) => step.state === state).length
}
