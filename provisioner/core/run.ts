/** Run: check, apply, check again, along the plan's graph. Everything it does is told as events. */
import { checkStep, type Fleet, type Preview } from './check.ts'
import type { Command } from './command.ts'
import { type ErrorData, errorData, lastLines, StacksteadError } from './errors.ts'
import type { RunEvent, RunningProcess, RunOutcome } from './event.ts'
import type { Read } from './fact.ts'
import { type FactWindow, factWindow } from './factWindow.ts'
import { lockTable } from './lock.ts'
import type { MachineName, Transport } from './machine.ts'
import { type Plan, type PlannedPhase, stepsOf } from './plan.ts'
import type { Action, Step, Verdict } from './step.ts'

const COMMAND_TIMEOUT = 15 * 60_000
/**
 * How often a state is asked for before not knowing it counts as a failure: a busy API says 503 now and then. No pause in
 * between: waiting for a service that starts is the work of a step before (steps/serviceAnswers.ts), every attempt is a
 * trip of its own, and what hangs has taken its own time limit already.
 */
const ATTEMPTS = 3

export interface RunOptions {
  readonly run: string
  readonly operation: 'apply' | 'destroy'
  /** The process that runs it, told with its begin. */
  readonly by?: RunningProcess
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

/** Makes everything so. Resolves when no step is left that could run; never rejects for a step's failure. */
export async function runPlan(plan: Plan, options: RunOptions): Promise<RunOutcome> {
  const { emit, signal } = options
  const locks = lockTable()
  const failedMachines = new Set<MachineName>()
  let changed = false
  let failed = false

  const emitStart = (): void => {
    const steps = plan.phases.flatMap((phase) =>
      phase.steps.map(({ id, title, machine }) => ({ id, title, machine, component: phase.component })),
    )
    const by = options.by === undefined ? {} : { by: options.by }
    emit({ type: 'run-started', at: Date.now(), run: options.run, operation: options.operation, steps, ...by })
  }

  const fail = (step: Step, error: ErrorData): void => {
    failed = true
    failedMachines.add(step.serves ?? step.machine)
    emit({ type: 'step-failed', at: Date.now(), step: step.id, error })
  }

  const skipReason = (step: Step): string | undefined => {
    if (signal?.aborted) return 'cancelled'
    const broken = [step.machine, step.serves].find((one) => one !== undefined && failedMachines.has(one))
    return broken === undefined ? undefined : `an earlier step failed for ${broken}`
  }

  const applyStep = async (
    transport: Transport,
    step: Step,
    read: Read,
    verdict: Verdict & { state: 'change' },
  ): Promise<void> => {
    using _held = await locks.take(step.lock)
    emit({ type: 'step-started', at: Date.now(), step: step.id, changes: verdict.changes })
    changed = true
    for (const action of step.actions(read)) await perform(transport, step, action, options)
  }

  /** The state of a step at its turn, with the facts it was judged by. */
  const judged = async (facts: FactWindow, index: number, step: Step, transport: Transport) => {
    for (let attempt = 1; ; attempt += 1) {
      const read = await facts.at(index, transport)
      const verdict = checkStep(step, read)
      if (verdict.state !== 'unknown') return { read, verdict }
      if (attempt === ATTEMPTS || signal?.aborted) throw unknownState(step, verdict.reason)
      facts.forget()
    }
  }

  /** One machine's steps of one phase, in order. True when all are as they should be. */
  const runLane = async (machine: MachineName, steps: readonly Step[]): Promise<boolean> => {
    const facts = factWindow(steps)
    let good = true
    for (const [index, step] of steps.entries()) {
      const reason = skipReason(step)
      if (reason !== undefined) {
        emit({ type: 'step-skipped', at: Date.now(), step: step.id, reason })
        good = false
        continue
      }
      try {
        const known = changed ? undefined : options.preview.verdicts.get(step.id)
        if (known?.state === 'ok') {
          emit({ type: 'step-ok', at: Date.now(), step: step.id })
          continue
        }
        const transport = await options.fleet.transport(machine)
        const before = await judged(facts, index, step, transport)
        if (before.verdict.state === 'ok') {
          emit({ type: 'step-ok', at: Date.now(), step: step.id })
          continue
        }
        await applyStep(transport, step, before.read, before.verdict)
        facts.forget()
        convergedOrThrow(step, (await judged(facts, index, step, transport)).verdict)
        emit({ type: 'step-changed', at: Date.now(), step: step.id })
      } catch (error) {
        fail(step, located(errorData(error), step, options))
        facts.forget()
        good = false
      }
    }
    return good
  }

  const outcomes = new Map<string, Promise<boolean>>()
  const runPhase = async (phase: PlannedPhase): Promise<boolean> => {
    const before = await Promise.all(phase.after.map((id) => outcomes.get(id)))
    if (before.includes(false)) {
      const reason = signal?.aborted ? 'cancelled' : 'something it needs has failed'
      for (const step of phase.steps) emit({ type: 'step-skipped', at: Date.now(), step: step.id, reason })
      return false
    }
    const lanes = Map.groupBy(phase.steps, (step) => step.machine)
    const good = await Promise.all([...lanes].map(([machine, steps]) => runLane(machine, steps)))
    return phase.scope === 'machine' || good.every(Boolean)
  }

  emitStart()
  for (const phase of plan.phases) outcomes.set(phase.id, runPhase(phase))
  await Promise.all(outcomes.values())
  const outcome: RunOutcome = failed ? 'failed' : signal?.aborted && stepsOf(plan).length > 0 ? 'cancelled' : 'done'
  emit({ type: 'run-finished', at: Date.now(), outcome })
  return outcome
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

async function perform(transport: Transport, step: Step, action: Action, options: RunOptions): Promise<void> {
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

function located(data: ErrorData, step: Step, options: RunOptions): ErrorData {
  const detail = data.detail === undefined ? {} : { detail: options.shown(data.detail) }
  return { ...data, message: options.shown(data.message), machine: data.machine ?? step.machine, ...detail }
}
