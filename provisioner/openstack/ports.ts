/** Ports: where an instance, a router or a floating IP is plugged into a network. */
import { z } from 'zod'
import { networkResource } from './networkResource.ts'
import type { Session } from './session.ts'

const port = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.string(),
    network_id: z.string(),
    device_id: z.string(),
    device_owner: z.string(),
    mac_address: z.string(),
    fixed_ips: z.array(z.object({ subnet_id: z.string(), ip_address: z.string() })),
    security_groups: z.array(z.string()).default([]),
    'binding:host_id': z.string().optional(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    status: row.status,
    networkId: row.network_id,
    deviceId: row.device_id,
    deviceOwner: row.device_owner,
    mac: row.mac_address,
    addresses: row.fixed_ips.map((ip) => ({ subnetId: ip.subnet_id, address: ip.ip_address })),
    securityGroupIds: row.security_groups,
    host: row['binding:host_id'],
  }))

export type Port = z.output<typeof port>

export interface NewPort {
  readonly name: string
  readonly networkId: string
  readonly securityGroupIds?: readonly string[]
}

export function ports(session: Session) {
  const { create, ...rest } = networkResource(session, { key: 'port', plural: 'ports', title: 'port', schema: port })
  return {
    ...rest,
    create: ({ name, networkId, securityGroupIds }: NewPort): Promise<Port> =>
      create({
        name,
        network_id: networkId,
        ...(securityGroupIds === undefined ? {} : { security_groups: securityGroupIds }),
      }),
  }
}
