/** The networks of a cloud as one whole: rows of all kinds, and what belongs to what. Pure. */
import type {
  CloudProject,
  FloatingIp,
  Network,
  Port,
  Router,
  SecurityGroup,
  Server,
  Subnet,
} from '../../../electron/contract/live.ts'
import { isVisible } from '../../ui/bidi.ts'

export type SecurityGroupRule = SecurityGroup['rules'][number]

export interface NetworkRows {
  readonly networks: readonly Network[]
  readonly subnets: readonly Subnet[]
  readonly ports: readonly Port[]
  readonly routers: readonly Router[]
  readonly floatingIps: readonly FloatingIp[]
  readonly groups: readonly SecurityGroup[]
  readonly servers: readonly Server[]
  readonly projects: readonly Pick<CloudProject, 'id' | 'name'>[]
}

export interface NetworkWorld extends NetworkRows {
  readonly network: ReadonlyMap<string, Network>
  readonly subnet: ReadonlyMap<string, Subnet>
  readonly port: ReadonlyMap<string, Port>
  readonly router: ReadonlyMap<string, Router>
  readonly floatingIp: ReadonlyMap<string, FloatingIp>
  readonly group: ReadonlyMap<string, SecurityGroup>
  readonly server: ReadonlyMap<string, Server>
  readonly project: ReadonlyMap<string, Pick<CloudProject, 'id' | 'name'>>
  readonly subnetsOf: (networkId: string) => readonly Subnet[]
  readonly portsOf: (networkId: string) => readonly Port[]
  /** Of an instance or a router. */
  readonly portsOn: (deviceId: string) => readonly Port[]
  readonly floatingOf: (portId: string) => readonly FloatingIp[]
  /** Ports that keep to a security group. */
  readonly portsIn: (groupId: string) => readonly Port[]
}

export function networkWorld(rows: NetworkRows): NetworkWorld {
  const subnets = grouped(rows.subnets, (one) => [one.networkId])
  const ports = grouped(rows.ports, (one) => [one.networkId])
  const devices = grouped(rows.ports, (one) => (one.deviceId === '' ? [] : [one.deviceId]))
  const floating = grouped(rows.floatingIps, (one) => (one.portId === undefined ? [] : [one.portId]))
  const guarded = grouped(rows.ports, (one) => one.securityGroupIds)
  return {
    ...rows,
    network: byId(rows.networks),
    subnet: byId(rows.subnets),
    port: byId(rows.ports),
    router: byId(rows.routers),
    floatingIp: byId(rows.floatingIps),
    group: byId(rows.groups),
    server: byId(rows.servers),
    project: byId(rows.projects),
    subnetsOf: (id) => subnets.get(id) ?? [],
    portsOf: (id) => ports.get(id) ?? [],
    portsOn: (id) => devices.get(id) ?? [],
    floatingOf: (id) => floating.get(id) ?? [],
    portsIn: (id) => guarded.get(id) ?? [],
  }
}

/** Ports of routers inside a network, as Neutron names their owners; of distributed and of highly available ones too. */
const ROUTER_SIDES = [
  'network:router_interface',
  'network:router_interface_distributed',
  'network:ha_router_replicated_interface',
]

/** Ports Neutron makes for itself, and takes away with the network. */
const OF_NEUTRON = ['network:dhcp', 'network:distributed']

export function isRouterSide(port: Pick<Port, 'deviceOwner'>): boolean {
  return ROUTER_SIDES.includes(port.deviceOwner)
}

export function isOfNeutron(port: Pick<Port, 'deviceOwner'>): boolean {
  return OF_NEUTRON.includes(port.deviceOwner)
}

export function isOfInstance(port: Pick<Port, 'deviceOwner'>): boolean {
  return port.deviceOwner.startsWith('compute:')
}

/** What a router connects: each of its ports inside a network. */
export function sidesOf(world: NetworkWorld, routerId: string): readonly Port[] {
  return world.portsOn(routerId).filter(isRouterSide)
}

/** Ids of the routers a network is connected to, by their ports in it. */
export function routersOf(world: NetworkWorld, networkId: string): readonly string[] {
  return [
    ...new Set(
      world
        .portsOf(networkId)
        .filter(isRouterSide)
        .map((port) => port.deviceId),
    ),
  ]
}

/** Instances plugged into a network, each once. */
export function serversOf(world: NetworkWorld, networkId: string): readonly string[] {
  return [
    ...new Set(
      world
        .portsOf(networkId)
        .filter(isOfInstance)
        .map((port) => port.deviceId),
    ),
  ]
}

/** Whom a port belongs to, in words: the instance's or the router's name, or what Neutron uses it for. */
export function ownerOf(world: NetworkWorld, port: Pick<Port, 'deviceId' | 'deviceOwner'>): string {
  const { deviceId, deviceOwner } = port
  if (deviceOwner === '' && deviceId === '') return ''
  if (deviceOwner.startsWith('compute:')) return nameOf(world.server.get(deviceId), deviceId)
  if (deviceOwner === 'network:floatingip') return 'a floating IP'
  if (deviceOwner === 'network:dhcp') return 'DHCP'
  if (deviceOwner === 'network:distributed') return 'Metadata and DHCP'
  if (deviceOwner.startsWith('network:')) return nameOf(world.router.get(deviceId), deviceId)
  return deviceOwner
}

/** The name, or the id where nothing of the name can be seen. */
export function nameOf(row: { readonly id: string; readonly name: string } | undefined, id = row?.id ?? ''): string {
  return row !== undefined && isVisible(row.name) ? row.name : id
}

/** A port has a name seldom: then its address says which it is. */
export function portName(port: Pick<Port, 'id' | 'name' | 'addresses'>): string {
  return isVisible(port.name) ? port.name : (port.addresses[0]?.address ?? port.id)
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}

function grouped<T>(rows: readonly T[], keysOf: (row: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [row])
      else group.push(row)
    }
  }
  return groups
}
