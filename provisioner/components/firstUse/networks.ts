/** The first networks: the LAN as provider network, a private network, and a router between them. */
import { z } from 'zod'
import type { Cloud } from '../../config/cloud.ts'
import type { Read } from '../../core/fact.ts'
import type { Step } from '../../core/step.ts'
import type { ApiAccess } from '../../facts/api.ts'
import { apiObjects, type Missing } from '../../steps/apiObjects.ts'
import { adminProject, listing } from './listing.ts'
import { missingSubnet, subnetRow, type WantedSubnet } from './subnets.ts'

export const LAN = 'lan'
export const PRIVATE = 'private'
/** The name by which ml2 and OVN know the LAN (bridge-mappings). */
const PHYSICAL = 'physnet1'

const networkRow = z.object({
  id: z.string(),
  name: z.string(),
  project_id: z.string(),
  shared: z.boolean(),
  'router:external': z.boolean(),
  'provider:network_type': z.string().nullish(),
  'provider:physical_network': z.string().nullish(),
})
type NetworkRow = z.output<typeof networkRow>

/** Networks as they are, found by what they are rather than by name: a person may rename them. */
export function knownNetworks(access: ApiAccess) {
  const networks = listing(access, { service: 'network', path: '/v2.0/networks', key: 'networks' }, networkRow)
  const subnets = listing(access, { service: 'network', path: '/v2.0/subnets', key: 'subnets' }, subnetRow)
  const project = adminProject(access)
  /** There can be only one flat network on a physical network. */
  const isLan = (row: NetworkRow) =>
    row['provider:network_type'] === 'flat' && row['provider:physical_network'] === PHYSICAL
  const lan = (read: Read) => networks.of(read).find(isLan)
  const inner = (read: Read) =>
    networks.of(read).find((row) => row.name === PRIVATE && row.project_id === project.id(read) && !isLan(row))
  const subnetOf = (read: Read, network: NetworkRow | undefined, cidr: string) =>
    subnets.of(read).find((row) => row.network_id === network?.id && row.cidr === cidr)
  return { facts: [networks.fact, project.fact], subnetFacts: [subnets.fact], lan, inner, subnetOf }
}

/** The networks, then their subnets: each step needs the ids the one before made. */
export function networks(cloud: Cloud, machine: string, access: ApiAccess): Step[] {
  const known = knownNetworks(access)
  const { provider, tenant } = cloud.networks
  const wanted: (WantedSubnet & { network(read: Read): NetworkRow | undefined })[] = [
    { name: PRIVATE, network: known.inner, cidr: tenant.subnet, dns: tenant.dns },
    ...(provider === undefined
      ? []
      : [
          {
            ...{ name: LAN, network: known.lan, cidr: provider.subnet, dns: provider.dns },
            ...{ gateway: provider.gateway, pool: provider.instances },
          },
        ]),
  ]
  const base = { machine, access }
  return [
    apiObjects({
      ...base,
      id: `first-use/networks@${machine}`,
      title: 'Create the first networks',
      explains: `Instances on "${LAN}" are devices of your own network; those on "${PRIVATE}" are apart from it.`,
      reads: known.facts,
      subjects: wanted.map(({ name }) => `network ${name}`),
      missing: (read) => [
        ...(known.inner(read) === undefined ? [newNetwork({ name: PRIVATE })] : []),
        ...(provider === undefined ? [] : missingLan(known.lan(read))),
      ],
    }),
    apiObjects({
      ...base,
      id: `first-use/subnets@${machine}`,
      title: 'Give the networks their addresses',
      explains: 'A subnet says which addresses instances get by DHCP, and the router and name servers they are told.',
      reads: [...known.facts, ...known.subnetFacts],
      subjects: wanted.map(({ name, cidr }) => `subnet ${name} ${cidr}`),
      missing: (read) =>
        wanted.flatMap((one) => {
          const network = one.network(read)
          return missingSubnet(network?.id, known.subnetOf(read, network, one.cidr), one)
        }),
    }),
  ]
}

function missingLan(found: NetworkRow | undefined): Missing[] {
  const open = { shared: true, 'router:external': true }
  if (found === undefined) {
    return [newNetwork({ name: LAN, ...open, 'provider:network_type': 'flat', 'provider:physical_network': PHYSICAL })]
  }
  if (found.shared && found['router:external']) return []
  const path = `/v2.0/networks/${found.id}`
  const request = { service: 'network', method: 'PUT', path, body: { network: open } } as const
  return [{ operation: 'update', subject: `network ${found.name}`, summary: 'for all projects and routers', request }]
}

function newNetwork(network: { readonly name: string; readonly [field: string]: unknown }): Missing {
  const request = { service: 'network', method: 'POST', path: '/v2.0/networks', body: { network } } as const
  return { operation: 'create', subject: `network ${network.name}`, request }
}
