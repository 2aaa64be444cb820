/** `stackstead api`: lets this computer use the cloud's APIs and dashboard through ssh, until Ctrl-C. */
import { once } from 'node:events'
import { Command } from 'commander'
import { StacksteadError } from '../../core/errors.ts'
import { endpointsOf, openApiProxy, throughFleet } from '../../index.ts'
import { fleetOf, projectOf } from '../connect.ts'
import { withShared } from '../options.ts'
import { working } from '../session.ts'

const PORT = 8800

export function apiCommand(): Command {
  const command = new Command('api')
    .summary('reach APIs and dashboard through ssh')
    .description(
      "Opens a web proxy on 127.0.0.1 that leads to this cloud's APIs and dashboard through ssh, and to nothing else. It stays until Ctrl-C.",
    )
    .option('--port <number>', `port on this computer (default: ${PORT})`)
    .addHelpText(
      'after',
      '\nExample, in two terminals:\n  stackstead api\n  export http_proxy=http://127.0.0.1:8800 && openstack --os-cloud home server list',
    )
  return working<{ port?: string }>(withShared(command, 'machines'), async (session, own) => {
    const { options, terminal } = session
    const port = portOf(own.port)
    const project = await projectOf(session)
    await using fleet = await fleetOf(session, project)
    const endpoints = endpointsOf(project)
    // Questions (host keys, passwords) come now, not in the middle of a request.
    await Promise.all([...new Set(endpoints.map((one) => one.machine))].map((machine) => fleet.transport(machine)))
    await using opened = await openApiProxy(
      {
        endpoints: () => endpoints,
        connect: throughFleet(async () => fleet),
        onProblem: (text) => terminal.note(text),
      },
      port,
    )
    const proxy = opened.url
    if (options.json) terminal.json({ proxy, dashboard: `${proxy}/horizon/`, endpoints })
    else
      terminal.out(
        [
          `The APIs of ${project.cloud.name} can be reached until Ctrl-C.`,
          '',
          '  For the openstack client, in another terminal:',
          `    export http_proxy=${proxy}`,
          '    umask 077; stackstead export openrc > openrc; . ./openrc; openstack service list',
          '  The dashboard, in a browser on this computer:',
          `    ${proxy}/horizon/   (user admin, domain Default)`,
        ].join('\n'),
      )
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    return 0
  })
}

function portOf(text: string | undefined): number {
  const port = Number(text ?? PORT)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new StacksteadError({
    code: 'invalid-input',
    message: `${JSON.stringify(text)} is not a port.`,
    remedy: `Write a number from 1 to 65535, like ${PORT}.`,
  })
}
