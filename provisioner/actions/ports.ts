/** Ports: network cards before there is an instance for them, with the address and the groups they keep. */
import { z } from 'zod'
import { action } from './action.ts'
import { description, id, target } from './fields.ts'
import { type Block, changedResource, Reference } from './hcl.ts'
import { change, creation, deletion, type Kind, made, nameOrNone } from './neutron.ts'
import { address, cidr } from './subnets.ts'
import { called, flag, given, operand, option, options, wholeList } from './words.ts'

const PORT: Kind = { key: 'port', plural: 'ports', title: 'port', words: ['port'] }

/** Six pairs of hexadecimal digits. */
const mac = z.string().regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i, 'That is no MAC address.')

/** One address of the network: of a subnet, a certain one, or a certain one of a subnet. */
const fixedIp = z.union([
  z.strictObject({ subnetId: id, address: address.optional() }),
  z.strictObject({ subnetId: z.undefined().optional(), address }),
])
type FixedIp = z.output<typeof fixedIp>

/** Addresses the instance may use besides its own: for VRRP and the like. */
const addressPair = z.strictObject({ address: z.union([address, cidr]), mac: mac.optional() })
type AddressPair = z.output<typeof addressPair>

const fields = {
  description: description.optional(),
  isEnabled: z.boolean().optional(),
  /** Empty: none at all. Absent: Neutron picks one. */
  fixedIps: z.array(fixedIp).max(5).optional(),
  /** Ids. Empty: none, nothing gets in. Absent: the project's group "default". */
  securityGroupIds: z.array(id).max(50).optional(),
  allowedAddressPairs: z.array(addressPair).max(10).optional(),
  /** Whether groups and addresses are enforced; without, no groups may be given. */
  hasPortSecurity: z.boolean().optional(),
}
type Fields = z.output<z.ZodObject<typeof fields>>

const newPort = z
  .strictObject({ name: nameOrNone.default(''), networkId: id, mac: mac.optional(), ...fields })
  .superRefine(refuseUnguarded)
const changes = z
  .strictObject({ ...target.shape, newName: nameOrNone.optional(), ...fields })
  .superRefine(refuseUnguarded)

/** What Neutron refuses of a port nothing is enforced on. */
function refuseUnguarded(port: Fields, { addIssue }: z.RefinementCtx): void {
  if (port.hasPortSecurity !== false) return
  for (const field of ['securityGroupIds', 'allowedAddressPairs'] as const)
    if ((port[field]?.length ?? 0) > 0)
      addIssue({ code: 'custom', path: [field], message: 'Port security has to be on for this.' })
}

export const portActions = {
  'port.create': action({
    input: newPort,
    attempted: (wanted) => (wanted.name === '' ? 'Creating a port' : `Creating the port ${wanted.name}`),
    calls: ({ mac, name, networkId, ...wanted }) => [
      creation(PORT, { name, network_id: networkId, mac_address: mac, ...properties(wanted) }),
    ],
    commands: ({ mac, name, networkId, ...wanted }) => [
      [
        ...['openstack', 'port', 'create', '--network', networkId],
        ...common(wanted),
        ...option('--mac-address', mac),
        ...(wanted.fixedIps?.length === 0 ? ['--no-fixed-ip'] : options('--fixed-ip', wanted.fixedIps?.map(fixedWord))),
        ...(wanted.securityGroupIds?.length === 0
          ? ['--no-security-group']
          : options('--security-group', wanted.securityGroupIds)),
        ...options('--allowed-address', wanted.allowedAddressPairs?.map(pairWord)),
        // The command wants a name.
        ...operand(name || 'port'),
      ],
    ],
    terraform: resources,
    answer: made(PORT),
  }),
  'port.update': action({
    input: changes,
    attempted: (port) => `Changing the port ${called(port)}`,
    calls: ({ id, newName, ...wanted }) => [change(PORT, id, { name: newName, ...properties(wanted) })],
    commands: ({ id, newName, ...wanted }) => [
      [
        ...['openstack', 'port', 'set', ...option('--name', newName), ...common(wanted)],
        ...wholeList('--fixed-ip', '--no-fixed-ip', wanted.fixedIps?.map(fixedWord)),
        ...wholeList('--security-group', '--no-security-group', wanted.securityGroupIds),
        ...wholeList('--allowed-address', '--no-allowed-address', wanted.allowedAddressPairs?.map(pairWord)),
        id,
      ],
    ],
    terraform: changedResources,
  }),
  'port.delete': deletion(PORT),
}

