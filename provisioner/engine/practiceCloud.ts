/** cloud.yaml for practice machines: whatever is known of them, with roles or without. */
import { type LayoutName, newCloudFile } from '../config/layouts.ts'
import { writeCloudFile } from '../config/writeCloud.ts'

/** What a lab tells of itself. */
export interface PracticeMachines {
  readonly name: string
  readonly networks: {
    readonly management: { readonly subnet: string }
    readonly provider: { readonly subnet: string; readonly gateway: string }
  }
  readonly machines: readonly {
    readonly name: string
    readonly management: string
    readonly nics: { readonly provider: string }
  }[]
  readonly user: string
  /** Path of the private key. */
  readonly sshKey: string
}

/** @param layout absent leaves every machine without roles, for the person to give them */
export function practiceCloudText(lab: PracticeMachines, dns: readonly string[], layout?: LayoutName): string {
  const { management, provider } = lab.networks
  const range = (host: number): string => provider.gateway.replace(/\d+$/, String(host))
  const file = newCloudFile({
    name: lab.name,
    layout: layout ?? 'all-in-one',
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
  const machines = Object.entries(file.machines ?? {}).map(([name, { roles, ...machine }]) => {
    return [name, layout === undefined || roles === undefined ? machine : { ...machine, roles }]
  })
  return writeCloudFile({
    ...file,
    machines: Object.fromEntries(machines),
    ssh: { user: lab.user, key: lab.sshKey },
  })
}
