/** `stackstead floating-ip`: addresses of the LAN, led to one instance after another. */
import { Command } from 'commander'
import { StacksteadError } from '../../core/errors.ts'
import type { Port } from '../../index.ts'
import { shownName } from '../render/text.ts'
import { type DeedOptions, deed } from '../running/deed.ts'
import { find, lookCommands } from '../running/looking.ts'
import type { Place } from '../running/openPlace.ts'
import { serverNamed } from '../running/serverNamed.ts'
import { externals, FLOATING_IP, NETWORK, PORT } from './network/things.ts'

export function floatingIpCommand(): Command {
  const floatingIp = new Command('floating-ip')
    .summary('list, take, lead and release floating IPs')
    .description('Addresses of the LAN that lead to an instance. Each is written as it is, or by its id.')
    .addHelpText(
      'after',
      `
Examples:
  stackstead floating-ip create --server web
  stackstead floating-ip attach 192.168.1.101 --server web2
  stackstead floating-ip delete 192.168.1.101`,
    )
  for (const command of [
    ...lookCommands(FLOATING_IP),
    createCommand(),
    attachCommand(),
    onOne('detach', 'lead a floating IP nowhere', 'floatingIp.detach', 'leads nowhere.'),
    setCommand(),
    onOne('delete', 'give a floating IP back', 'floatingIp.delete', 'is given back.'),
  ])
    floatingIp.addCommand(command)
  return floatingIp
}

interface To extends DeedOptions {
  readonly server?: string
  readonly port?: string
  readonly fixedIp?: string
}

function leading(command: Command): Command {
  return command
    .option('--server <server>', 'the instance it leads to, by name or id')
    .option('--port <port>', 'the port it leads to, by name or id')
    .option('--fixed-ip <address>', 'which of the addresses there, where it has several')
}

/** The port meant: of an instance its only one. */
async function portOf({ os }: Place, { port, server }: To): Promise<Port | undefined> {
  if (port !== undefined) return find(os, PORT, port)
  if (server === undefined) return undefined
  const { id, name } = await serverNamed(os, server)
  const [only, ...others] = await os.ports.list({ device_id: id })
  if (only !== undefined && others.length === 0) return only
  throw new StacksteadError({
    code: 'invalid-input',
    message: `The instance ${shownName(name)} has ${only === undefined ? 'no port' : 'several ports'}.`,
    remedy:
      only === undefined
        ? 'Attach a network to it first.'
        : `Write --port with one of: ${[only, ...others].map((one) => one.id).join(', ')}.`,
  })
}

interface Create extends To {
  readonly network?: string
  readonly address?: string
  readonly description?: string
}

function createCommand(): Command {
  const command = leading(
    new Command('create')
      .summary('take a floating IP')
      .option('--network <network>', 'the external network it is of (default: the only one)')
      .option('--address <address>', 'a certain one; administrators only')
      .option('--description <text>', 'what it is for'),
  )
  return deed<Create>(command, async (place, own) => {
    const { address, description, fixedIp } = own
    const [networkId, port] = await Promise.all([externalOf(place, own.network), portOf(place, own)])
    const input = { networkId, address, description, portId: port?.id, fixedAddress: fixedIp }
    return {
      steps: [{ action: 'floatingIp.create', input }],
      said: `The floating IP ${address ?? ''} is there.`.replace('  ', ' '),
    }
  })
}

async function externalOf({ os }: Place, wanted: string | undefined): Promise<string> {
  if (wanted !== undefined) return (await find(os, NETWORK, wanted)).id
  const all = await externals(os)
  const [only, ...others] = all
  if (only !== undefined && others.length === 0) return only.id
  throw new StacksteadError({
    code: 'invalid-input',
    message: only === undefined ? 'There is no external network.' : 'It was not said of which external network.',
    remedy:
      only === undefined
        ? 'An administrator makes one: "stackstead network create --external".'
        : `Write --network with one of: ${all.map(({ name }) => shownName(name)).join(', ')}.`,
  })
}

function attachCommand(): Command {
  const command = leading(
    new Command('attach').summary('lead a floating IP to an instance').argument('<floating-ip>', 'its address or id'),
  )
  return deed<To>(command, async (place, own, [wanted = '']) => {
    const { address, id } = await find(place.os, FLOATING_IP, wanted)
    const port = await portOf(place, own)
    if (port === undefined)
      throw new StacksteadError({
        code: 'invalid-input',
        message: 'It was not said where it shall lead.',
        remedy: 'Write --server or --port.',
      })
    return {
      steps: [
        { action: 'floatingIp.attach', input: { id, name: address, portId: port.id, fixedAddress: own.fixedIp } },
      ],
      said: `${address} leads there.`,
    }
  })
}

function setCommand(): Command {
  const command = new Command('set')
    .summary('describe a floating IP')
    .argument('<floating-ip>', 'its address or id')
    .requiredOption('--description <text>', 'what it is for')
  return deed<DeedOptions & { readonly description: string }>(command, async ({ os }, own, [wanted = '']) => {
    const { address, id } = await find(os, FLOATING_IP, wanted)
    return {
      steps: [{ action: 'floatingIp.describe', input: { id, name: address, description: own.description } }],
      said: `${address} is described.`,
    }
  })
}

function onOne(
  verb: string,
  summary: string,
  action: 'floatingIp.detach' | 'floatingIp.delete',
  said: string,
): Command {
  const command = new Command(verb).summary(summary).argument('<floating-ip>', 'its address or id')
  return deed(command, async ({ os }, _own, [wanted = '']) => {
    const { address, id } = await find(os, FLOATING_IP, wanted)
    return { steps: [{ action, input: { id, name: address } }], said: `${address} ${said}` }
  })
}
