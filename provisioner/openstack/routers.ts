/** Routers between tenant networks and the provider network. */
import { z } from 'zod'
import { moment } from './moment.ts'
import { networkResource } from './networkResource.ts'
import type { Session } from './session.ts'

const router = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.string(),
    description: z.string().nullish(),
    project_id: z.string(),
    admin_state_up: z.boolean().default(true),
    external_gateway_info: z
      .object({
        network_id: z.string(),
        enable_snat: z.boolean().optional(),
        external_fixed_ips: z.array(z.object({ ip_address: z.string(), subnet_id: z.string().optional() })).default([]),
      })
      .nullish(),
    routes: z.array(z.object({ destination: z.string(), nexthop: z.string() })).default([]),
    ha: z.boolean().nullish(),
    distributed: z.boolean().nullish(),
    created_at: moment.nullish(),
    tags: z.array(z.string()).default([]),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    status: row.status,
    description: row.description ?? '',
    projectId: row.project_id,
    /** Whether its owner wants it to work: Neutron's admin_state_up. */
    isEnabled: row.admin_state_up,
    /** Where it leads out; its other interfaces are ports with this router's id as deviceId. */
    gateway: row.external_gateway_info
      ? {
          networkId: row.external_gateway_info.network_id,
          addresses: row.external_gateway_info.external_fixed_ips.map((ip) => ip.ip_address),
          /** Whether instances without a floating IP get out in the router's name; absent where the cloud does not say. */
          hasSnat: row.external_gateway_info.enable_snat,
        }
      : undefined,
    routes: row.routes.map((route) => ({ destination: route.destination, nextHop: route.nexthop })),
    /** Administrators only. */
    isDistributed: row.distributed ?? undefined,
    createdAt: row.created_at ?? undefined,
    tags: row.tags,
  }))

export type Router = z.output<typeof router>

export function routers(session: Session) {
  const { get, list } = networkResource(session, { key: 'router', plural: 'routers', title: 'router', schema: router })
  return { get, list }
}
