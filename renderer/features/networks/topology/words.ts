/** What is said of the things of the picture, beside their states. Pure. */
import { isolated } from '../../../ui/bidi.ts'
import { count, listed, shortList } from '../../../ui/words.ts'
// Instances are spoken of in the same words on every screen.
import { stateWords as serverState } from '../../instances/states.ts'
import type { StateWords } from '../states.ts'
import { nameOf } from '../world.ts'
import type { Branch, Line, Plug } from './model.ts'
import type { Leaf } from './tree.ts'

export function plugState({ server }: Plug): StateWords {
  return server === undefined ? { kind: 'off', words: 'Not yours to see' } : serverState(server)
}

/** "12 running, 3 off". */
export function plugCounts(plugs: readonly Plug[]): string {
  const counts = new Map<string, number>()
  for (const plug of plugs) {
    const { words } = plugState(plug)
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  const parts = [...counts].sort((a, b) => b[1] - a[1]).map(([words, number]) => `${number} ${words.toLowerCase()}`)
  return parts.length <= 2 ? parts.join(', ') : `${parts.slice(0, 2).join(', ')} …`
}

export function leafWords({ what }: Leaf): string {
  switch (what.kind) {
    case 'outside':
    case 'inside':
      return lineWords(what.line)
    case 'router':
      return routerWords(what.branch)
    case 'instance':
      return plugWords(what.plug)
    case 'fold':
      return `${count(what.fold.plugs.length, 'instance')} more: ${plugCounts(what.fold.plugs)}. Show them`
  }
}

function lineWords({ also, cidrs, network, plugs }: Line): string {
  const kind = network.isExternal ? 'External network' : 'Network'
  const parts = [
    cidrs.length === 0 ? 'without a subnet' : shortList(cidrs),
    count(plugs.length, 'instance'),
    ...(also.length === 0 ? [] : [`also on ${listed(also.map(isolated))}`]),
  ]
  return `${kind} ${isolated(nameOf(network))}: ${parts.join(', ')}`
}

function routerWords({ lines, outside, router }: Branch): string {
  const way = outside === undefined ? 'leads nowhere outside' : `leads out to ${isolated(nameOf(outside))}`
  const address = router.gateway?.addresses[0]
  const parts = [`${way}${address === undefined ? '' : ` as ${address}`}`, count(lines.length, 'network')]
  return `Router ${isolated(nameOf(router))}: ${parts.join(', ')}`
}

function plugWords(plug: Plug): string {
  const { addresses, floating, server, serverId } = plug
  const parts = [
    addresses.length === 0 ? 'no address' : addresses.join(', '),
    ...(floating.length === 0 ? [] : [`reached at ${floating.map(({ address }) => address).join(', ')}`]),
  ]
  return `Instance ${isolated(nameOf(server, serverId))}: ${parts.join(', ')}`
}
