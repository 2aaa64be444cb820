/** An instance's network cards and what may reach them. */
import { z } from 'zod'
import { action } from './action.ts'
import { path } from './apiCall.ts'
import { COMPUTE } from './compute.ts'
import { id, label, target } from './fields.ts'
import { WHOLE_LIST } from './hcl.ts'
import { card } from './newServer.ts'
import { serverAction } from './serverAction.ts'
import { changedBlock } from './serverBlock.ts'
import { given, operand, option } from './words.ts'

/**
 * By id: Neutron lets several have one name, and Nova refuses what it cannot tell apart. A name is taken as well, for words too.
 * Holds for all cards of the instance.
 */
const group = z.strictObject({ ...target.shape, group: label, groupName: label.optional() })

export const serverNetworkActions = {
  'server.addSecurityGroup': action({
    input: group,
    attempted: ({ group, groupName = group, name }) => `Giving the instance ${name} the security group ${groupName}`,
    calls: ({ group, ...server }) => [serverAction(server, { addSecurityGroup: { name: group } })],
    commands: ({ group, id }) => [['openstack', 'server', 'add', 'security', 'group', id, ...operand(group)]],
    // By name, as Nova tells them: ids would be seen as a change every time.
    terraform: ({ group, groupName = group, name }) => [
      changedBlock({ name }, { security_groups: [groupName] }, WHOLE_LIST),
    ],
  }),
  'server.removeSecurityGroup': action({
    input: group,
    attempted: ({ group, groupName = group, name }) =>
      `Taking the security group ${groupName} from the instance ${name}`,
    calls: ({ group, ...server }) => [serverAction(server, { removeSecurityGroup: { name: group } })],
    commands: ({ group, id }) => [['openstack', 'server', 'remove', 'security', 'group', id, ...operand(group)]],
  }),
  /** A port that is there, or a new one on a network. Gives the port's id. */
  'server.attachInterface': action({
    input: z.strictObject({
      ...target.shape,
      card,
    }),
    attempted: (server) => `Giving the instance ${server.name} a network card`,
    calls: ({ card, id }) => [
      {
        ...COMPUTE,
        method: 'POST',
        path: path`/servers/${id}/os-interface`,
        body: {
          interfaceAttachment:
            'portId' in card
              ? { port_id: card.portId }
              : given({ net_id: card.networkId, fixed_ips: card.address && [{ ip_address: card.address }] }),
        },
      },
    ],
    commands: ({ card, id }) => {
      if ('portId' in card) return [['openstack', 'server', 'add', 'port', id, card.portId]]
      const { address, networkId } = card
      if (address === undefined) return [['openstack', 'server', 'add', 'network', id, networkId]]
      return [['openstack', 'server', 'add', 'fixed', 'ip', ...option('--fixed-ip-address', address), id, networkId]]
    },
    terraform: ({ card, id, name }) => [
      {
        type: 'openstack_compute_interface_attach_v2',
        name: `${name}-card`,
        attributes:
          'portId' in card
            ? { instance_id: id, port_id: card.portId }
            : { instance_id: id, network_id: card.networkId, fixed_ip: card.address },
      },
    ],
    answer: z
      .object({ interfaceAttachment: z.object({ port_id: z.string() }) })
      .transform((body) => body.interfaceAttachment.port_id),
  }),
  'server.detachInterface': action({
    input: z.strictObject({ ...target.shape, portId: id }),
    attempted: (server) => `Taking a network card from the instance ${server.name}`,
    calls: ({ id, portId }) => [{ ...COMPUTE, method: 'DELETE', path: path`/servers/${id}/os-interface/${portId}` }],
    commands: ({ id, portId }) => [['openstack', 'server', 'remove', 'port', id, portId]],
  }),
}
