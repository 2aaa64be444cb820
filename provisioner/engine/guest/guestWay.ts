/** The way to a port of an instance: from this computer, through the gateway to the LAN, or from within its own network. */
import { directStream } from '../../adapters/directStream.ts'
import { opensTcp } from '../../adapters/tcpProbe.ts'
import { machinesWith } from '../../config/cloud.ts'
import { errorData, StacksteadError } from '../../core/errors.ts'
import type { Duplex } from '../../core/stream.ts'
import type { FloatingIp } from '../../openstack/floatingIps.ts'
import type { Network } from '../../openstack/networks.ts'
import type { Port } from '../../openstack/ports.ts'
import type { Server } from '../../openstack/servers.ts'
import type { OwnMachines } from '../pathProbes.ts'
import { netnsStream } from './netnsStream.ts'

/** What the cloud says of where an instance is. */
export interface GuestPlace {
  readonly server: Pick<Server, 'id' | 'name' | 'host'>
  readonly ports: readonly Pick<Port, 'deviceId' | 'networkId' | 'addresses' | 'id'>[]
  readonly networks: readonly Pick<Network, 'id' | 'isExternal'>[]
  readonly floatingIps: readonly Pick<FloatingIp, 'address' | 'portId'>[]
}

export interface GuestWay {
  readonly address: string
  /** Like "from this computer". */
  readonly words: string
  open(): Promise<Duplex>
}

/** Milliseconds a connection from here may take: a home network needs far less, a blocked one says nothing at all. */
const PATIENCE = 3000

/** All ways there may be, the shortest first; nothing is tried yet. */
export function guestWays(
  { floatingIps, networks, ports, server }: GuestPlace,
  port: number,
  own?: OwnMachines,
): GuestWay[] {
  const plugged = ports.filter(({ deviceId }) => deviceId === server.id)
  const isOnLan = (id: string): boolean => networks.some((network) => network.id === id && network.isExternal)
  const floating = floatingIps.filter(({ portId }) => plugged.some(({ id }) => id === portId)).map((one) => one.address)
  const addressesOf = (one: (typeof plugged)[number]): string[] => one.addresses.map(({ address }) => address)
  const outer = [...floating, ...plugged.filter((one) => isOnLan(one.networkId)).flatMap(addressesOf)]
  const inner = plugged.filter((one) => !isOnLan(one.networkId))
  const fromHere = (address: string): GuestWay => ({
    address,
    words: 'from this computer',
    async open() {
      if (await opensTcp(address, port, PATIENCE)) return directStream(address, port)
      throw silent(address, port, 'this computer')
    },
  })
  const through = (machine: string, address: string, namespace: string, { fleet }: OwnMachines): GuestWay => ({
    address,
    words: `through ${machine}`,
    open: async () => netnsStream(await fleet.transport(machine), namespace, address, port),
  })
  // Addresses of networks of its own may mean anything on the network this computer is in.
  if (own === undefined) return [...outer, ...inner.flatMap(addressesOf)].map(fromHere)
  const gateway = machinesWith(own.cloud, 'ovn-gateway')[0]?.name
  const compute = own.cloud.machines.find(({ name }) => name === server.host?.split('.')[0])?.name
  return [
    ...outer.map(fromHere),
    ...(gateway === undefined ? [] : outer.map((address) => through(gateway, address, '', own))),
    // The metadata agent's namespace has a leg in the network, on the compute the instance is on and on no other.
    ...(compute === undefined
      ? []
      : inner.flatMap((one) =>
          addressesOf(one).map((address) => through(compute, address, `ovnmeta-${one.networkId}`, own)),
        )),
  ]
}

/**
 * Opens the first that leads there.
 * @param say told of each that is tried
 */
export async function openGuestWay(
  { name }: Pick<Server, 'name'>,
  ways: readonly GuestWay[],
  say: (text: string) => void,
): Promise<{ readonly way: GuestWay; readonly stream: Duplex }> {
  const failures: string[] = []
  for (const way of ways) {
    try {
      say(`Connecting to ${way.address} ${way.words}.`)
      return { way, stream: await way.open() }
    } catch (error) {
      failures.push(errorData(error).message)
    }
  }
  throw ways.length === 0 ? noWay(name) : nobody(name, failures)
}

function silent(address: string, port: number, from: string): StacksteadError {
  const message = `${address}:${port} cannot be reached from ${from}.`
  return new StacksteadError({ code: 'unreachable', message })
}

function noWay(name: string): StacksteadError {
  return new StacksteadError({
    code: 'unreachable',
    message: `No address of ${name} is known by which it could be reached.`,
    remedy: 'Give it a floating IP; or ask an administrator, who sees on which compute it runs.',
  })
}

function nobody(name: string, failures: readonly string[]): StacksteadError {
  return new StacksteadError({
    code: 'unreachable',
    message: `${name} does not answer on port 22.`,
    detail: failures.join('\n'),
    remedy: 'Allow ssh in one of its security groups, and look at its console whether it has booted and runs sshd.',
  })
}
