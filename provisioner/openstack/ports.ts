/** Ports: where an instance, a router or a floating IP is plugged into a network. */
import { z } from 'zod'
import type { InputOfAction } from '../actions/index.ts'
import { moment } from './moment.ts'
import { type Filter, networkResource } from './networkResource.ts'
import { checkAndPerform, perform } from './perform.ts'
import type { Session } from './session.ts'

const port = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullish(),
    project_id: z.string(),
    status: z.string(),
    admin_state_up: z.boolean().default(true),
    network_id: z.string(),
    device_id: z.string(),
    device_owner: z.string(),
    mac_address: z.string(),
    fixed_ips: z.array(z.object({ subnet_id: z.string(), ip_address: z.string() })),
    security_groups: z.array(z.string()).default([]),
    allowed_address_pairs: z
      .array(z.object({ ip_address: z.string(), mac_address: z.string().optional() }))
      .default([]),
    port_security_enabled: z.boolean().optional(),
    dns_name: z.string().nullish(),
    created_at: moment.nullish(),
    tags: z.array(z.string()).default([]),
    'binding:host_id': z.string().nullish(),
    'binding:vif_type': z.string().nullish(),
    'binding:vnic_type': z.string().nullish(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    description: row.description ?? '',
    projectId: row.project_id,
    /** ACTIVE: plugged in and wired; DOWN; BUILD; N/A for those nobody reports about. */
    status: row.status,
    /** Whether its owner wants it to work: Neutron's admin_state_up. */
    isEnabled: row.admin_state_up,
    networkId: row.network_id,
    /** The instance, router … it belongs to; empty for a free one. */
    deviceId: row.device_id,
    /** "compute:nova", "network:router_interface", "network:floatingip" … */
    deviceOwner: row.device_owner,
    mac: row.mac_address,
    addresses: row.fixed_ips.map((ip) => ({ subnetId: ip.subnet_id, address: ip.ip_address })),
    securityGroupIds: row.security_groups,
    allowedAddressPairs: row.allowed_address_pairs.map((pair) => ({ address: pair.ip_address, mac: pair.mac_address })),
    /** Whether security groups and addresses are enforced; absent where the cloud does not say. */
    hasPortSecurity: row.port_security_enabled,
    dnsName: row.dns_name ?? undefined,
    /** The machine it is plugged in on; administrators only. */
    host: row['binding:host_id'] || undefined,
    /** ovs, unbound, binding_failed …; administrators only. */
    vifType: row['binding:vif_type'] ?? undefined,
    /** normal, direct … */
    vnicType: row['binding:vnic_type'] ?? undefined,
    createdAt: row.created_at ?? undefined,
    tags: row.tags,
  }))

export type Port = z.output<typeof port>

/** Neutron counts up the revision with every change of addresses, groups and state. */
const revision = z
  .object({ id: z.string(), device_id: z.string(), device_owner: z.string(), revision_number: z.int() })
  .transform((row) => ({
    id: row.id,
    deviceId: row.device_id,
    deviceOwner: row.device_owner,
    number: row.revision_number,
  }))

export type PortRevision = z.output<typeof revision>

const REVISION = ['id', 'device_id', 'device_owner', 'revision_number']

export function ports(session: Session) {
  const { get, list, made } = networkResource(session, { key: 'port', plural: 'ports', title: 'port', schema: port })
  return {
    get,
    list,
    /** Those that are new or changed since, of the timestamp extension. @param since ISO 8601, whole seconds */
    revised: (since: string, filter: Filter = {}): Promise<PortRevision[]> =>
      session.list(
        {
          ...{ service: 'network', method: 'GET', path: '/v2.0/ports' },
          ...{ query: { ...filter, changed_since: since, fields: REVISION }, attempted: 'Listing the changed ports' },
        },
        'ports',
        revision,
      ),
    create: async (wanted: InputOfAction<'port.create'>): Promise<Port> =>
      made(await checkAndPerform(session, 'port.create', wanted)),
    remove: (id: string): Promise<null> => perform(session, 'port.delete', { id, name: '' }),
  }
}
