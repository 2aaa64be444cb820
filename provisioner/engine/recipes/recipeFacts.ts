/** What a cloud has for a recipe to choose from, and what the project's quotas leave. */
import type { Openstack } from '../../openstack/openstack.ts'
import type { Choices } from '../../recipes/choices.ts'
import type { NeedName, Quota } from '../../recipes/need.ts'

export interface RecipeFacts {
  readonly choices: Choices
  readonly quotas: Readonly<Record<NeedName, Quota>>
}

export async function recipeFacts(os: Openstack): Promise<RecipeFacts> {
  const [flavors, images, networks, routers, ports, compute, network] = await Promise.all([
    os.flavors.list(),
    os.images.list(),
    os.networks.list(),
    os.routers.list(),
    os.ports.list({ device_owner: 'network:router_interface' }),
    os.computeQuotas.limits(),
    os.networkQuotas.get(),
  ])
  const leadingOut = new Set(routers.filter(({ gateway }) => gateway !== undefined).map(({ id }) => id))
  const joined = new Set(ports.filter(({ deviceId }) => leadingOut.has(deviceId)).map(({ networkId }) => networkId))
  // A network without a subnet gives no addresses.
  const usable = networks.filter(({ isExternal, subnetIds }) => !isExternal && subnetIds.length > 0)
  return {
    choices: {
      flavors,
      images: images.filter(({ status }) => status === 'active').map(named),
      networks: [...usable.filter(({ id }) => joined.has(id)), ...usable.filter(({ id }) => !joined.has(id))].map(
        named,
      ),
      externalNetworks: networks.filter(({ isExternal }) => isExternal).map(named),
    },
    quotas: {
      instances: compute.instances,
      cpus: compute.cpus,
      memory: compute.memory,
      serverGroups: compute.serverGroups,
      floatingIps: network.floatingIps,
      ports: network.ports,
      securityGroups: network.securityGroups,
      securityGroupRules: network.securityGroupRules,
    },
  }
}

function named({ id, name }: { readonly id: string; readonly name: string }) {
  return { id, name }
}
