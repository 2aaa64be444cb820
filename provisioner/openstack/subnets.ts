/** Subnets: which addresses a network has and who hands them out. */
import { z } from 'zod'
import { networkResource } from './networkResource.ts'
import type { Session } from './session.ts'

const subnet = z
  .object({
    id: z.string(),
    name: z.string(),
    network_id: z.string(),
    cidr: z.string(),
    gateway_ip: z.string().nullable(),
    enable_dhcp: z.boolean(),
    dns_nameservers: z.array(z.string()),
    allocation_pools: z.array(z.object({ start: z.string(), end: z.string() })),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    networkId: row.network_id,
    cidr: row.cidr,
    gateway: row.gateway_ip ?? undefined,
    hasDhcp: row.enable_dhcp,
    dns: row.dns_nameservers,
    pools: row.allocation_pools.map((pool) => ({ first: pool.start, last: pool.end })),
  }))

export type Subnet = z.output<typeof subnet>

export interface NewSubnet {
  readonly name: string
  readonly networkId: string
  readonly cidr: string
  readonly dns?: readonly string[]
}

export function subnets(session: Session) {
  const { create, ...rest } = networkResource(session, {
    key: 'subnet',
    plural: 'subnets',
    title: 'subnet',
    schema: subnet,
  })
  return {
    ...rest,
    create: ({ name, networkId, cidr, dns = [] }: NewSubnet): Promise<Subnet> =>
      create({ name, network_id: networkId, ip_version: 4, cidr, dns_nameservers: dns }),
  }
}
