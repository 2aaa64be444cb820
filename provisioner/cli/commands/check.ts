/** `stackstead check`: looks whether the machines are fit for the cloud. Changes nothing. */
import { Command } from 'commander'
import { hasErrors, preflight, preflightSubjects } from '../../index.ts'
import { fleetOf, toldProject } from '../connect.ts'
import { withShared } from '../options.ts'
import { findingsText } from '../render/findings.ts'
import { listed } from '../render/text.ts'
import { working } from '../session.ts'
import { waiting } from '../waiting.ts'

export function checkCommand(): Command {
  const command = new Command('check')
    .summary('look whether the machines are fit for it')
    .description(
      'Looks at system, memory, disk, clock, names, networks and leftovers of every machine, and tells what is wrong, why it matters and how to mend it. Nothing is changed.',
    )
    .option('-v, --verbose', 'tell what is fine, too')
    .addHelpText('after', '\nExit status: 0 no errors, 1 something stands in the way.')
  return working<{ verbose?: boolean }>(withShared(command, 'machines'), async (session, own) => {
    const { options, terminal } = session
    const project = await toldProject(session)
    await using fleet = await fleetOf(session, project)
    const machines = project.cloud.machines.map((machine) => machine.name)
    using looking = waiting(terminal, `Looking at ${listed(machines)}`)
    const findings = await preflight(project, fleet)
    looking.end()
    const subjects = preflightSubjects()
    if (options.json) terminal.json({ cloud: project.cloud.name, findings })
    else
      terminal.out(
        findingsText(
          findings,
          { machines, subjects, all: own.verbose === true, next: '"stackstead plan" is next.' },
          terminal,
        ),
      )
    return hasErrors(findings) ? 1 : 0
  })
}
