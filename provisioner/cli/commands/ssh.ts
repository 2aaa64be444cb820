/** `stackstead ssh`: the ordinary ssh client, with the machine's settings from cloud.yaml. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { Command } from 'commander'
import { knownHostsBeside, ownKnownHosts, type Project, runInteractive, type SshTarget } from '../../index.ts'
import { projectOf } from '../connect.ts'
import { namedMachine } from '../machineOf.ts'
import { type SharedOptions, withShared } from '../options.ts'
import { working } from '../session.ts'

export function sshCommand(): Command {
  const command = new Command('ssh')
    .summary('log in to a machine, or run a command there')
    .description("Calls this computer's ssh client with address, user, key and host keys as Stackstead uses them.")
    .argument('<machine>', 'its name in cloud.yaml')
    .argument('[command...]', 'what to run instead of a login shell')
    .passThroughOptions()
    .addHelpText(
      'after',
      '\nExamples:\n  stackstead ssh controller\n  stackstead ssh compute-1 journalctl -u nova-compute -n 50',
    )
  return working(withShared(command, 'machines'), async (session, _own, [name = '', ...words]) => {
    const project = await projectOf(session)
    const { ssh } = namedMachine(project, name)
    const given = sshArguments(ssh, { ...session.options, knownHosts: knownHostsOf(session.options, project) })
    // Ctrl-C is for the program on the machine.
    process.on('SIGINT', () => undefined)
    return runInteractive('ssh', [...given, '--', ssh.host, ...words])
  })
}

function knownHostsOf({ knownHosts }: SharedOptions, project: Project): string {
  const beside = knownHostsBeside(project.file)
  return knownHosts ?? (existsSync(beside) ? beside : ownKnownHosts({}))
}

/** Options of OpenSSH's client for a target. The host comes after them. */
export function sshArguments(
  target: SshTarget,
  options: Pick<SharedOptions, 'acceptNew'> & { readonly knownHosts: string },
): string[] {
  const { user, port, key, jump } = target
  return [
    ...(user === undefined ? [] : ['-l', user]),
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...(key === undefined ? [] : ['-i', key.replace(/^~(?=\/)/, homedir())]),
    ...(jump === undefined ? [] : ['-J', jump]),
    // Added to the person's own files, which stay in force.
    ...['-o', `GlobalKnownHostsFile=/etc/ssh/ssh_known_hosts "${options.knownHosts}"`],
    ...(options.acceptNew ? ['-o', 'StrictHostKeyChecking=accept-new'] : []),
  ]
}
