/** RabbitMQ: the broker by which the parts of one service call each other. */
import { z } from 'zod'
import { machineOf } from '../../config/cloud.ts'
import { brokerAccount } from '../../steps/brokerAccount.ts'
import { serviceRunning } from '../../steps/serviceRunning.ts'
import { PORTS } from '../addresses.ts'
import { type Component, settingsOf } from '../component.ts'
import { DEFINITIONS, EPMD_DROP_IN, FILES, rabbitmqFiles } from './files.ts'

const settings = z.strictObject({
  memory_high_watermark: z
    .number()
    .min(0.05)
    .max(0.9)
    .default(0.4)
    .describe(
      "Part of the machine's memory at which senders are made to wait. Source: rabbitmq.com/docs/memory, vm_memory_high_watermark.relative (default 0.6, on a machine of its own).",
    ),
})

export const rabbitmq: Component = {
  id: 'rabbitmq',
  requires: [],
  settings,
  turn: 'first',
  packages: (_cloud, machine) => (machine.parts.includes('rabbitmq') ? ['rabbitmq-server'] : []),
  phases: (context) => {
    const { cloud, secrets } = context
    const { name: machine, management } = machineOf(cloud, 'rabbitmq')
    const chosen = settingsOf(cloud, 'rabbitmq', settings)
    return [
      {
        title: 'Run RabbitMQ',
        scope: 'cloud',
        steps: [
          ...rabbitmqFiles(context, machine, { address: management, watermark: chosen.memory_high_watermark }),
          serviceRunning({
            id: `rabbitmq/epmd@${machine}`,
            machine,
            unit: 'epmd.socket',
            explains: "Erlang's own directory of processes; only RabbitMQ's tools on this machine need it.",
            files: [EPMD_DROP_IN],
          }),
          serviceRunning({
            id: `rabbitmq/service@${machine}`,
            machine,
            unit: 'rabbitmq-server.service',
            explains: 'Nova and Neutron send their work from one process to the other through this broker.',
            files: FILES,
            packages: ['rabbitmq-server', 'erlang-base'],
            timeout: 600_000,
          }),
          brokerAccount({
            id: `rabbitmq/account@${machine}`,
            machine,
            account: {
              host: management,
              port: PORTS.rabbitmq,
              user: 'openstack',
              password: secrets.get('rabbitmq/openstack'),
            },
            definitions: DEFINITIONS,
            explains: 'All services use the broker as this one account; the usual account guest does not exist.',
          }),
        ],
      },
    ]
  },
  leaves: {
    paths: ['/etc/rabbitmq', '/var/lib/rabbitmq', '/var/log/rabbitmq'],
    units: ['rabbitmq-server.service', 'epmd.service', 'epmd.socket'],
  },
}
