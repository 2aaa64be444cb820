/** Base: what every machine needs before any service: packages, names of the others, a common clock. */
import { z } from 'zod'
import type { Cloud, CloudMachine } from '../../config/cloud.ts'
import type { Step } from '../../core/step.ts'
import { renderTemplate, type Template } from '../../core/template.ts'
import { aptPackages } from '../../steps/aptPackages.ts'
import { configFile } from '../../steps/configFile.ts'
import { type Component, type ComponentContext, settingsOf } from '../component.ts'
import { TIME_DAEMONS, timeSync } from './timeSync.ts'

const settings = z.strictObject({
  time_sync: z
    .boolean()
    .default(true)
    .describe('Keep clocks together with chrony; tokens and certificates need it. False where something else does it.'),
})

const hosts: Template<{ machines: readonly { name: string; address: string }[] }> = {
  path: 'base/hosts.liquid',
  format: 'text',
  schema: z.object({ machines: z.array(z.object({ name: z.string(), address: z.ipv4() })).readonly() }),
}

export interface WholeCloud {
  /** What all components of the cloud want on a machine, because apt runs once a machine. */
  packagesOf(cloud: Cloud, machine: CloudMachine): ReadonlyMap<string, readonly string[]>
  /** The folders all components leave behind. */
  folders(): readonly string[]
}

export function base(whole: WholeCloud): Component {
  return {
    id: 'base',
    requires: [],
    settings,
    // python3: facts about databases, answers and the API are read with it.
    packages: (cloud) => [
      'python3',
      ...(settingsOf(cloud, 'base', settings).time_sync ? [TIME_DAEMONS.map((one) => one.package).join(' | ')] : []),
    ],
    phases: (context) => {
      const each = (step: (machine: CloudMachine) => Step[]) => context.cloud.machines.flatMap(step)
      return [
        {
          title: 'Install packages',
          scope: 'machine',
          steps: each((machine) => [
            hostsFile(context, machine),
            aptPackages({
              id: `base/packages@${machine.name}`,
              machine: machine.name,
              packages: whole.packagesOf(context.cloud, machine),
              folders: whole.folders(),
            }),
            ...(settingsOf(context.cloud, 'base', settings).time_sync ? [timeSync(machine.name)] : []),
          ]),
        },
      ]
    },
    leaves: {
      // Python's index of plugins, written by whatever OpenStack runs as root.
      paths: ['/var/lib/chrony', '/var/log/chrony', '/root/.cache/python-entrypoints', '/var/lib/libuuid'],
      folders: ['/root/.cache', '/var/lib/machines', '/var/lib/portables', '/etc/xml'],
      units: ['chrony.service'],
    },
  }
}

function hostsFile({ cloud, texts }: ComponentContext, machine: CloudMachine): Step {
  const machines = cloud.machines.map(({ name, management }) => ({ name, address: management }))
  return configFile({
    id: `base/hosts@${machine.name}`,
    machine: machine.name,
    path: '/etc/hosts',
    explains: 'The machines find each other by name without a DNS server.',
    content: renderTemplate(hosts, texts, { machines }),
  })
}
