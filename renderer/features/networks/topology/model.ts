/** What the picture and its list show: networks by the router that leads from them, instances by the network they hang from. Pure. */

import type { FloatingIp, Network, Router, Server } from '../../../../electron/contract/live.ts'
import { LANGUAGE } from '../../../ui/language.ts'
import { isOfInstance, type NetworkWorld, nameOf, routersOf, sidesOf } from '../world.ts'

/** An instance on one network. */
export interface Plug {
  /** Of its port: an instance may hang from a network twice. */
  readonly id: string
  readonly serverId: string
  /** Undefined: of another project, or not told yet. */
  readonly server: Server | undefined
  readonly addresses: readonly string[]
  readonly floating: readonly FloatingIp[]
}

export interface Line {
  readonly network: Network
  readonly cidrs: readonly string[]
  readonly plugs: readonly Plug[]
  /** Names of the other routers it is connected to as well. */
  readonly also: readonly string[]
}

export interface Branch {
  readonly router: Router
  /** The network it leads out to; undefined: none, or none that is seen. */
  readonly outside: Network | undefined
  readonly lines: readonly Line[]
}

export interface Topology {
  /** External networks, the one most routers lead to first. */
  readonly outside: readonly Line[]
  readonly branches: readonly Branch[]
  /** Networks no router is connected to. */
  readonly alone: readonly Line[]
}

export function topologyOf(world: NetworkWorld): Topology {
  const drawn = new Set<string>()
  const routers = [...world.routers].sort(byName)
  const lineOf = (network: Network, router?: Router): Line => ({
    network,
    cidrs: world.subnetsOf(network.id).map(({ cidr }) => cidr),
    plugs: plugsOf(world, network.id),
    also: routersOf(world, network.id)
      .filter((id) => id !== router?.id)
      .map((id) => nameOf(world.router.get(id), id)),
  })
  const branches = routers.map((router): Branch => {
    const ids = new Set(sidesOf(world, router.id).map(({ networkId }) => networkId))
    const networks = [...ids].flatMap((id) => world.network.get(id) ?? []).sort(byName)
    const lines = networks.flatMap((network) => {
      // Drawn once, with the first of its routers; the line names the others.
      if (drawn.has(network.id)) return []
      drawn.add(network.id)
      return [lineOf(network, router)]
    })
    return { router, outside: world.network.get(router.gateway?.networkId ?? ''), lines }
  })
  const led = (network: Network): number => branches.filter(({ outside }) => outside?.id === network.id).length
  const external = world.networks.filter(({ id, isExternal }) => isExternal && !drawn.has(id))
  return {
    outside: [...external].sort((a, b) => led(b) - led(a) || byName(a, b)).map((network) => lineOf(network)),
    branches,
    alone: world.networks
      .filter(({ id, isExternal }) => !isExternal && !drawn.has(id))
      .sort(byName)
      .map((network) => lineOf(network)),
  }
}

function plugsOf(world: NetworkWorld, networkId: string): readonly Plug[] {
  return world
    .portsOf(networkId)
    .filter(isOfInstance)
    .map(
      (port): Plug => ({
        id: port.id,
        serverId: port.deviceId,
        server: world.server.get(port.deviceId),
        addresses: port.addresses.map(({ address }) => address),
        floating: world.floatingOf(port.id),
      }),
    )
    .sort((a, b) => natural(nameOf(a.server, a.serverId), nameOf(b.server, b.serverId)))
}

const COLLATOR = new Intl.Collator(LANGUAGE, { numeric: true })

function natural(a: string, b: string): number {
  return COLLATOR.compare(a, b)
}

function byName(
  a: { readonly id: string; readonly name: string },
  b: { readonly id: string; readonly name: string },
): number {
  return natural(nameOf(a), nameOf(b))
}
