/** `stackstead port`: network cards, with the address and the groups they keep. */
import { Command } from 'commander'
import { shownName } from '../render/text.ts'
import { deed } from '../running/deed.ts'
import { find, lookCommands } from '../running/looking.ts'
import type { Place } from '../running/openPlace.ts'
import { keyed, several, something } from '../running/words.ts'
import { type Common, described, renamed } from './network/fields.ts'
import { GROUP, NETWORK, PORT, SUBNET } from './network/things.ts'

export function portCommand(): Command {
  const port = new Command('port')
    .summary('list, create, change and delete ports')
    .description('Network cards before there is an instance for them. Each is written by its name or id.')
    .addHelpText(
      'after',
      `
Examples:
  stackstead port create vip --network lab --fixed-ip ip-address=10.20.0.200 --mac-address fa:16:3e:00:00:01
  stackstead port set vip --allowed-address ip-address=10.20.0.201
  stackstead port set firewall --no-port-security`,
    )
  for (const command of [...lookCommands(PORT), createCommand(), setCommand(), deleteCommand()])
    port.addCommand(command)
  return port
}

type FixedIp = Readonly<Partial<Record<'ip-address' | 'subnet', string>>>

interface Fields extends Common {
  readonly fixedIp?: readonly FixedIp[]
  readonly fixedIps: boolean
  readonly securityGroup?: readonly string[]
  readonly securityGroups: boolean
  readonly allowedAddress?: readonly (Readonly<Record<'ip-address', string>> &
    Readonly<Partial<Record<'mac-address', string>>>)[]
  readonly allowedAddresses: boolean
  readonly portSecurity?: boolean
}

function withFields(command: Command): Command {
  return described(command, 'enable')
    .option(
      '--fixed-ip <address>',
      'ip-address=…, subnet=… or both; again for more',
      keyed([], ['ip-address', 'subnet']),
    )
    .option('--no-fixed-ips', 'it has no address')
    .option('--security-group <group>', 'what may reach it; again for more (default: "default")', several)
    .option('--no-security-groups', 'nothing gets in or out')
    .option(
      '--allowed-address <pair>',
      'ip-address=…[,mac-address=…] it may use besides its own; again for more',
      keyed(['ip-address'], ['mac-address']),
    )
    .option('--no-allowed-addresses', 'it may use its own only')
    .option('--port-security', 'groups and addresses are enforced')
    .option('--no-port-security', 'nothing is enforced: for routers and firewalls in instances')
}

async function fieldsOf({ os }: Place, own: Fields) {
  const groups = await Promise.all((own.securityGroup ?? []).map((one) => find(os, GROUP, one)))
  const fixedIps = await Promise.all((own.fixedIp ?? []).map((one) => fixedIpOf(os, one)))
  const pairs = own.allowedAddress?.map((one) => ({ address: one['ip-address'], mac: one['mac-address'] }))
  // What is not enforced may not be listed either.
  const none = own.portSecurity === false ? [] : undefined
  return {
    ...{ description: own.description, isEnabled: own.enable, hasPortSecurity: own.portSecurity },
    fixedIps: own.fixedIps ? (own.fixedIp === undefined ? undefined : fixedIps) : [],
    securityGroupIds: own.securityGroups ? ((own.securityGroup && groups.map(({ id }) => id)) ?? none) : [],
    allowedAddressPairs: own.allowedAddresses ? (pairs ?? none) : [],
  }
}

async function fixedIpOf(os: Place['os'], { 'ip-address': address, subnet }: FixedIp) {
  if (subnet !== undefined) return { subnetId: (await find(os, SUBNET, subnet)).id, address }
  return { address: address ?? '' }
}

function createCommand(): Command {
  const command = withFields(
    new Command('create')
      .summary('create a port')
      .argument('[name]', 'what it shall be called', '')
      .requiredOption('--network <network>', 'what it is plugged into')
      .option('--mac-address <address>', 'like fa:16:3e:00:00:01 (default: one is made up)'),
  )
  type Own = Fields & { readonly network: string; readonly macAddress?: string }
  return deed<Own>(command, async (place, own, [name = '']) => {
    const { id: networkId } = await find(place.os, NETWORK, own.network)
    const input = { name, networkId, mac: own.macAddress, ...(await fieldsOf(place, own)) }
    return { steps: [{ action: 'port.create', input }], said: `The port${name && ` ${shownName(name)}`} is there.` }
  })
}

function setCommand(): Command {
  const command = withFields(renamed(new Command('set').summary('change a port').argument('<port>', 'its name or id')))
  return deed<Fields>(command, async (place, own, [wanted = '']) => {
    const { id, name } = await find(place.os, PORT, wanted)
    const change = something({ newName: own.name, ...(await fieldsOf(place, own)) })
    return {
      steps: [{ action: 'port.update', input: { id, name, ...change } }],
      said: `${shownName(name || id)} is changed.`,
    }
  })
}

function deleteCommand(): Command {
  const command = new Command('delete').summary('delete a port').argument('<port>', 'its name or id')
  return deed(command, async ({ os }, _own, [wanted = '']) => {
    const { id, name } = await find(os, PORT, wanted)
    return { steps: [{ action: 'port.delete', input: { id, name } }], said: `${shownName(name || id)} is deleted.` }
  })
}
