/** `stackstead apply`: makes the machines what cloud.yaml says, and shows it happening. */
import { Command } from 'commander'
import type { Preview } from '../../core/check.ts'
import { StacksteadError } from '../../core/errors.ts'
import type { RunState } from '../../core/journal.ts'
import {
  type Applied,
  type ApplyOptions,
  apply,
  leftMachines,
  type PreviewView,
  type Project,
  previewView,
  stepDurations,
} from '../../index.ts'
import { askYes } from '../ask.ts'
import { fleetOf, type OpenFleet, toldProject } from '../connect.ts'
import { withShared } from '../options.ts'
import { errorText } from '../render/error.ts'
import { shortPreviewText } from '../render/preview.ts'
import { runSummaryText } from '../render/runSummary.ts'
import { count, listed } from '../render/text.ts'
import { runProgress } from '../runProgress.ts'
import { type ExitStatus, type Session, working } from '../session.ts'
import { stopOnSignals } from '../stop.ts'
import { waiting } from '../waiting.ts'

interface Own {
  readonly yes?: boolean
  readonly verbose?: boolean
  /** False with --no-check. */
  readonly check?: boolean
}

export function applyCommand(): Command {
  const command = new Command('apply')
    .summary('make the machines what cloud.yaml says')
    .description(
      'Shows in short what would change, asks, and does it on all machines at once. Interrupted or failed, the same command goes on where it stopped.',
    )
    .option('-y, --yes', 'do not ask')
    .option('-v, --verbose', 'show what the commands on the machines print')
    .option('--no-check', 'begin even with machines that "stackstead check" finds unfit')
    .addHelpText(
      'after',
      '\nWith --json every event is one line of JSON. Exit status: 0 all is as it should be, 1 something failed or is left.',
    )
  return working<Own>(withShared(command, 'machines'), async (session, own) => {
    requireYes(session, own.yes === true, 'apply')
    const project = await toldProject(session)
    await using fleet = await fleetOf(session, project)
    const applied = await applyShown(session, project, fleet, own)
    return statusOf(applied)
  })
}

export function statusOf(applied: Applied): ExitStatus {
  return applied.outcome === 'done' ? 0 : 1
}

/** Where nobody can answer, the question has to be answered on the command line. */
export function requireYes({ terminal }: Session, yes: boolean, operation: string): void {
  if (yes || terminal.interactive) return
  throw new StacksteadError({
    code: 'invalid-input',
    message: `"stackstead ${operation}" asks before it changes anything, and nobody can answer here.`,
    remedy: `Look at "stackstead plan" first, then add --yes.`,
  })
}

/** How it ended, and what the events came to where something was run. */
export interface Shown extends Applied {
  readonly state?: RunState
}

/** What is applied where it is not the project's plan, and the words for it. */
export interface Manner extends Pick<ApplyOptions, 'operation' | 'plan'> {
  preview(view: PreviewView): string
  ask(): Promise<boolean>
  /** Said where nothing has to be done. */
  readonly nothing: string
}

/** Runs `apply` with everything a person sees of it. */
export async function applyShown(
  session: Session,
  project: Project,
  fleet: OpenFleet,
  own: Own,
  manner: Manner = usual(session, project),
): Promise<Shown> {
  const { options, terminal } = session
  const { operation = 'apply', plan = project.plan } = manner
  const machines = project.cloud.machines.map((machine) => machine.name)
  const settled = new Set<string>()
  using stopping = stopOnSignals(() => {
    if (!terminal.live)
      terminal.note('Stopping after the steps under way. Ctrl-C again leaves at once; the same command goes on later.')
  })
  using progress = runProgress(session, {
    plan,
    durations: await stepDurations(project.runsFolder, operation),
    settled: () => settled,
    stopping: stopping.signal,
    verbose: own.verbose === true,
  })
  using pause = waiting(terminal, `Reading ${listed(machines)}`)
  const confirm = async (preview: Preview): Promise<boolean> => {
    pause.end()
    for (const [id, verdict] of preview.verdicts) if (verdict.state === 'ok') settled.add(id)
    const findings = operation === 'apply' ? await leftMachines(project) : []
    if (!options.json && !options.quiet)
      terminal.out(manner.preview(previewView(project.cloud.name, machines, plan, preview, findings)))
    if (own.yes !== true && !(await manner.ask())) return false
    pause.say(`Locking ${listed(machines)}`)
    return true
  }
  const applied = await apply(project, {
    fleet,
    operation,
    plan,
    confirm,
    signal: stopping.signal,
    preflight: own.check !== false,
    onEvent: (event) => {
      pause.end()
      progress.onEvent(event)
    },
    onWait: (machine) => pause.say(`${machine} still works on commands of an interrupted run; waiting for them to end`),
  })
  pause.end()
  terminal.draw([])
  const state = progress.state()
  if (options.json) terminal.json({ type: 'result', ...applied })
  else if (state !== undefined) terminal.out(`\n${runSummaryText(state, terminal)}`)
  else terminal.out(applied.outcome === 'done' ? manner.nothing : 'Nothing was changed.')
  if (applied.unrecorded !== undefined && !options.json) terminal.complain(errorText(applied.unrecorded, terminal))
  return { ...applied, ...(state === undefined ? {} : { state }) }
}

function usual({ terminal }: Session, { plan }: Project): Manner {
  const steps = plan.phases.reduce((sum, phase) => sum + phase.steps.length, 0)
  return {
    preview: (view) => shortPreviewText(view, terminal),
    ask: () => askYes(terminal, 'Apply these changes?'),
    nothing: `Nothing to do: all ${count(steps, 'step')} are as they should be.`,
  }
}
