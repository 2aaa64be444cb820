/** Subnets: what should be, against what Neutron has. */
import { z } from 'zod'
import type { Missing } from '../../steps/apiObjects.ts'

const pool = z.object({ start: z.string(), end: z.string() })

export const subnetRow = z.object({
  id: z.string(),
  network_id: z.string(),
  cidr: z.string(),
  gateway_ip: z.string().nullable(),
  enable_dhcp: z.boolean(),
  allocation_pools: z.array(pool),
  dns_nameservers: z.array(z.string()),
})
export type SubnetRow = z.output<typeof subnetRow>

export interface WantedSubnet {
  readonly name: string
  readonly cidr: string
  readonly dns: readonly string[]
  /** Absent: Neutron takes the first address for its router. */
  readonly gateway?: string
  /** First and last address instances get. Absent: all. */
  readonly pool?: { readonly first: string; readonly last: string }
}

/** A subnet of another CIDR is left alone: instances may live in it. */
export function missingSubnet(
  network: string | undefined,
  found: SubnetRow | undefined,
  wanted: WantedSubnet,
): Missing[] {
  const subject = `subnet ${wanted.name} ${wanted.cidr}`
  const { cidr, dns, gateway, name, pool: range } = wanted
  const values = {
    dns_nameservers: dns,
    enable_dhcp: true,
    ...(gateway === undefined ? {} : { gateway_ip: gateway }),
    ...(range === undefined ? {} : { allocation_pools: [{ start: range.first, end: range.last }] }),
  }
  if (found === undefined) {
    const body = { subnet: { network_id: network, ip_version: 4, name, cidr, ...values } }
    const request = { service: 'network', method: 'POST', path: '/v2.0/subnets', body } as const
    return [{ operation: 'create', subject, request }]
  }
  const wrong = Object.entries(values).filter(([key, value]) => !same(found[key as keyof SubnetRow], value))
  if (wrong.length === 0) return []
  const body = { subnet: Object.fromEntries(wrong) }
  const request = { service: 'network', method: 'PUT', path: `/v2.0/subnets/${found.id}`, body } as const
  return [{ operation: 'update', subject, summary: wrong.map(([key]) => key).join(', '), request }]
}

function same(is: unknown, should: unknown): boolean {
  return JSON.stringify(is) === JSON.stringify(should)
}
