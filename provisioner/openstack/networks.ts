/** Networks, the tenants' and the provider's. */
import { z } from 'zod'
import { networkResource } from './networkResource.ts'
import type { Session } from './session.ts'

const network = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.string(),
    project_id: z.string(),
    shared: z.boolean(),
    subnets: z.array(z.string()),
    mtu: z.int().optional(),
    'router:external': z.boolean().default(false),
    'provider:network_type': z.string().optional(),
    'provider:physical_network': z.string().nullish(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    status: row.status,
    projectId: row.project_id,
    isShared: row.shared,
    subnetIds: row.subnets,
    mtu: row.mtu,
    /** Whether routers may have their gateway here: the LAN. */
    isExternal: row['router:external'],
    /** geneve, flat or vlan; administrators only. */
    type: row['provider:network_type'],
    physicalNetwork: row['provider:physical_network'] ?? undefined,
  }))

export type Network = z.output<typeof network>

export function networks(session: Session) {
  const { create, ...rest } = networkResource(session, {
    key: 'network',
    plural: 'networks',
    title: 'network',
    schema: network,
  })
  return { ...rest, create: (name: string): Promise<Network> => create({ name }) }
}
