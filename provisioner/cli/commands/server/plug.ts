/** `stackstead server add` and `remove`: networks, ports, floating IPs and security groups of an instance. */
import { Command } from 'commander'
import { StacksteadError } from '../../../core/errors.ts'
import type { Server } from '../../../index.ts'
import { shownName } from '../../render/text.ts'
import type { Step } from '../../running/deed.ts'
import { find } from '../../running/looking.ts'
import { oneOf } from '../../running/oneOf.ts'
import type { Place } from '../../running/openPlace.ts'
import { externals, FLOATING_IP, GROUP, NETWORK, PORT } from '../network/things.ts'
import { type ServerDeedOptions, serverDeed } from './serverDeed.ts'

interface Plug extends ServerDeedOptions {
  readonly address?: string
  readonly network?: string
}

export function serverPlugCommands(): Command[] {
  const add = new Command('add').summary('add a network, port, floating IP or security group')
  const remove = new Command('remove').summary('remove a network, port, floating IP or security group')
  for (const command of [add, remove]) command.enablePositionalOptions()
  for (const command of [addNetwork(), addPort(), addFloatingIp(), group('add')]) add.addCommand(command)
  for (const command of [removeNetwork(), removePort(), removeFloatingIp(), group('remove')]) remove.addCommand(command)
  return [add, remove]
}

function addNetwork(): Command {
  return serverDeed<Plug>({
    name: 'network',
    summary: 'a network card in a network',
    behind: [['<network>', 'its name or id']],
    options: (command) => command.option('--address <address>', 'a certain one, not any'),
    doing: 'has another network card',
    async steps({ os }, { id, name }, { address }, [wanted = '']) {
      const networkId = (await find(os, NETWORK, wanted)).id
      const card = { networkId, ...(address === undefined ? {} : { address }) }
      return [{ action: 'server.attachInterface', input: { id, name, card } }]
    },
  })
}

function removeNetwork(): Command {
  return serverDeed({
    name: 'network',
    summary: 'all its network cards in a network',
    behind: [['<network>', 'its name or id']],
    doing: 'has no card in that network any more',
    async steps(place, server, _own, [wanted = '']) {
      const network = await find(place.os, NETWORK, wanted)
      const ports = (await portsOf(place, server)).filter(({ networkId }) => networkId === network.id)
      if (ports.length === 0) throw nothing(`${shownName(server.name)} has no card in ${shownName(network.name)}.`)
      return ports.map((port) => detaching(server, port.id))
    },
  })
}

function addPort(): Command {
  return serverDeed({
    name: 'port',
    summary: 'a port that is there, as a network card',
    behind: [['<port>', 'its name or id']],
    doing: 'has another network card',
    async steps({ os }, { id, name }, _own, [wanted = '']) {
      const portId = (await find(os, PORT, wanted)).id
      return [{ action: 'server.attachInterface', input: { id, name, card: { portId } } }]
    },
  })
}

function removePort(): Command {
  return serverDeed({
    name: 'port',
    summary: 'one of its network cards',
    behind: [['<port>', 'its name, id, MAC or an address of it']],
    doing: 'has that card no more',
    async steps(place, server, _own, [wanted = '']) {
      const ports = await portsOf(place, server)
      const known = ports.find(
        ({ addresses, mac }) => mac === wanted || addresses.some((one) => one.address === wanted),
      )
      return [detaching(server, known?.id ?? oneOf(PORT.kind, wanted, ports).id)]
    },
  })
}

