/** Networks, the tenants' and the provider's. */
import { z } from 'zod'
import { moment } from './moment.ts'
import { networkResource } from './networkResource.ts'
import type { Session } from './session.ts'

const network = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullish(),
    status: z.string(),
    project_id: z.string(),
    shared: z.boolean().default(false),
    admin_state_up: z.boolean().default(true),
    subnets: z.array(z.string()).default([]),
    mtu: z.int().nullish(),
    port_security_enabled: z.boolean().optional(),
    is_default: z.boolean().nullish(),
    availability_zones: z.array(z.string()).default([]),
    created_at: moment.nullish(),
    updated_at: moment.nullish(),
    tags: z.array(z.string()).default([]),
    'router:external': z.boolean().default(false),
    'provider:network_type': z.string().nullish(),
    'provider:physical_network': z.string().nullish(),
    'provider:segmentation_id': z.int().nullish(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    description: row.description ?? '',
    status: row.status,
    projectId: row.project_id,
    isShared: row.shared,
    /** Whether its owner wants it to work: Neutron's admin_state_up. */
    isEnabled: row.admin_state_up,
    subnetIds: row.subnets,
    mtu: row.mtu ?? undefined,
    /** Whether security groups and addresses are enforced on new ports; absent where the cloud does not offer the choice. */
    hasPortSecurity: row.port_security_enabled,
    /** Whether routers may have their gateway here: the LAN. */
    isExternal: row['router:external'],
    isDefault: row.is_default ?? false,
    zones: row.availability_zones,
    /** geneve, flat or vlan; administrators only. */
    type: row['provider:network_type'] ?? undefined,
    physicalNetwork: row['provider:physical_network'] ?? undefined,
    /** VLAN or Geneve number. */
    segmentationId: row['provider:segmentation_id'] ?? undefined,
    createdAt: row.created_at ?? undefined,
    updatedAt: row.updated_at ?? undefined,
    tags: row.tags,
  }))

export type Network = z.output<typeof network>

export function networks(session: Session) {
  const { get, list } = networkResource(session, {
    key: 'network',
    plural: 'networks',
    title: 'network',
    schema: network,
  })
  return { get, list }
}
