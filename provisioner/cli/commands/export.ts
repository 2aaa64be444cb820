/** `stackstead export`: the administrator's credentials, as the openstack client reads them. The one command that prints a password. */
import { Argument, Command } from 'commander'
import { reveal } from '../../core/secret.ts'
import { accessKey, adminCredentials, cloudsYaml, openrc, type Project } from '../../index.ts'
import { projectOf } from '../connect.ts'
import { withShared } from '../options.ts'
import { working } from '../session.ts'

const FORMS = ['clouds.yaml', 'openrc', 'key'] as const

export function exportCommand(): Command {
  const command = new Command('export')
    .summary("print the administrator's credentials")
    .description(
      'Prints working credentials, password included, for the openstack client and other tools; or the private key of the key pair "stackstead".',
    )
    .addArgument(new Argument('<form>', 'what to print').choices(FORMS))
    .addHelpText(
      'after',
      `
Examples:
  umask 077; stackstead export clouds.yaml > ~/.config/openstack/clouds.yaml
  umask 077; stackstead export openrc > openrc; . ./openrc
  umask 077; stackstead export key > cloud-key; ssh -i cloud-key debian@FLOATING-IP
Where this computer is not on the management network, "stackstead api" is the way to the APIs.`,
    )
  return working(withShared(command, 'file'), async (session, _own, [form = '']) => {
    const { options, terminal } = session
    const project = await projectOf(session)
    const text = written(project, form)
    if (options.json) terminal.json({ form, text })
    else terminal.out(text.trimEnd())
    if (process.stdout.isTTY)
      terminal.note('What stands above opens the cloud. Keep files with it to yourself (chmod 600).')
    return 0
  })
}

function written(project: Project, form: string): string {
  if (form === 'key') return reveal(accessKey(project.secrets).privateKey)
  const credentials = adminCredentials(project)
  return form === 'openrc' ? openrc(project.cloud.name, credentials) : cloudsYaml(project.cloud.name, credentials)
}
