/** `stackstead network`: what instances are plugged into. */
import { Command } from 'commander'
import { table } from '../render/table.ts'
import { shownName } from '../render/text.ts'
import { act } from '../running/act.ts'
import { oneOf } from '../running/oneOf.ts'
import { onCloud, openPlace, type PlaceOptions } from '../running/openPlace.ts'
import { working } from '../session.ts'

export function networkCommand(): Command {
  const network = new Command('network')
    .summary('list, create and delete networks')
    .description('Networks of the running cloud. Each is written by its name or id.')
    .addHelpText('after', '\nExample:\n  stackstead network create lab --subnet 10.20.0.0/24 --router router')
  for (const command of [listCommand(), createCommand(), deleteCommand()]) network.addCommand(command)
  return network
}

function listCommand(): Command {
  return working<PlaceOptions>(onCloud(new Command('list').summary('show networks'), 'reads'), async (session, own) => {
    await using place = await openPlace(session, own)
    const [networks, subnets] = await Promise.all([place.os.networks.list(), place.os.subnets.list()])
    const { options, terminal } = session
    const rows = networks.map((one) => [
      shownName(one.name),
      one.isEnabled ? one.status : 'DISABLED',
      subnets
        .filter(({ networkId }) => networkId === one.id)
        .map(({ cidr }) => cidr)
        .join(' '),
      [...(one.isExternal ? ['external'] : []), ...(one.isShared ? ['shared'] : [])].join(', '),
      one.id,
    ])
    if (options.json)
      terminal.json(
        networks.map((one) => ({ ...one, subnets: subnets.filter(({ networkId }) => networkId === one.id) })),
      )
    else if (rows.length > 0) terminal.out(table([['NAME', 'STATE', 'SUBNETS', 'KIND', 'ID'], ...rows], terminal))
    else terminal.note('There is no network. Make one with "stackstead network create".')
    return 0
  })
}

interface Create extends PlaceOptions {
  readonly subnet?: string
  readonly router?: string
}

function createCommand(): Command {
  const command = new Command('create')
    .summary('create a network')
    .argument('<name>', 'what it shall be called')
    .option('--subnet <subnet>', 'its addresses, like 10.20.0.0/24')
    .option('--router <router>', 'a router to connect it to, by name or id; needs --subnet')
  return working<Create>(onCloud(command, 'changes'), async (session, own, [name = '']) => {
    await using place = await openPlace(session, own)
    const { os } = place
    const router =
      own.router === undefined ? undefined : oneOf(['router', 'routers'], own.router, await os.routers.list())
    const network = await act(place, 'network.create', { name })
    const networkId = network?.answer ?? 'NETWORK'
    const subnet =
      own.subnet === undefined ? undefined : await act(place, 'subnet.create', { name, networkId, cidr: own.subnet })
    if (router !== undefined && own.subnet !== undefined) {
      const { id, name } = router
      await act(place, 'router.addInterface', { id, name, side: { subnetId: subnet?.answer ?? 'SUBNET' } })
    }
    if (network === undefined) return 0
    if (session.options.json) session.terminal.json({ id: network.answer, subnetId: subnet?.answer })
    else session.terminal.out(`${shownName(name)} is there. Id: ${network.answer}`)
    return 0
  })
}

function deleteCommand(): Command {
  const command = new Command('delete').summary('delete a network').argument('<network>', 'its name or id')
  return working<PlaceOptions>(onCloud(command, 'changes'), async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    const { id, name } = oneOf(['network', 'networks'], wanted, await place.os.networks.list())
    if ((await act(place, 'network.delete', { id, name })) === undefined) return 0
    if (session.options.json) session.terminal.json({ id, name })
    else session.terminal.out(`${shownName(name)} is deleted.`)
    return 0
  })
}
