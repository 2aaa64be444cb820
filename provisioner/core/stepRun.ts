/** One step of a run: check, apply, check again, and all of it anew where its machine was lost in between and came back. */
import { checkStep, type Fleet, type Preview } from './check.ts'
import type { Command } from './command.ts'
import { lastLines, StacksteadError } from './errors.ts'
import type { RunEvent } from './event.ts'
import type { FactWindow } from './factWindow.ts'
import { lockTable } from './lock.ts'
import type { MachineName, Transport } from './machine.ts'
import type { Action, Change, Step, Verdict } from './step.ts'
import { isUnreachable, RETURN, untilBack } from './untilBack.ts'

const COMMAND_TIMEOUT = 15 * 60_000
/**
 * How often a state is asked for before not knowing it counts as a failure: a busy API says 503 now and then. No pause in
 * between: waiting for a service that starts is the work of a step before (steps/serviceAnswers.ts), every attempt is a
 * trip of its own, and what hangs has taken its own time limit already.
 */
const ATTEMPTS = 3
/** A step under which its machine is lost so often is what loses it. */
const LOSSES = 3

export interface StepOptions {
  /** Asked before each step, and again and again for a machine that was lost, until it can be worked on. */
  readonly fleet: Fleet
  /** The check this run begins from: its verdicts hold until the run's first change. */
  readonly preview: Preview
  readonly emit: (event: RunEvent) => void
  /** After an abort, steps under way finish and no other begins. */
  readonly signal?: AbortSignal
  /** Lets the caller put something around each command that changes a machine. */
  readonly wrap?: (command: Command) => Command
  /** Takes secrets out of output and error text. */
  readonly shown: (text: string) => string
}

/** How a step ended that did not fail. */
export type StepEnd = { readonly type: 'step-ok' | 'step-changed' } | { readonly type: 'step-skipped'; reason: string }

/** A step's place among those whose facts are read together. */
export interface StepPlace {
  readonly facts: FactWindow
  readonly index: number
}

/**
 * For one run. Rejects where the step failed.
 * @param skipReason why a step may not begin now
 */
export function stepRunner(
  options: StepOptions,
  skipReason: (step: Step) => string | undefined,
): (step: Step, place: StepPlace) => Promise<StepEnd> {
  const { emit, fleet, preview, signal } = options
  const locks = lockTable()
  const reached = new Set<MachineName>()
  let changed = false

  const begins = (step: Step, changes: readonly Change[]): void =>
    emit({ type: 'step-started', at: Date.now(), step: step.id, changes })

  /** What was going on with one step when its machine was lost. */
  interface Progress {
    isShown: boolean
    isApplied: boolean
  }

  /** The state of a step at its turn, with the facts it was judged by. */
  const judged = async ({ facts, index }: StepPlace, step: Step, transport: Transport) => {
    for (let attempt = 1; ; attempt += 1) {
      const read = await facts.at(index, transport)
      const verdict = checkStep(step, read)
      if (verdict.state !== 'unknown') return { read, verdict }
      if (attempt === ATTEMPTS || signal?.aborted) throw unknownState(step, verdict.reason)
      facts.forget()
    }
  }

  const makeSo = async (step: Step, place: StepPlace, progress: Progress): Promise<StepEnd> => {
    const fine = (): StepEnd => ({ type: progress.isApplied ? 'step-changed' : 'step-ok' })
    const known = changed ? undefined : preview.verdicts.get(step.id)
    if (known?.state === 'ok') return fine()
    const transport = await fleet.transport(step.machine)
    reached.add(step.machine)
    const { read, verdict } = await judged(place, step, transport)
    if (verdict.state === 'ok') return fine()
    using _held = await locks.take(step.lock)
    // Much may have happened while it waited for its turn.
    const reason = skipReason(step)
    if (reason !== undefined) return { type: 'step-skipped', reason }
    if (!progress.isShown) begins(step, verdict.changes)
    progress.isShown = true
    progress.isApplied = true
    changed = true
    for (const action of step.actions(read)) await perform(transport, step, action, options)
    place.facts.forget()
    convergedOrThrow(step, (await judged(place, step, transport)).verdict)
    return fine()
  }

  const told = (step: Step, line: string): void => emit({ type: 'step-output', at: Date.now(), step: step.id, line })

  /** Waits for its machine; rejects where that does not help. */
  const recovered = async (step: Step, loss: unknown, progress: Progress): Promise<void> => {
    const { machine } = step
    const wasReached = reached.has(machine) || !preview.unreadable.has(machine)
    if (!isUnreachable(loss) || !wasReached || signal?.aborted) throw loss
    // Only of a step under way its output is seen.
    if (!progress.isShown) begins(step, foreseen(preview.verdicts.get(step.id)))
    progress.isShown = true
    told(step, `${machine} was lost: waiting up to ${RETURN / 1000} s for it, then for what still runs there`)
    try {
      await untilBack(machine, fleet, signal)
    } catch (error) {
      throw signal?.aborted ? loss : error
    }
    told(step, `${machine} is back`)
  }

  return async (step, place) => {
    const progress: Progress = { isShown: false, isApplied: false }
    for (let losses = 1; ; losses += 1) {
      try {
        return await makeSo(step, place, progress)
      } catch (error) {
        place.facts.forget()
        if (losses === LOSSES) throw error
        await recovered(step, error, progress)
      }
    }
  }
}

function foreseen(verdict: Verdict | undefined): readonly Change[] {
  if (verdict === undefined || verdict.state === 'ok') return []
  return verdict.state === 'change' ? verdict.changes : verdict.expected
}

function unknownState(step: Step, reason: string): StacksteadError {
  return new StacksteadError({
    code: 'unknown-state',
    message: `"${step.title}" could not be checked on ${step.machine}: ${reason}.`,
  })
}

function convergedOrThrow(step: Step, verdict: Exclude<Verdict, { state: 'unknown' }>): void {
  if (verdict.state === 'ok') return
  const left = verdict.changes.map((change) => `${change.subject}: ${change.summary ?? change.operation}`)
  throw new StacksteadError({
    code: 'not-converged',
    message: `"${step.title}" was applied on ${step.machine}, but something still differs.`,
    detail: left.join('\n'),
  })
}

async function perform(transport: Transport, step: Step, action: Action, options: StepOptions): Promise<void> {
  if (action.kind === 'put') return transport.put(action.path, action.content, action.meta)
  const result = await transport.exec(options.wrap?.(action.command) ?? action.command, {
    timeout: action.timeout ?? COMMAND_TIMEOUT,
    onLine: (line) => options.emit({ type: 'step-output', at: Date.now(), step: step.id, line: options.shown(line) }),
  })
  if (result.status === 0) return
  throw new StacksteadError({
    code: 'command-failed',
    message: `"${step.title}" failed on ${step.machine}: the command ended with status ${result.status}.`,
    detail: lastLines(`${result.stdout}\n${result.stderr}`),
    ...(action.remedy === undefined ? {} : { remedy: action.remedy }),
  })
}
