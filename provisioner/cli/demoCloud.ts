/** The demo's cloud: how many lab machines a layout gets, what they are called, and the cloud.yaml for them. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type LabState, type LayoutName, machineNames, newCloudFile, writeCloudFile } from '../index.ts'

/** Enough to see what a layout means. */
const MACHINES: Readonly<Record<LayoutName, number>> = {
  'all-in-one': 1,
  'controller-and-computes': 3,
  'every-component-apart': 5,
}

/** Where no machine is the controller, numbers are the honest names. */
export function demoMachines(layout: LayoutName, count: number = MACHINES[layout]): string[] {
  if (layout !== 'every-component-apart') return machineNames(count)
  return Array.from({ length: count }, (_, index) => `node-${index + 1}`)
}

/** Outside the repository, where a person's data belongs (XDG Base Directory Specification). */
export function demoFolder(lab: string): string {
  return join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'stackstead', lab)
}

/** cloud.yaml for the machines of a lab. */
export function demoCloudText(lab: LabState, layout: LayoutName, dns: readonly string[]): string {
  const { management, provider } = lab.networks
  const range = (host: number): string => provider.gateway.replace(/\d+$/, String(host))
  const file = newCloudFile({
    name: lab.name,
    layout,
    machines: lab.machines.map(({ name, management: address, nics }) => ({
      name,
      address,
      providerNic: nics.provider,
    })),
    networks: {
      management: { subnet: management.subnet },
      provider: {
        subnet: provider.subnet,
        gateway: provider.gateway,
        instances: `${range(100)}-${range(199)}`,
        dns: [...dns],
      },
    },
    // Lab machines share the clock of this computer, and Linux lets none of them set it.
    settings: { base: { time_sync: false } },
  })
  return writeCloudFile({ ...file, ssh: { user: lab.user, key: lab.sshKey } })
}
