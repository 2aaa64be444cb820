/** `stackstead subnet`: the addresses of a network, and what DHCP tells instances. */
import { Command, Option } from 'commander'
import { shownName } from '../render/text.ts'
import { deed } from '../running/deed.ts'
import { find, lookCommands } from '../running/looking.ts'
import { keyed, several, something } from '../running/words.ts'
import { type Common, described, type Route, renamed, route, routesOf } from './network/fields.ts'
import { NETWORK, SUBNET } from './network/things.ts'

export function subnetCommand(): Command {
  const subnet = new Command('subnet')
    .summary('list, create, change and delete subnets')
    .description('Addresses of networks, and what DHCP tells instances. Each is written by its name or id.')
    .addHelpText(
      'after',
      `
Examples:
  stackstead subnet create lab-6 --network lab --range fd00:20::/64 --ipv6-mode slaac
  stackstead subnet set lab --dns 9.9.9.9 --route destination=10.9.0.0/16,gateway=10.20.0.2`,
    )
  for (const command of [...lookCommands(SUBNET), createCommand(), setCommand(), deleteCommand()])
    subnet.addCommand(command)
  return subnet
}

interface Fields extends Common {
  readonly gateway?: string
  readonly dhcp?: boolean
  readonly dns?: readonly string[]
  readonly pool?: readonly { readonly start: string; readonly end: string }[]
  readonly route?: readonly Route[]
}

function withFields(command: Command): Command {
  return described(command)
    .option('--gateway <address>', 'the way out, or "none" (default: the first address)')
    .option('--dhcp', 'DHCP tells instances their addresses')
    .option('--no-dhcp', 'nobody tells them')
    .option('--dns <address>', 'a name server; again for more', several)
    .option('--pool <range>', 'start=…,end=… of what is handed out; again for more', keyed(['start', 'end']))
    .option('--route <route>', 'destination=…,gateway=… that DHCP tells; again for more', route)
}

function fieldsOf({ description, dhcp, dns, gateway, pool, route: routes }: Fields) {
  return {
    ...{ description, hasDhcp: dhcp, gateway: gateway === 'none' ? null : gateway },
    dns: dns && [...dns],
    pools: pool?.map(({ end, start }) => ({ first: start, last: end })),
    hostRoutes: routesOf(routes),
  }
}

interface Create extends Fields {
  readonly network: string
  readonly range: string
  readonly ipv6Mode?: 'slaac' | 'dhcpv6-stateful' | 'dhcpv6-stateless'
}

function createCommand(): Command {
  const command = withFields(
    new Command('create')
      .summary('give a network addresses')
      .argument('<name>', 'what it shall be called')
      .requiredOption('--network <network>', 'whose addresses they are')
      .requiredOption('--range <cidr>', 'the addresses, like 10.20.0.0/24 or fd00:20::/64'),
  ).addOption(
    new Option('--ipv6-mode <mode>', 'how instances come by IPv6 addresses').choices([
      'slaac',
      'dhcpv6-stateful',
      'dhcpv6-stateless',
    ]),
  )
  return deed<Create>(command, async ({ os }, own, [name = '']) => {
    const { id: networkId } = await find(os, NETWORK, own.network)
    const input = { name, networkId, cidr: own.range, ...fieldsOf(own), ipv6Mode: own.ipv6Mode }
    return { steps: [{ action: 'subnet.create', input }], said: `${shownName(name)} is there.` }
  })
}

function setCommand(): Command {
  const command = withFields(
    renamed(new Command('set').summary('change a subnet').argument('<subnet>', 'its name or id')),
  )
    .option('--no-routes', 'DHCP tells no routes any more')
    .option('--no-name-servers', 'DHCP tells no name servers any more')
  type Own = Fields & { readonly routes: boolean; readonly nameServers: boolean }
  return deed<Own>(command, async ({ os }, own, [wanted = '']) => {
    const { cidr, id, name } = await find(os, SUBNET, wanted)
    const { dns, hostRoutes, ...fields } = fieldsOf(own)
    const change = something({
      ...{ newName: own.name, ...fields },
      dns: own.nameServers ? dns : [],
      hostRoutes: own.routes ? hostRoutes : [],
    })
    return {
      steps: [{ action: 'subnet.update', input: { id, name, cidr, ...change } }],
      said: `${shownName(name)} is changed.`,
    }
  })
}

function deleteCommand(): Command {
  const command = new Command('delete').summary('delete a subnet').argument('<subnet>', 'its name or id')
  return deed(command, async ({ os }, _own, [wanted = '']) => {
    const { id, name } = await find(os, SUBNET, wanted)
    return { steps: [{ action: 'subnet.delete', input: { id, name } }], said: `${shownName(name)} is deleted.` }
  })
}
