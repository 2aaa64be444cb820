/** Routers between tenant networks and the provider network. */
import { z } from 'zod'
import { networkResource } from './networkResource.ts'
import type { Session } from './session.ts'

const router = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.string(),
    project_id: z.string(),
    external_gateway_info: z
      .object({ network_id: z.string(), external_fixed_ips: z.array(z.object({ ip_address: z.string() })).default([]) })
      .nullish(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    status: row.status,
    projectId: row.project_id,
    gateway: row.external_gateway_info
      ? {
          networkId: row.external_gateway_info.network_id,
          addresses: row.external_gateway_info.external_fixed_ips.map((ip) => ip.ip_address),
        }
      : undefined,
  }))

export type Router = z.output<typeof router>

export interface NewRouter {
  readonly name: string
  /** The external network its gateway is on. */
  readonly gatewayNetworkId?: string
}

export function routers(session: Session) {
  const { create, ...rest } = networkResource(session, {
    key: 'router',
    plural: 'routers',
    title: 'router',
    schema: router,
  })
  const interfaces = async (verb: 'add' | 'remove', id: string, subnetId: string): Promise<void> => {
    await session.send({
      service: 'network',
      method: 'PUT',
      path: `/v2.0/routers/${id}/${verb}_router_interface`,
      body: { subnet_id: subnetId },
      attempted: verb === 'add' ? 'Connecting a subnet to the router' : 'Disconnecting a subnet from the router',
    })
  }
  return {
    ...rest,
    create: ({ name, gatewayNetworkId }: NewRouter): Promise<Router> =>
      create({
        name,
        ...(gatewayNetworkId === undefined ? {} : { external_gateway_info: { network_id: gatewayNetworkId } }),
      }),
    addSubnet: (id: string, subnetId: string): Promise<void> => interfaces('add', id, subnetId),
    removeSubnet: (id: string, subnetId: string): Promise<void> => interfaces('remove', id, subnetId),
  }
}