function addFloatingIp(): Command {
  return serverDeed<Plug>({
    name: 'floating-ip',
    summary: 'an address it is reached by from outside',
    behind: [['[floating-ip]', 'its address or id; left out: one that is free, or else a new one']],
    options: (command) =>
      command
        .option('--address <address>', 'the one of its own addresses it leads to, where it has several')
        .option('--network <network>', 'the external network a new one is taken from, where there are several'),
    doing: 'is reached by another floating IP',
    async steps(place, server, own, [wanted]) {
      const { os } = place
      const to = await placeOf(place, server, own.address)
      const all = await os.floatingIps.list()
      const free = all.find(({ portId, projectId }) => portId === undefined && projectId === server.projectId)
      const taken =
        wanted === undefined ? (own.network === undefined ? free : undefined) : await find(os, FLOATING_IP, wanted)
      if (taken !== undefined) {
        return [{ action: 'floatingIp.attach', input: { id: taken.id, name: taken.address, ...to } }]
      }
      const outside = await externals(os)
      const [only, ...others] = outside
      const from =
        own.network !== undefined ? oneOf(NETWORK.kind, own.network, outside) : others.length === 0 ? only : undefined
      if (from !== undefined) return [{ action: 'floatingIp.create', input: { networkId: from.id, ...to } }]
      throw nothing(
        outside.length === 0
          ? 'There is no external network to take a floating IP from.'
          : 'There are several external networks.',
        outside.length === 0
          ? undefined
          : `Write --network with one of: ${outside.map(({ name }) => shownName(name)).join(', ')}.`,
      )
    },
  })
}

function removeFloatingIp(): Command {
  return serverDeed({
    name: 'floating-ip',
    summary: 'it stays the project’s, free for another',
    behind: [['<floating-ip>', 'its address or id']],
    doing: 'is not reached by it any more',
    async steps(place, server, _own, [wanted = '']) {
      const { address, id, portId } = await find(place.os, FLOATING_IP, wanted)
      const own = (await portsOf(place, server)).some((port) => port.id === portId)
      if (!own) throw nothing(`${address} does not lead to ${shownName(server.name)}.`)
      return [{ action: 'floatingIp.detach', input: { id, name: address } }]
    },
  })
}

function group(how: 'add' | 'remove'): Command {
  const adds = how === 'add'
  return serverDeed({
    name: 'security-group',
    summary: adds ? 'what it lets through reaches the instance' : 'nothing passes by it any more',
    behind: [['<group>', 'its name or id']],
    doing: adds ? 'has the security group' : 'has the security group no more',
    async steps(place, server, _own, [wanted = '']) {
      const { id, name, projectId } = server
      const [groups, ports] = await Promise.all([place.os.securityGroups.list(), portsOf(place, server)])
      const has = new Set(ports.flatMap(({ securityGroupIds }) => securityGroupIds))
      // Every project has a group "default": an administrator is shown them all.
      const meant = groups.filter((one) => (adds ? one.projectId === projectId || one.isShared : has.has(one.id)))
      const found = oneOf(GROUP.kind, wanted, meant)
      const action = adds ? 'server.addSecurityGroup' : 'server.removeSecurityGroup'
      return [{ action, input: { id, name, group: found.id, groupName: found.name } }]
    },
  })
}

function detaching({ id, name }: Server, portId: string): Step {
  return { action: 'server.detachInterface', input: { id, name, portId } }
}

function portsOf({ os }: Place, { id }: Server) {
  return os.ports.list({ device_id: id })
}

/** Where a floating IP shall lead: the only IPv4 address there is, or the one that was written. */
async function placeOf(place: Place, server: Server, wanted: string | undefined) {
  const places = (await portsOf(place, server))
    .flatMap(({ addresses, id }) => addresses.map(({ address }) => ({ portId: id, fixedAddress: address })))
    .filter(({ fixedAddress }) => !fixedAddress.includes(':'))
  const [first, ...others] =
    wanted === undefined ? places : places.filter(({ fixedAddress }) => fixedAddress === wanted)
  if (first !== undefined && others.length === 0) return first
  const name = shownName(server.name)
  if (places.length === 0) throw nothing(`${name} has no IPv4 address a floating IP could lead to.`)
  throw nothing(
    wanted === undefined ? `${name} has several addresses.` : `${name} has no address ${wanted}.`,
    `Write --address with one of: ${places.map(({ fixedAddress }) => fixedAddress).join(', ')}.`,
  )
}

function nothing(message: string, remedy?: string): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message, ...(remedy === undefined ? {} : { remedy }) })
}
