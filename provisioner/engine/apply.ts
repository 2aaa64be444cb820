/** Apply: lock the machines, check, run, and keep the journal. Resuming is calling it again. */
import { thisProcess } from '../adapters/heldFile.ts'
import { checkPlan, type Fleet, isConverged, type Preview } from '../core/check.ts'
import { type ErrorData, errorData } from '../core/errors.ts'
import type { RunEvent, RunOutcome } from '../core/event.ts'
import type { Read } from '../core/fact.ts'
import type { MachineName } from '../core/machine.ts'
import { type Plan, stepsOf } from '../core/plan.ts'
import { runPlan } from '../core/run.ts'
import { refuseUnfit } from './fitness.ts'
import { marked } from './machineLock.ts'
import { lockMachines } from './machineLocks.ts'
import { OWNER_FACTS, refuseOthers } from './otherClouds.ts'
import { refuseLosses } from './planFindings.ts'
import type { Project } from './project.ts'
import { newRunId, openJournal } from './runFiles.ts'
import { noteWanted, settleWanted } from './wanted.ts'

export interface ApplyOptions {
  readonly fleet: Fleet
  readonly operation?: 'apply' | 'destroy'
  /** Default: the project's plan. */
  readonly plan?: Plan
  readonly onEvent?: (event: RunEvent) => void
  /** Called when the machines were read and are now looked at for fitness, and when they are about to be locked. */
  readonly onPhase?: (phase: 'checking' | 'locking') => void
  /** Called while a machine still works on commands of an interrupted run. */
  readonly onWait?: (machine: MachineName) => void
  /** The person's yes, between preview and change. Default yes. */
  readonly confirm?: (preview: Preview) => Promise<boolean>
  readonly signal?: AbortSignal
  /** Preflight of machines that were never changed before, or are to carry more now; default true. */
  readonly preflight?: boolean
}

export interface Applied {
  readonly outcome: RunOutcome
  /** Absent where nothing had to be done and so nothing was run. */
  readonly run?: string
  /** Why the run's record has gaps: a full disk on this computer, say. */
  readonly unrecorded?: ErrorData
}

/** Rejects only for what keeps the run from beginning (`locked`, `unreachable`, `invalid-input`); failed steps are in the events. */
export async function apply(project: Project, options: ApplyOptions): Promise<Applied> {
  const { fleet, plan = project.plan, operation = 'apply', signal } = options
  const reads = new Map<MachineName, Read>()
  const first = await checkPlan(plan, fleet, signal, (machine, read) => reads.set(machine, read), OWNER_FACTS)
  refuseOthers(project, reads)
  if (isConverged(first)) {
    await settled(project, operation)
    return { outcome: 'done' }
  }
  if (operation === 'apply') refuseLosses(project.cloud, reads)
  if (operation === 'apply' && options.preflight !== false) {
    options.onPhase?.('checking')
    await refuseUnfit(project, fleet, first, signal)
  }
  if (options.confirm !== undefined && !(await options.confirm(first))) return { outcome: 'cancelled' }
  options.onPhase?.('locking')
  const machines = [...new Set(stepsOf(plan).map((step) => step.machine))]
  const work = { operation, cloud: { id: project.id, name: project.cloud.name } }
  await using locks = await lockMachines(machines, fleet, work, options.onWait ?? (() => {}), signal)
  if (locks === undefined) return { outcome: 'cancelled' }
  const preview = await checkPlan(plan, fleet, signal)
  const run = newRunId(operation)
  await using journal = await openJournal(project.runsFolder, run)
  if (operation === 'apply') await noteWanted(project, new Set(reads.keys()))
  let unrecorded: ErrorData | undefined
  let recorded: Promise<void> = Promise.resolve()
  const emit = (event: RunEvent): void => {
    // Losing the journal (a full disk on this computer) must not stop the work on the machines; the result tells.
    recorded = journal.append(event).catch((error: unknown) => {
      unrecorded ??= gaps(errorData(error))
    })
    options.onEvent?.(event)
  }
  const outcome = await runPlan(plan, {
    run,
    operation,
    by: await thisProcess(),
    fleet: locks,
    preview,
    emit,
    shown: project.shown,
    wrap: marked,
    ...(signal === undefined ? {} : { signal }),
  })
  if (outcome === 'done') await settled(project, operation)
  await recorded
  return { outcome, run, ...(unrecorded === undefined ? {} : { unrecorded }) }
}

function gaps(data: ErrorData): ErrorData {
  return {
    ...data,
    message: `The record of this run has gaps: ${data.message}`,
    remedy: 'The machines are not concerned. Make room before the next run: history shows only what was written.',
  }
}

/** Not being able to note it must not make done work a failure; at worst a machine is spoken of that was left long ago. */
async function settled(project: Project, operation: 'apply' | 'destroy'): Promise<void> {
  await settleWanted(project, operation === 'apply' ? project.cloud.machines : []).catch(() => {})
}
