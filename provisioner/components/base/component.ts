/** Base: what every machine needs before any service: packages, names of the others, a common clock. */
import { z } from 'zod'
import type { Cloud, CloudMachine } from '../../config/cloud.ts'
import type { Step } from '../../core/step.ts'
import { renderTemplate, type Template } from '../../core/template.ts'
import { aptPackages } from '../../steps/aptPackages.ts'
import { hostsBlock } from '../../steps/hostsBlock.ts'
import type { Before } from '../../steps/manifest.ts'
import { type Component, type ComponentContext, settingsOf } from '../component.ts'
import type { Transaction, Turn } from '../turns.ts'
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
  /** What all components of the cloud want on its machines, one transaction of apt after the other. */
  transactionsOf(cloud: Cloud): readonly Transaction[]
  /** What all components leave behind. */
  leaves(): Before
}

const TITLES: Readonly<Record<Turn, string>> = {
  first: 'Install the first packages',
  next: 'Install packages',
  last: 'Install the last packages',
}
const IDS: Readonly<Record<Turn, string>> = { first: 'first-packages', next: 'packages', last: 'last-packages' }

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
    // A phase for each transaction, in their order: components require those that bring their packages.
    phases: (context) => {
      const transactions = whole.transactionsOf(context.cloud)
      const synced = settingsOf(context.cloud, 'base', settings).time_sync
      return transactions.map(({ components, machine, packages, turn }, index) => {
        const before = transactions.findLastIndex((one, place) => place < index && one.machine === machine)
        return {
          title: TITLES[turn],
          scope: 'machine',
          beside: true,
          requires: before < 0 ? [] : [`base/${before}`],
          steps: [
            ...(before < 0 ? [hostsFile(context, machine)] : []),
            aptPackages({
              id: `base/${IDS[turn]}@${machine.name}`,
              title: TITLES[turn],
              machine: machine.name,
              packages,
              before: whole.leaves(),
            }),
            ...(synced && components.includes('base') ? [timeSync(machine.name)] : []),
          ],
        }
      })
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
  return hostsBlock({
    id: `base/hosts@${machine.name}`,
    title: 'Name the machines in /etc/hosts',
    machine: machine.name,
    explains: 'The machines find each other by name without a DNS server.',
    block: renderTemplate(hosts, texts, { machines }).shown,
  })
}
