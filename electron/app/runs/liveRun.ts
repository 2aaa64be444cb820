/** A run under way in this process: its events so far, and those who follow it, told in pieces rather than one by one. */
import type { RunEvent, RunState } from '../../contract/index.ts'
import { reduceRunEvents } from '../../contract/index.ts'
import { listeners } from '../listeners.ts'
import { LINES, type StepLines, stepLines } from './stepLines.ts'

/** Milliseconds for which events are gathered. */
const GATHER = 50

export interface LiveRun {
  readonly run: string
  add(event: RunEvent): void
  /** After all events that were told. */
  state(): RunState | undefined
  readonly output: Pick<StepLines, 'of'>
  /** Everything told so far in one piece, then what comes; without output. */
  followEvents(listener: (events: readonly RunEvent[]) => void, signal: AbortSignal): void
  /** Lines to come of one step; what it printed before is in `output`. */
  followLines(step: string, listener: (lines: readonly string[]) => void, signal: AbortSignal): void
  /** Tells what is still waiting. */
  flush(): void
}

/** @param onTold called after each piece */
export function liveRun(run: string, onTold: (state: RunState) => void): LiveRun {
  const events: RunEvent[] = []
  const output = stepLines()
  const followers = listeners<[events: readonly RunEvent[]]>()
  const lineListeners = new Map<string, Set<(lines: readonly string[]) => void>>()
  let state: RunState | undefined
  let waiting: RunEvent[] = []
  let waitingLines = new Map<string, string[]>()
  let timer: NodeJS.Timeout | undefined

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    const [told, lines] = [waiting, waitingLines]
    waiting = []
    waitingLines = new Map()
    for (const [step, printed] of lines) for (const listener of [...(lineListeners.get(step) ?? [])]) listener(printed)
    if (told.length === 0) return
    for (const event of told) events.push(event)
    state = reduceRunEvents(state, told)
    followers.tell(told)
    if (state !== undefined) onTold(state)
  }

  return {
    run,
    output,
    state: () => state,
    flush,
    add(event) {
      timer ??= setTimeout(flush, GATHER)
      if (event.type !== 'step-output') {
        waiting.push(event)
        if ('step' in event && event.type !== 'step-started') output.end(event.step)
        return
      }
      output.add(event.step, event.line)
      if (!lineListeners.has(event.step)) return
      const printed = waitingLines.get(event.step)
      if (printed === undefined) waitingLines.set(event.step, [event.line])
      else printed.push(event.line)
    },
    followEvents(listener, signal) {
      if (signal.aborted) return
      followers.add(listener, signal)
      listener(events.slice())
    },
    followLines(step, listener, signal) {
      if (signal.aborted) return
      // Lines that wait for others are in `output` already: without this a new listener would get them twice.
      if (waitingLines.has(step)) flush()
      const own = lineListeners.get(step) ?? new Set()
      lineListeners.set(step, own)
      own.add(listener)
      const leave = (): void => {
        own.delete(listener)
        if (own.size === 0 && lineListeners.get(step) === own) lineListeners.delete(step)
      }
      signal.addEventListener('abort', leave, { once: true })
    },
  }
}

/** The last lines of a list, as many as a step's log shows at first. */
export function lastOf(lines: readonly string[], most = LINES): readonly string[] {
  return lines.slice(-most)
}
