/** Subnets: which addresses a network has and who hands them out. */
import { z } from 'zod'
import { networkResource } from './networkResource.ts'
import type { Session } from './session.ts'

const subnet = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullish(),
    project_id: z.string(),
    network_id: z.string(),
    ip_version: z.union([z.literal(4), z.literal(6)]),
    cidr: z.string(),
    gateway_ip: z.string().nullable(),
    enable_dhcp: z.boolean(),
    dns_nameservers: z.array(z.string()).default([]),
    allocation_pools: z.array(z.object({ start: z.string(), end: z.string() })).default([]),
    host_routes: z.array(z.object({ destination: z.string(), nexthop: z.string() })).default([]),
    ipv6_address_mode: z.string().nullish(),
    ipv6_ra_mode: z.string().nullish(),
    tags: z.array(z.string()).default([]),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    description: row.description ?? '',
    projectId: row.project_id,
    networkId: row.network_id,
    ipVersion: row.ip_version,
    cidr: row.cidr,
    gateway: row.gateway_ip ?? undefined,
    hasDhcp: row.enable_dhcp,
    dns: row.dns_nameservers,
    pools: row.allocation_pools.map((pool) => ({ first: pool.start, last: pool.end })),
    /** Routes DHCP tells the instances besides the gateway. */
    hostRoutes: row.host_routes.map((route) => ({ destination: route.destination, nextHop: route.nexthop })),
    /** slaac, dhcpv6-stateful, dhcpv6-stateless. */
    ipv6AddressMode: row.ipv6_address_mode ?? undefined,
    ipv6RouterMode: row.ipv6_ra_mode ?? undefined,
    tags: row.tags,
  }))

export type Subnet = z.output<typeof subnet>

export function subnets(session: Session) {
  const { get, list } = networkResource(session, { key: 'subnet', plural: 'subnets', title: 'subnet', schema: subnet })
  return { get, list }
}
