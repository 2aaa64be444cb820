/** Floating IPs: an address of the LAN, kept by the project and led to one port after another. */
import { z } from 'zod'
import { action } from './action.ts'
import { description, id, target } from './fields.ts'
import { type Block, changedResource, Reference } from './hcl.ts'
import { change, creation, deletion, type Kind, made } from './neutron.ts'
import { address } from './subnets.ts'
import { called, option } from './words.ts'

const FLOATING_IP: Kind = { key: 'floatingip', plural: 'floatingips', title: 'floating IP', words: ['floating', 'ip'] }

const newFloatingIp = z.strictObject({
  /** The external network it is taken from. */
  networkId: id,
  /** Where it leads, at once. */
  portId: id.optional(),
  /** Which of the port's addresses, where it has several. */
  fixedAddress: address.optional(),
  /** A certain one; administrators only (create_floatingip:floating_ip_address). */
  address: address.optional(),
  description: description.optional(),
})

export const floatingIpActions = {
  'floatingIp.create': action({
    input: newFloatingIp,
    needsAdmin: (wanted) => wanted.address !== undefined,
    attempted: (wanted) =>
      wanted.address === undefined ? 'Getting a floating IP' : `Getting the floating IP ${wanted.address}`,
    calls: (wanted) => [
      creation(FLOATING_IP, {
        floating_network_id: wanted.networkId,
        port_id: wanted.portId,
        fixed_ip_address: wanted.fixedAddress,
        floating_ip_address: wanted.address,
        description: wanted.description,
      }),
    ],
    commands: (wanted) => [
      [
        ...['openstack', 'floating', 'ip', 'create'],
        ...option('--port', wanted.portId),
        ...option('--fixed-ip-address', wanted.fixedAddress),
        ...option('--floating-ip-address', wanted.address),
        ...option('--description', wanted.description),
        wanted.networkId,
      ],
    ],
    terraform: resources,
    answer: made(FLOATING_IP),
  }),
  /** The name of a floating IP is its address. */
  'floatingIp.attach': action({
    input: z.strictObject({ ...target.shape, portId: id, fixedAddress: address.optional() }),
    attempted: (one) => `Leading the floating IP ${called(one)} to an instance`,
    calls: ({ fixedAddress, id, portId }) => [
      change(FLOATING_IP, id, { port_id: portId, fixed_ip_address: fixedAddress }),
    ],
    commands: ({ fixedAddress, id, portId }) => [
      ['openstack', 'floating', 'ip', 'set', '--port', portId, ...option('--fixed-ip-address', fixedAddress), id],
    ],
    terraform: ({ fixedAddress, name, portId }) => [
      {
        type: 'openstack_networking_floatingip_associate_v2',
        name: `floating-${name}`,
        attributes: { floating_ip: name, port_id: portId, fixed_ip: fixedAddress },
      },
    ],
  }),
  'floatingIp.detach': action({
    input: target,
    attempted: (one) => `Taking the floating IP ${called(one)} away from its instance`,
    calls: ({ id }) => [change(FLOATING_IP, id, { port_id: null })],
    commands: ({ id }) => [['openstack', 'floating', 'ip', 'unset', '--port', id]],
  }),
  'floatingIp.describe': action({
    input: z.strictObject({ ...target.shape, description }),
    attempted: (one) => `Describing the floating IP ${called(one)}`,
    calls: ({ description, id }) => [change(FLOATING_IP, id, { description })],
    commands: ({ description, id }) => [
      [
        ...['openstack', 'floating', 'ip', 'set'],
        // It takes an empty description for none given.
        ...(description === ''
          ? ['--extra-property', 'name=description,value=']
          : option('--description', description)),
        id,
      ],
    ],
    terraform: ({ description }) => [
      changedResource('openstack_networking_floatingip_v2', 'floating', { description }),
    ],
  }),
  'floatingIp.delete': deletion(FLOATING_IP),
}

/** The provider wants the network's name, which only Neutron knows. */
function resources(wanted: z.output<typeof newFloatingIp>): Block[] {
  return [
    {
      kind: 'data',
      type: 'openstack_networking_network_v2',
      name: 'external',
      attributes: { network_id: wanted.networkId },
    },
    {
      type: 'openstack_networking_floatingip_v2',
      name: 'floating',
      attributes: {
        pool: new Reference('data.openstack_networking_network_v2.external.name'),
        address: wanted.address,
        port_id: wanted.portId,
        fixed_ip: wanted.fixedAddress,
        description: wanted.description,
      },
    },
  ]
}
