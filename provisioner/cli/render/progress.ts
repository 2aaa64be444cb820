/** A run under way as text: the lines at the bottom of the screen, and one line for each thing that happened. Pure. */
import type { RunEvent } from '../../core/event.ts'
import type { RunState, StepProgress } from '../../core/journal.ts'
import { clip, duration, type Look, pad, printable } from './text.ts'

export interface Under {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The latest line each step printed. */
  readonly output: ReadonlyMap<string, string>
  /** Milliseconds left, where earlier runs tell. */
  readonly total?: number
  readonly machines?: ReadonlyMap<string, number>
  /** The person has asked to stop. */
  readonly stopping: boolean
}

/** One line a machine (what it does now, n of m, elapsed, left), what it printed last, and a line for the whole run. */
export function liveLines(state: RunState, under: Under, look: Look): string[] {
  const byMachine = Map.groupBy(state.steps.values(), (step) => step.machine)
  const widest = Math.max(...[...byMachine.keys()].map((name) => name.length))
  const machines = [...byMachine].flatMap(([machine, steps]) => machineLines(machine, steps, widest, under, look))
  const left = under.total === undefined ? '' : `, ${about(under.total)}`
  const keys = under.stopping
    ? 'stopping after the steps under way; Ctrl-C again leaves at once'
    : 'Ctrl-C stops after the steps under way'
  const text = clip(
    `${progress([...state.steps.values()])} ${duration(under.now - state.startedAt)}${left} (${keys})`,
    look.columns - 1,
  )
  return [...machines, look.paint('dim', text)]
}

function machineLines(
  machine: string,
  steps: readonly StepProgress[],
  widest: number,
  under: Under,
  { paint, columns }: Look,
): string[] {
  const [first, ...others] = steps.filter((step) => step.state === 'running').sort(byStart)
  const head = `${pad(machine, widest)}  ${progress(steps)}`
  const room = columns - 1 - head.length - 2
  if (first === undefined) {
    const waiting = steps.some((step) => step.state === 'waiting')
    return [
      `${paint('bold', pad(machine, widest))}  ${progress(steps)}  ${paint('dim', clip(waiting ? 'waits' : ending(steps), room))}`,
    ]
  }
  const elapsed = duration(under.now - (first.startedAt ?? under.now))
  const left = under.machines?.get(machine)
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  const times = left === undefined ? elapsed : `${elapsed}, ${about(left)}`
  const what = clip(`${first.title}${more}`, Math.max(10, room - times.length - 2))
  const line = `${paint('bold', pad(machine, widest))}  ${progress(steps)}  ${what}  ${paint('dim', times)}`
  const printed = under.output.get(first.id)
  if (printed === undefined || printed.trim() === '') return [line]
  return [line, paint('dim', clip(`${' '.repeat(widest + 2)}${printable(printed).trim()}`, columns - 1))]
}

function ending(steps: readonly StepProgress[]): string {
  if (steps.some((step) => step.state === 'failed')) return 'failed'
  return steps.some((step) => step.state === 'skipped') ? 'stopped' : 'done'
}

/** "[ 42/98]": steps that ended, of all. */
function progress(steps: readonly StepProgress[]): string {
  const ended = steps.filter((step) => step.state !== 'waiting' && step.state !== 'running').length
  const all = String(steps.length)
  return `[${String(ended).padStart(all.length)}/${all}]`
}

function about(milliseconds: number): string {
  if (milliseconds < 1000) return 'nearly done'
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`
}

function byStart(a: StepProgress, b: StepProgress): number {
  return (a.startedAt ?? 0) - (b.startedAt ?? 0)
}

/** The line an event leaves behind, or undefined for one that needs none. `state` is the one after the event. */
export function eventLine(event: RunEvent, state: RunState, look: Look): string | undefined {
  if (event.type !== 'step-changed' && event.type !== 'step-failed') return undefined
  const step = state.steps.get(event.step)
  if (step === undefined) return undefined
  const took = step.startedAt === undefined ? '' : `  ${look.paint('dim', duration(event.at - step.startedAt))}`
  const head = lineHead(step, state, look)
  if (event.type === 'step-changed') return `${head}${step.title}${took}`
  return `${head}${look.paint('red', `failed: ${step.title}`)}${took}\n    ${look.paint('red', printable(event.error.message))}`
}

/** The line for a step that takes long, where nothing can be drawn over. */
export function stillLine(step: StepProgress, state: RunState, under: Under, look: Look): string {
  const printed = printable(under.output.get(step.id) ?? '').trim()
  const elapsed = duration(under.now - (step.startedAt ?? under.now))
  const said = printed === '' ? '' : `  ${look.paint('dim', clip(printed, 80))}`
  return `${lineHead(step, state, look)}${step.title} …  ${look.paint('dim', elapsed)}${said}`
}

/** One line of what a step printed: what --verbose shows. */
export function outputLine(step: StepProgress, line: string, look: Look): string {
  return look.paint('dim', `${step.machine} | ${printable(line)}`)
}

function lineHead(step: StepProgress, state: RunState, { paint }: Look): string {
  return `${paint('dim', progress([...state.steps.values()]))} ${step.machine}  `
}
