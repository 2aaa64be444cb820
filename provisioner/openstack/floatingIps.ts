/** Floating IPs: addresses of the provider network that lead to an instance on a tenant network. */
import { z } from 'zod'
import type { InputOfAction } from '../actions/index.ts'
import { moment } from './moment.ts'
import { type Filter, networkResource } from './networkResource.ts'
import { checkAndPerform, perform } from './perform.ts'
import type { Session } from './session.ts'

const floatingIp = z
  .object({
    id: z.string(),
    floating_ip_address: z.string(),
    fixed_ip_address: z.string().nullable(),
    port_id: z.string().nullable(),
    router_id: z.string().nullish(),
    project_id: z.string(),
    floating_network_id: z.string(),
    status: z.string(),
    description: z.string().nullish(),
    created_at: moment.nullish(),
    tags: z.array(z.string()).default([]),
  })
  .transform((row) => ({
    id: row.id,
    address: row.floating_ip_address,
    /** The instance's own address, while it leads somewhere. */
    fixedAddress: row.fixed_ip_address ?? undefined,
    portId: row.port_id ?? undefined,
    /** The router that leads it to the port. */
    routerId: row.router_id ?? undefined,
    projectId: row.project_id,
    networkId: row.floating_network_id,
    /** ACTIVE while it leads somewhere, DOWN while not, ERROR. */
    status: row.status,
    description: row.description ?? '',
    createdAt: row.created_at ?? undefined,
    tags: row.tags,
  }))

export type FloatingIp = z.output<typeof floatingIp>

/** Which port an address leads to, and nothing else. */
const lead = z
  .object({ id: z.string(), port_id: z.string().nullable() })
  .transform((row) => ({ id: row.id, portId: row.port_id ?? undefined }))

export type FloatingLead = z.output<typeof lead>

const LEAD = ['id', 'port_id']

export function floatingIps(session: Session) {
  const { get, list, made } = networkResource(session, {
    key: 'floatingip',
    plural: 'floatingips',
    title: 'floating IP',
    schema: floatingIp,
  })
  return {
    get,
    list,
    /** Where each leads: little enough to be asked for again and again. */
    leads: (filter: Filter = {}): Promise<FloatingLead[]> =>
      session.list(
        {
          ...{ service: 'network', method: 'GET', path: '/v2.0/floatingips' },
          ...{ query: { ...filter, fields: LEAD }, attempted: 'Listing the floating IPs' },
        },
        'floatingips',
        lead,
      ),
    create: async (wanted: InputOfAction<'floatingIp.create'>): Promise<FloatingIp> =>
      made(await checkAndPerform(session, 'floatingIp.create', wanted)),
    remove: (id: string): Promise<null> => perform(session, 'floatingIp.delete', { id, name: '' }),
  }
}
