/** Run: check, apply, check again, along the plan's graph. Everything it does is told as events. */
import { type ErrorData, errorData } from './errors.ts'
import type { RunningProcess, RunOutcome } from './event.ts'
import { factWindow } from './factWindow.ts'
import type { MachineName } from './machine.ts'
import { type Plan, type PlannedPhase, stepsOf } from './plan.ts'
import type { Step } from './step.ts'
import { type StepOptions, stepRunner } from './stepRun.ts'

export interface RunOptions extends StepOptions {
  readonly run: string
  readonly operation: 'apply' | 'destroy'
  /** The process that runs it, told with its begin. */
  readonly by?: RunningProcess
}

/** Makes everything so. Resolves when no step is left that could run; never rejects for a step's failure. */
export async function runPlan(plan: Plan, options: RunOptions): Promise<RunOutcome> {
  const { emit, signal } = options
  const failedMachines = new Set<MachineName>()
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

  const runStep = stepRunner(options, skipReason)

  /** One machine's steps of one phase, in order. True when all are as they should be. */
  const runLane = async (steps: readonly Step[]): Promise<boolean> => {
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
        const end = await runStep(step, { facts, index })
        emit({ ...end, at: Date.now(), step: step.id })
        if (end.type === 'step-skipped') good = false
      } catch (error) {
        fail(step, located(errorData(error), step, options))
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
    const good = await Promise.all([...lanes.values()].map(runLane))
    return phase.scope === 'machine' || good.every(Boolean)
  }

  emitStart()
  for (const phase of plan.phases) outcomes.set(phase.id, runPhase(phase))
  await Promise.all(outcomes.values())
  const outcome: RunOutcome = failed ? 'failed' : signal?.aborted && stepsOf(plan).length > 0 ? 'cancelled' : 'done'
  emit({ type: 'run-finished', at: Date.now(), outcome })
  return outcome
}

function located(data: ErrorData, step: Step, options: RunOptions): ErrorData {
  const detail = data.detail === undefined ? {} : { detail: options.shown(data.detail) }
  return { ...data, message: options.shown(data.message), machine: data.machine ?? step.machine, ...detail }
}