function properties(wanted: Fields) {
  return {
    description: wanted.description,
    admin_state_up: wanted.isEnabled,
    fixed_ips: wanted.fixedIps?.map(fixedBody),
    security_groups: wanted.securityGroupIds,
    allowed_address_pairs: wanted.allowedAddressPairs?.map(pairBody),
    port_security_enabled: wanted.hasPortSecurity,
  }
}

function common(wanted: Fields): string[] {
  return [
    ...option('--description', wanted.description),
    ...flag(wanted.isEnabled, '--enable', '--disable'),
    ...flag(wanted.hasPortSecurity, '--enable-port-security', '--disable-port-security'),
  ]
}

function fixedBody({ address, subnetId }: FixedIp) {
  return {
    ...(subnetId === undefined ? {} : { subnet_id: subnetId }),
    ...(address === undefined ? {} : { ip_address: address }),
  }
}

function fixedWord({ address, subnetId }: FixedIp): string {
  const parts = [
    ...(subnetId === undefined ? [] : [`subnet=${subnetId}`]),
    ...(address === undefined ? [] : [`ip-address=${address}`]),
  ]
  return parts.join(',')
}

function pairBody({ address, mac }: AddressPair) {
  return { ip_address: address, ...(mac === undefined ? {} : { mac_address: mac }) }
}

function pairWord({ address, mac }: AddressPair): string {
  return `ip-address=${address}${mac === undefined ? '' : `,mac-address=${mac}`}`
}

const PORT_BLOCK = 'openstack_networking_port_v2'
const ANY_SUBNET = 'data.openstack_networking_subnet_v2.of-the-port.id'

/** The provider wants the subnet of each address, which Neutron would find by itself. */
function resources(wanted: z.output<typeof newPort>): Block[] {
  const isFound = wanted.fixedIps?.some(({ subnetId }) => subnetId === undefined) === true
  const port: Block = {
    type: PORT_BLOCK,
    name: wanted.name || 'port',
    attributes: {
      name: wanted.name,
      network_id: wanted.networkId,
      mac_address: wanted.mac,
      ...attributes(wanted),
    },
    blocks: nested(wanted),
  }
  if (!isFound) return [port]
  const note = 'Where the network has several subnets, say which: by its cidr.'
  const subnet: Block = {
    kind: 'data',
    type: 'openstack_networking_subnet_v2',
    name: 'of-the-port',
    note,
    attributes: { network_id: wanted.networkId },
  }
  return [subnet, port]
}

/** Of an address whose subnet is not known Terraform has no word. */
function changedResources({ id: _id, name, newName, ...wanted }: z.output<typeof changes>): Block[] {
  if (wanted.fixedIps?.some(({ subnetId }) => subnetId === undefined) === true) return []
  const changed = given({ name: newName, ...attributes(wanted) }) as Block['attributes']
  return [{ ...changedResource(PORT_BLOCK, name || 'port', changed), blocks: nested(wanted) }]
}

function attributes(wanted: Fields): Block['attributes'] {
  return {
    description: wanted.description,
    admin_state_up: wanted.isEnabled,
    ...(wanted.fixedIps?.length === 0 ? { no_fixed_ip: true } : {}),
    ...(wanted.securityGroupIds?.length === 0
      ? { no_security_groups: true }
      : { security_group_ids: wanted.securityGroupIds }),
    port_security_enabled: wanted.hasPortSecurity,
  }
}

function nested({ allowedAddressPairs = [], fixedIps = [] }: Fields): NonNullable<Block['blocks']> {
  return [
    ...fixedIps.map(({ address, subnetId }) => ({
      type: 'fixed_ip',
      attributes: { subnet_id: subnetId ?? new Reference(ANY_SUBNET), ip_address: address },
    })),
    ...allowedAddressPairs.map((one) => ({ type: 'allowed_address_pairs', attributes: pairBody(one) })),
  ]
}
