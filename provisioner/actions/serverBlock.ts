/** A new instance as Terraform keeps it. */
import { type Block, changedResource, Reference, Template, type Value } from './hcl.ts'
import { disksOf, type NewServer } from './newServer.ts'

type Card = Exclude<NewServer['networks'], string>[number]
type Hints = NonNullable<NewServer['hints']>

export function serverBlock(wanted: NewServer): Block {
  const { count, hints, networks } = wanted
  const cards = typeof networks === 'string' ? [] : networks
  const mode = typeof networks === 'string' ? networks : networks.length === 0 ? 'none' : undefined
  return {
    type: 'openstack_compute_instance_v2',
    name: wanted.name,
    attributes: {
      ...(count > 1 ? { count } : {}),
      name: count > 1 ? new Template(`${wanted.name}-`, new Reference('count.index + 1')) : wanted.name,
      image_id: wanted.imageId,
      flavor_id: wanted.flavorId,
      network_mode: mode,
      key_pair: wanted.keyName,
      security_groups: wanted.securityGroups,
      user_data: wanted.userData,
      metadata: wanted.metadata,
      tags: wanted.tags,
      config_drive: wanted.configDrive,
      availability_zone: wanted.zone,
    },
    blocks: [
      ...(disksOf(wanted) ?? []).map((disk) => ({ type: 'block_device', attributes: disk })),
      ...cards.map((network) => ({ type: 'network', attributes: cardAttributes(network) })),
      ...(hints === undefined ? [] : [{ type: 'scheduler_hints', attributes: hintAttributes(hints) }]),
    ],
  }
}

/** Of the block of an instance that is there: what it says now. */
export function changedBlock(
  { name }: Pick<NewServer, 'name'>,
  attributes: Readonly<Record<string, Value>>,
  note?: string,
): Block {
  return changedResource('openstack_compute_instance_v2', name, attributes, note)
}

function cardAttributes(network: Card) {
  if ('portId' in network) return { port: network.portId }
  const { address, networkId } = network
  const isV6 = address?.includes(':') ?? false
  return { uuid: networkId, fixed_ip_v4: isV6 ? undefined : address, fixed_ip_v6: isV6 ? address : undefined }
}

function hintAttributes({ differentHostFrom, sameHostAs, serverGroupId }: Hints) {
  return { group: serverGroupId, different_host: differentHostFrom, same_host: sameHostAs }
}
