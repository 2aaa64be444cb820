/** Networks: made, changed, deleted. What lies below them on the wire is for administrators. */
import { z } from 'zod'
import { action } from './action.ts'
import { description, id, label, name, target } from './fields.ts'
import type { Block } from './hcl.ts'
import { change, creation, deletion, type Kind, made } from './neutron.ts'
import { flag, operand, option } from './words.ts'

const NETWORK: Kind = { key: 'network', plural: 'networks', title: 'network', words: ['network'] }

/** What may be told of a new network and changed later. */
const fields = {
  description: description.optional(),
  isEnabled: z.boolean().optional(),
  /** Bytes. IPv4 needs 68, IPv6 1280 (api-ref, Network MTU). */
  mtu: z.int().min(68).max(65_535).optional(),
  hasPortSecurity: z.boolean().optional(),
  /** All projects may plug instances in. */
  isShared: z.boolean().optional(),
  /** Routers may have their gateway here. */
  isExternal: z.boolean().optional(),
}

/** How the network is carried between machines. */
const provider = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('flat'), physicalNetwork: label.max(64) }),
  z.strictObject({
    type: z.literal('vlan'),
    physicalNetwork: label.max(64),
    segmentationId: z.int().min(1).max(4094).optional(),
  }),
  z.strictObject({ type: z.enum(['geneve', 'vxlan']), segmentationId: z.int().min(1).max(16_777_215).optional() }),
])

/** Fields only administrators may give (Neutron's policies create_network:shared, :router:external, :provider:*). */
const ADMIN_FIELDS = ['isShared', 'isExternal', 'provider', 'projectId'] as const

const newNetwork = z.strictObject({
  name,
  ...fields,
  provider: provider.optional(),
  /** Whose it is; otherwise of the project logged in to. */
  projectId: id.optional(),
})
const changes = z.strictObject({ ...target.shape, newName: name.optional(), ...fields })

type Fields = Partial<z.output<z.ZodObject<typeof fields>>>

export const networkActions = {
  'network.create': action({
    input: newNetwork,
    // What is as it would be anyway is not asked about.
    needsAdmin: (wanted) => ADMIN_FIELDS.some((field) => wanted[field] !== undefined && wanted[field] !== false),
    attempted: (wanted) => `Creating the network ${wanted.name}`,
    calls: (wanted) => [
      creation(NETWORK, { name: wanted.name, ...properties(wanted), ...carried(wanted), project_id: wanted.projectId }),
    ],
    commands: (wanted) => [
      [
        ...['openstack', 'network', 'create'],
        ...words(wanted),
        ...option('--provider-network-type', wanted.provider?.type),
        ...option('--provider-physical-network', physicalNetwork(wanted)),
        ...option('--provider-segment', segmentationId(wanted)),
        ...option('--project', wanted.projectId),
        ...operand(wanted.name),
      ],
    ],
    terraform: (wanted) => [resource(wanted)],
    answer: made(NETWORK),
  }),
  'network.update': action({
    input: changes,
    needsAdmin: ({ isExternal, isShared }) => isExternal !== undefined || isShared !== undefined,
    attempted: (network) => `Changing the network ${network.name}`,
    calls: ({ id, newName, ...wanted }) => [change(NETWORK, id, { name: newName, ...properties(wanted) })],
    commands: ({ id, newName, ...wanted }) => [
      ['openstack', 'network', 'set', ...option('--name', newName), ...words(wanted), id],
    ],
    terraform: ({ name, newName = name, ...wanted }) => [resource({ name: newName, ...wanted })],
  }),
  'network.delete': deletion(NETWORK),
}

function properties(wanted: Fields) {
  return {
    description: wanted.description,
    admin_state_up: wanted.isEnabled,
    mtu: wanted.mtu,
    port_security_enabled: wanted.hasPortSecurity,
    shared: wanted.isShared,
    'router:external': wanted.isExternal,
  }
}

type Carried = Pick<z.output<typeof newNetwork>, 'provider'>

function carried(wanted: Carried) {
  return {
    'provider:network_type': wanted.provider?.type,
    'provider:physical_network': physicalNetwork(wanted),
    'provider:segmentation_id': segmentationId(wanted),
  }
}

function physicalNetwork({ provider }: Carried): string | undefined {
  return provider !== undefined && 'physicalNetwork' in provider ? provider.physicalNetwork : undefined
}

function segmentationId({ provider }: Carried): number | undefined {
  return provider === undefined || provider.type === 'flat' ? undefined : provider.segmentationId
}

function words(wanted: Fields): string[] {
  return [
    ...option('--description', wanted.description),
    ...flag(wanted.isEnabled, '--enable', '--disable'),
    ...option('--mtu', wanted.mtu),
    ...flag(wanted.hasPortSecurity, '--enable-port-security', '--disable-port-security'),
    ...flag(wanted.isShared, '--share', '--no-share'),
    ...flag(wanted.isExternal, '--external', '--internal'),
  ]
}

function resource(
  wanted: Fields & { readonly name: string } & Partial<Carried> & { projectId?: string | undefined },
): Block {
  const segment = {
    network_type: wanted.provider?.type,
    physical_network: physicalNetwork({ provider: wanted.provider }),
    segmentation_id: segmentationId({ provider: wanted.provider }),
  }
  return {
    type: 'openstack_networking_network_v2',
    name: wanted.name,
    attributes: {
      name: wanted.name,
      description: wanted.description,
      admin_state_up: wanted.isEnabled,
      mtu: wanted.mtu,
      port_security_enabled: wanted.hasPortSecurity,
      shared: wanted.isShared,
      external: wanted.isExternal,
      tenant_id: wanted.projectId,
    },
    ...(wanted.provider === undefined ? {} : { blocks: [{ type: 'segments', attributes: segment }] }),
  }
}
