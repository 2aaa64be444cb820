/** What lies between the LAN and one port of an instance: its subnet, router, floating IP, groups. Pure. */
import type { ComputeService } from './computeServices.ts'
import type { FloatingIp } from './floatingIps.ts'
import type { NetworkAgent } from './networkAgents.ts'
import type { Network } from './networks.ts'
import type { Port } from './ports.ts'
import type { Router } from './routers.ts'
import type { SecurityGroup } from './securityGroups.ts'
import type { Server } from './servers.ts'
import type { Subnet } from './subnets.ts'

/** What the cloud says. Lists a member may not read are absent, which is not the same as empty. */
export interface PathWorld {
  readonly server: Server
  readonly ports: readonly Port[]
  readonly networks: readonly Network[]
  readonly subnets: readonly Subnet[]
  readonly routers: readonly Router[]
  readonly floatingIps: readonly FloatingIp[]
  readonly securityGroups: readonly SecurityGroup[]
  readonly agents?: readonly NetworkAgent[]
  readonly computeServices?: readonly ComputeService[]
}

export interface PathFacts {
  readonly world: PathWorld
  readonly port: Port | undefined
  readonly network: Network | undefined
  readonly subnet: Subnet | undefined
  /** The instance's own address. */
  readonly fixedAddress: string | undefined
  /** On the LAN itself: no router and no floating IP between. */
  readonly isOnLan: boolean
  readonly floatingIp: FloatingIp | undefined
  /** With an interface in the subnet; one with a way out first. */
  readonly router: Router | undefined
  /** Where routers may lead to. */
  readonly external: Network | undefined
  readonly groups: readonly SecurityGroup[]
  /** Where somebody outside would knock. */
  readonly target: string | undefined
}

/** Ports of routers, as Neutron names their owners; the second is that of distributed ones, the third of highly available ones. */
export const ROUTER_SIDES = [
  'network:router_interface',
  'network:router_interface_distributed',
  'network:ha_router_replicated_interface',
]

export function pathFacts(world: PathWorld): PathFacts {
  const own = world.ports.filter((port) => port.deviceId === world.server.id)
  const leads = (port: Port): FloatingIp | undefined => world.floatingIps.find((one) => one.portId === port.id)
  const networkOf = (port: Port): Network | undefined => world.networks.find((one) => one.id === port.networkId)
  // The port somebody outside has most hope with.
  const port =
    own.find((one) => networkOf(one)?.isExternal) ?? own.find((one) => leads(one)) ?? own.find(hasAddress) ?? own[0]
  const network = port && networkOf(port)
  const floatingIp = port && leads(port)
  const fixed = fixedOf(port, floatingIp)
  const subnet = world.subnets.find((one) => one.id === fixed?.subnetId)
  const isOnLan = network?.isExternal ?? false
  const router = isOnLan ? undefined : routerOf(world, fixed?.subnetId)
  const externals = world.networks.filter((one) => one.isExternal)
  return {
    world,
    port,
    network,
    subnet,
    fixedAddress: fixed?.address,
    isOnLan,
    floatingIp: isOnLan ? undefined : floatingIp,
    router,
    external: externals.find((one) => one.id === router?.gateway?.networkId) ?? externals[0],
    groups: world.securityGroups.filter((group) => port?.securityGroupIds.includes(group.id)),
    target: isOnLan ? fixed?.address : floatingIp?.address,
  }
}

function hasAddress(port: Port): boolean {
  return port.addresses.length > 0
}

function fixedOf(port: Port | undefined, floatingIp: FloatingIp | undefined): Port['addresses'][number] | undefined {
  const led = port?.addresses.find((one) => one.address === floatingIp?.fixedAddress)
  return led ?? port?.addresses.find((one) => one.address.includes('.')) ?? port?.addresses[0]
}

function routerOf({ ports, routers }: PathWorld, subnetId: string | undefined): Router | undefined {
  if (subnetId === undefined) return undefined
  const sides = ports.filter(
    (port) =>
      ROUTER_SIDES.includes(port.deviceOwner) && port.addresses.some((address) => address.subnetId === subnetId),
  )
  const joined = routers.filter((router) => sides.some((side) => side.deviceId === router.id))
  return joined.find((router) => router.gateway !== undefined) ?? joined[0]
}
