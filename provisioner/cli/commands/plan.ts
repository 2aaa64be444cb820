/** `stackstead plan`: what applying would change, machine by machine. Touches nothing. */
import { Command } from 'commander'
import type { Read } from '../../core/fact.ts'
import { checkPlan, hasErrors, OWNER_FACTS, planFindings, previewView } from '../../index.ts'
import { fleetOf, toldProject } from '../connect.ts'
import { withShared } from '../options.ts'
import { explainedText, previewText, summaryText } from '../render/preview.ts'
import { listed } from '../render/text.ts'
import { working } from '../session.ts'
import { waiting } from '../waiting.ts'

export function planCommand(): Command {
  const command = new Command('plan')
    .summary('show what applying would change')
    .description(
      'Compares every machine with cloud.yaml and shows each package, file, unit, database and API object that would change. Nothing is touched.',
    )
    .option('--explain', 'step by step, with one sentence on what each is for')
    .addHelpText(
      'after',
      '\nExit status: 0 nothing to do, 2 something would change, 1 an error, a machine out of reach, or data that would be left behind.',
    )
  return working<{ explain?: boolean }>(withShared(command, 'machines'), async (session, own) => {
    const { options, terminal } = session
    const project = await toldProject(session)
    await using fleet = await fleetOf(session, project)
    const machines = project.cloud.machines.map((machine) => machine.name)
    using reading = waiting(terminal, `Reading ${listed(machines)}`)
    const reads = new Map<string, Read>()
    const preview = await checkPlan(
      project.plan,
      fleet,
      undefined,
      (machine, read) => reads.set(machine, read),
      OWNER_FACTS,
    )
    const findings = await planFindings(project, reads)
    const view = previewView(project.cloud.name, machines, project.plan, preview, findings)
    reading.end()
    if (options.json) terminal.json(view)
    else if (options.quiet) terminal.out(summaryText(view, terminal))
    else terminal.out(own.explain ? explainedText(view, terminal) : previewText(view, terminal))
    if (hasErrors(findings) || view.machines.some((machine) => machine.unreadable !== undefined)) return 1
    return view.converged ? 0 : 2
  })
}
