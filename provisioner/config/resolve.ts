/** Resolve: a cloud.yaml without problems becomes a Cloud, every default filled in. */
import { parseRange } from './addresses.ts'
import type { Cloud, CloudMachine, ProviderNetwork } from './cloud.ts'
import { managementAddress, sshTarget } from './machines.ts'
import { TENANT_SUBNET } from './networks.ts'
import { PARTS, type PartId } from './parts.ts'
import { place, placeables, placementOf } from './placement.ts'
import type { Mistake } from './problem.ts'
import type { CloudFile, MachineEntry } from './schema.ts'
import type { Shape } from './shape.ts'

/** Source: keystone-manage bootstrap's documentation names the first region RegionOne. */
const REGION = 'RegionOne'

export function resolve(file: CloudFile): Cloud {
  const { networks } = file
  const provider = providerOf(file)
  return {
    name: file.name ?? '',
    region: file.region ?? REGION,
    release: '2025.1',
    machines: machines(file),
    networks: {
      management: { subnet: networks?.management?.subnet ?? '' },
      ...(provider === undefined ? {} : { provider }),
      tenant: {
        subnet: networks?.tenant?.subnet ?? TENANT_SUBNET,
        dns: networks?.tenant?.dns ?? provider?.dns ?? [],
      },
    },
    settings: Object.fromEntries(Object.entries(file.settings ?? {}).filter(([, value]) => value !== undefined)),
  }
}

/** Gateways hold the routers, so each needs a card on the provider network; a compute may do without (see notices). */
export function checkProviderNics({ file, broken }: Shape): Mistake[] {
  const unclear = broken(['networks']) || broken(['machines']) || broken(['placement'])
  if (file.networks?.provider === undefined || unclear) return []
  const gateways = place(placeables(file), placementOf(file)).get('ovn-gateway') ?? []
  const without = gateways.filter((name) => nicOf(file, file.machines?.[name]) === undefined)
  return without.map((name) => ({
    path: ['machines', name],
    on: 'key',
    message:
      'Its network card on the provider network is not named. Add "nics: { provider: enp2s0 }" with the name "ip link" shows, ' +
      'or networks.provider.nic for all machines.',
  }))
}

function machines(file: CloudFile): CloudMachine[] {
  const places = place(placeables(file), placementOf(file))
  return Object.entries(file.machines ?? {}).map(([name, entry]) => {
    const parts = PARTS.map((part) => part.id).filter((id) => places.get(id)?.includes(name))
    const management = managementAddress(file, entry) ?? ''
    const providerNic = usesProvider(parts) && file.networks?.provider ? nicOf(file, entry) : undefined
    return {
      name,
      ssh: sshTarget(file, entry),
      roles: entry.roles ?? [],
      parts,
      management,
      tunnel: entry.tunnel ?? management,
      ...(providerNic === undefined ? {} : { providerNic }),
    }
  })
}

function usesProvider(parts: readonly PartId[]): boolean {
  return parts.includes('ovn-gateway') || parts.includes('nova-compute')
}

function nicOf(file: CloudFile, entry: MachineEntry | undefined): string | undefined {
  return entry?.nics?.provider ?? file.networks?.provider?.nic
}

function providerOf(file: CloudFile): ProviderNetwork | undefined {
  const wanted = file.networks?.provider
  const instances = parseRange(wanted?.instances ?? '')
  if (wanted?.subnet === undefined || wanted.gateway === undefined || instances === undefined) return undefined
  return { subnet: wanted.subnet, gateway: wanted.gateway, instances, dns: wanted.dns ?? [wanted.gateway] }
}
