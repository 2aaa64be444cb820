/** The rows of the tables here: what Neutron tells beside the names of what it refers to. Pure. */
import type { FloatingIp, Network, Port, Router, SecurityGroup } from '../../../../electron/contract/live.ts'
import { letsIn } from '../ruleWords.ts'
import { floatingIpState, networkState, portState, routerState, type StateWords } from '../states.ts'
import { type NetworkWorld, nameOf, ownerOf, routersOf, serversOf, sidesOf } from '../world.ts'

interface AnyRow {
  readonly id: string
  readonly project: string
  readonly state: StateWords
}

export interface NetworkRow extends AnyRow {
  readonly network: Network
  readonly cidrs: string
  readonly routers: string
  readonly instances: number
}

export interface RouterRow extends AnyRow {
  readonly router: Router
  readonly outside: string
  readonly address: string
  readonly networks: string
  readonly floating: number
}

export interface PortRow extends AnyRow {
  readonly port: Port
  readonly addresses: string
  readonly network: string
  readonly owner: string
  readonly groups: string
  readonly floating: string
}

export interface FloatingIpRow extends AnyRow {
  readonly floatingIp: FloatingIp
  readonly owner: string
  readonly network: string
  readonly router: string
}

export interface GroupRow extends AnyRow {
  readonly group: SecurityGroup
  readonly letsIn: string
  readonly users: number
}

export function networkRows(world: NetworkWorld): readonly NetworkRow[] {
  return world.networks.map((network) => ({
    ...common(world, network, networkState(network)),
    network,
    cidrs: joined(world.subnetsOf(network.id).map(({ cidr }) => cidr)),
    routers: joined(routersOf(world, network.id).map((id) => nameOf(world.router.get(id), id))),
    instances: serversOf(world, network.id).length,
  }))
}

export function routerRows(world: NetworkWorld): readonly RouterRow[] {
  return world.routers.map((router) => {
    const networks = new Set(sidesOf(world, router.id).map(({ networkId }) => networkId))
    const outside = router.gateway?.networkId
    return {
      ...common(world, router, routerState(router)),
      router,
      outside: outside === undefined ? '' : nameOf(world.network.get(outside), outside),
      address: joined(router.gateway?.addresses ?? []),
      networks: joined([...networks].map((id) => nameOf(world.network.get(id), id))),
      floating: world.floatingIps.filter(({ routerId }) => routerId === router.id).length,
    }
  })
}

export function portRows(world: NetworkWorld): readonly PortRow[] {
  return world.ports.map((port) => ({
    ...common(world, port, portState(port)),
    port,
    addresses: joined(port.addresses.map(({ address }) => address)),
    network: nameOf(world.network.get(port.networkId), port.networkId),
    owner: ownerOf(world, port),
    groups: joined(port.securityGroupIds.map((id) => nameOf(world.group.get(id), id))),
    floating: joined(world.floatingOf(port.id).map(({ address }) => address)),
  }))
}

export function floatingIpRows(world: NetworkWorld): readonly FloatingIpRow[] {
  return world.floatingIps.map((floatingIp) => {
    const { networkId, portId, routerId } = floatingIp
    const port = world.port.get(portId ?? '')
    return {
      ...common(world, floatingIp, floatingIpState(floatingIp)),
      floatingIp,
      owner: port === undefined ? '' : ownerOf(world, port),
      network: nameOf(world.network.get(networkId), networkId),
      router: routerId === undefined ? '' : nameOf(world.router.get(routerId), routerId),
    }
  })
}

export function groupRows(world: NetworkWorld): readonly GroupRow[] {
  return world.groups.map((group) => {
    const users = world.portsIn(group.id).length
    const state: StateWords = users === 0 ? { kind: 'off', words: 'Not used' } : { kind: 'works', words: 'In use' }
    return { ...common(world, group, state), group, letsIn: letsIn(group), users }
  })
}

function common(
  world: NetworkWorld,
  row: { readonly id: string; readonly projectId: string },
  state: StateWords,
): AnyRow {
  return { id: row.id, project: nameOf(world.project.get(row.projectId), row.projectId), state }
}

function joined(words: readonly string[]): string {
  return words.join(', ')
}
