/** What deleting something breaks, and what Neutron would refuse it for: said before anything is sent. Pure. */
import type { FloatingIp, Network, Port, Router, SecurityGroup, Subnet } from '../../../electron/contract/live.ts'
import { isolated } from '../../ui/bidi.ts'
import { count, shortList } from '../../ui/words.ts'
import { isOfInstance, isOfNeutron, isRouterSide, type NetworkWorld, nameOf, ownerOf, sidesOf } from './world.ts'

export interface Losses {
  /** Sentences: what no longer works. Empty: nothing is lost. */
  readonly lost: readonly string[]
  /** Why Neutron refuses it as things are, and what to do first. */
  readonly blocked?: string
}

export function lossesOfNetwork(world: NetworkWorld, { id }: Network): Losses {
  const users = world.portsOf(id).filter((port) => !isOfNeutron(port) && port.deviceId !== '')
  const subnets = world.subnetsOf(id)
  const lost = [
    ...(subnets.length === 0 ? [] : [`Its ${count(subnets.length, 'subnet')} (${cidrs(subnets)}) go with it.`]),
    ...freePorts(world.portsOf(id)),
  ]
  return users.length === 0 ? { lost } : { lost, blocked: `${pluggedIn(world, users)} Unplug or delete them first.` }
}

export function lossesOfSubnet(world: NetworkWorld, { cidr, id, networkId }: Subnet): Losses {
  const users = world
    .portsOf(networkId)
    .filter((port) => !isOfNeutron(port) && port.addresses.some(({ subnetId }) => subnetId === id))
  const lost = [`No more addresses of ${cidr} are handed out.`]
  return users.length === 0 ? { lost } : { lost, blocked: `${pluggedIn(world, users)} Unplug or delete them first.` }
}

export function lossesOfRouter(world: NetworkWorld, router: Router): Losses {
  const led = world.floatingIps.filter(({ routerId }) => routerId === router.id)
  const networks = [...new Set(sidesOf(world, router.id).map(({ networkId }) => networkId))]
  const names = networks.map((id) => isolated(nameOf(world.network.get(id), id)))
  const lost =
    names.length === 0
      ? []
      : [
          `${shortList(names)} ${names.length === 1 ? 'is' : 'are'} disconnected from each other and from the LAN: instances there are alone.`,
        ]
  if (led.length === 0) return { lost }
  const addresses = shortList(led.map(({ address }) => address))
  return { lost, blocked: `${addresses} ${led.length === 1 ? 'leads' : 'lead'} through it. Detach ${them(led)} first.` }
}

/** Of one interface: the network it leads into. */
export function lossesOfSide(world: NetworkWorld, router: Router, side: Port): Losses {
  const inside = new Set(side.addresses.map(({ subnetId }) => subnetId))
  const led = world.floatingIps.filter(
    ({ portId, routerId }) =>
      routerId === router.id &&
      world.port.get(portId ?? '')?.addresses.some(({ subnetId }) => inside.has(subnetId)) === true,
  )
  const network = isolated(nameOf(world.network.get(side.networkId), side.networkId))
  const lost = [`Instances on ${network} no longer reach other networks by this router, nor are they reached.`]
  if (led.length === 0) return { lost }
  const addresses = shortList(led.map(({ address }) => address))
  return { lost, blocked: `${addresses} ${led.length === 1 ? 'leads' : 'lead'} there. Detach ${them(led)} first.` }
}

export function lossesOfGateway(world: NetworkWorld, router: Router): Losses {
  const led = world.floatingIps.filter(({ routerId }) => routerId === router.id)
  const lost = ['Instances behind it no longer get out to the LAN and the internet.']
  if (led.length === 0) return { lost }
  const addresses = shortList(led.map(({ address }) => address))
  return { lost, blocked: `${addresses} ${led.length === 1 ? 'leads' : 'lead'} through it. Detach ${them(led)} first.` }
}

export function lossesOfPort(world: NetworkWorld, port: Port): Losses {
  const addresses = shortList(port.addresses.map(({ address }) => address))
  const floating = world.floatingOf(port.id)
  if (port.deviceOwner.startsWith('network:') && !isOfNeutron(port)) {
    const owner = isolated(ownerOf(world, port))
    const how = isRouterSide(port) ? 'Disconnect the network from the router instead.' : 'It goes with its owner.'
    return { lost: [], blocked: `It belongs to ${owner}. ${how}` }
  }
  return {
    lost: [
      ...(isOfInstance(port)
        ? [`${isolated(ownerOf(world, port))} loses this network card${addresses === '' ? '' : ` and ${addresses}`}.`]
        : addresses === ''
          ? []
          : [`${addresses} may be given to somebody else.`]),
      ...(floating.length === 0
        ? []
        : [`${shortList(floating.map(({ address }) => address))} leads nowhere then; it stays the project's.`]),
    ],
  }
}

export function lossesOfFloatingIp(world: NetworkWorld, { address, portId }: FloatingIp): Losses {
  const port = world.port.get(portId ?? '')
  return {
    lost: [
      ...(port === undefined ? [] : [`${isolated(ownerOf(world, port))} is no longer reached at ${address}.`]),
      `${address} goes back to the pool, and the next who asks may get it.`,
    ],
  }
}

export function lossesOfGroup(world: NetworkWorld, group: SecurityGroup): Losses {
  const users = world.portsIn(group.id)
  const others = world.groups.filter(
    ({ id, rules }) => id !== group.id && rules.some(({ fromGroupId }) => fromGroupId === group.id),
  )
  const lost = [
    ...(group.rules.length === 0 ? [] : [`Its ${count(group.rules.length, 'rule')} go with it.`]),
    ...(others.length === 0
      ? []
      : [`So do rules of ${shortList(others.map(({ name }) => isolated(name)))} that let its members in.`]),
  ]
  if (group.name === 'default') return { lost, blocked: 'Every project has its group "default"; it cannot be deleted.' }
  return users.length === 0 ? { lost } : { lost, blocked: `${pluggedIn(world, users)} Take it off them first.` }
}

function cidrs(subnets: readonly Subnet[]): string {
  return shortList(subnets.map(({ cidr }) => cidr))
}

function freePorts(ports: readonly Port[]): string[] {
  const free = ports.filter(({ deviceId }) => deviceId === '')
  return free.length === 0 ? [] : [`${count(free.length, 'port')} nobody uses go with it.`]
}

/** "web, db and edge use it." */
function pluggedIn(world: NetworkWorld, ports: readonly Port[]): string {
  const names = [...new Set(ports.map((port) => isolated(ownerOf(world, port) || port.id)))]
  return `${shortList(names)} ${names.length === 1 ? 'uses' : 'use'} it.`
}

function them(all: readonly unknown[]): string {
  return all.length === 1 ? 'it' : 'them'
}
