/** `stackstead destroy`: returns the machines to what they were before, after showing what will go. */
import { Command } from 'commander'
import { destroyPlan } from '../../index.ts'
import { askLine } from '../ask.ts'
import { fleetOf, projectOf } from '../connect.ts'
import { withShared } from '../options.ts'
import { previewText } from '../render/preview.ts'
import { working } from '../session.ts'
import { applyShown, requireYes, statusOf } from './apply.ts'

interface Own {
  readonly yes?: boolean
  readonly verbose?: boolean
}

export function destroyCommand(): Command {
  const command = new Command('destroy')
    .summary('take the cloud away from its machines')
    .description(
      'Removes what Stackstead brought: instances and their disks, databases, packages, files, bridges and units. Shows what will go and asks for the name of the cloud. cloud.yaml, its secrets and the history stay on this computer.',
    )
    .option('-y, --yes', 'do not ask')
    .option('-v, --verbose', 'show what the commands on the machines print')
  return working<Own>(withShared(command, 'machines'), async (session, own) => {
    requireYes(session, own.yes === true, 'destroy')
    const { terminal } = session
    const project = await projectOf(session)
    await using fleet = await fleetOf(session, project)
    const { name } = project.cloud
    const applied = await applyShown(session, project, fleet, own, {
      operation: 'destroy',
      plan: destroyPlan(project.cloud),
      preview: (view) => previewText(view, terminal),
      ask: async () => {
        const typed = await askLine(terminal, `Everything in the cloud is lost. Type its name (${name}) to go on: `)
        return typed.trim() === name
      },
      nothing: `Nothing of ${name} is left on its machines.`,
    })
    return statusOf(applied)
  })
}
