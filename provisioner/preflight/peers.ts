/** Peers: every machine reaches every other on each network they share, with packets as large as it must carry. */
import type { Cloud, CloudMachine } from '../config/cloud.ts'
import type { Fact } from '../core/fact.ts'
import { answersPing } from '../facts/reach.ts'
import { TUNNEL_BYTES, tunnels } from './addresses.ts'
import { listed, machineCheck } from './check.ts'
import { error, type Finding, ok } from './finding.ts'

const SMALL = 84

interface Asked {
  readonly peer: CloudMachine
  readonly network: 'management' | 'tunnel'
  readonly address: string
  /** Whether full tunnel packets must pass. */
  readonly large: boolean
}

export const peers = machineCheck({
  id: 'peers',
  title: 'Other machines',
  facts: (machine, cloud) => questions(machine, cloud).flatMap(factsOf),
  find: (machine, read, cloud) => {
    const asked = questions(machine, cloud)
    if (asked.length === 0) return []
    const silent = asked.filter((one) => !read(answersPing(one.address, SMALL)))
    const narrow = asked.filter(
      (one) => one.large && !silent.includes(one) && !read(answersPing(one.address, TUNNEL_BYTES)),
    )
    const findings = [...unreachable(machine, silent), ...tooNarrow(machine, narrow)]
    const widest = asked.some((one) => one.large) ? `, with ${TUNNEL_BYTES} bytes where tunnels need it` : ''
    const names = [...new Set(asked.map((one) => one.peer.name))]
    return findings.length > 0 ? findings : [ok('peers', machine.name, `It reaches ${listed(names)}${widest}.`)]
  },
})

function questions(machine: CloudMachine, cloud: Cloud): Asked[] {
  return cloud.machines
    .filter((peer) => peer.name !== machine.name)
    .flatMap((peer): Asked[] => {
      const both = tunnels(machine) && tunnels(peer)
      const shared = peer.tunnel === peer.management
      const management = { peer, network: 'management', address: peer.management, large: both && shared } as const
      return both && !shared
        ? [management, { peer, network: 'tunnel', address: peer.tunnel, large: true }]
        : [management]
    })
}

function factsOf({ address, large }: Asked): Fact<boolean>[] {
  return large ? [answersPing(address, SMALL), answersPing(address, TUNNEL_BYTES)] : [answersPing(address, SMALL)]
}

function unreachable({ name }: CloudMachine, silent: readonly Asked[]): Finding[] {
  return [...Map.groupBy(silent, (one) => one.network)].map(([network, those]) =>
    error(
      'peers',
      name,
      `${name} gets no answer from ${named(those)} on the ${network} network.`,
      network === 'tunnel'
        ? 'Instances on these machines could not reach each other.'
        : 'Services on different machines talk to each other all the time.',
      'Look at cables, addresses ("ip addr") and firewalls ("nft list ruleset") on both machines; ping must be let through.',
    ),
  )
}

function tooNarrow({ name }: CloudMachine, narrow: readonly Asked[]): Finding[] {
  if (narrow.length === 0) return []
  return [
    error(
      'peers/mtu',
      name,
      `Packets of ${TUNNEL_BYTES} bytes do not get from ${name} to ${named(narrow)}; small ones do.`,
      'Tunnels between instances need them: connections would open and then hang.',
      'Set the MTU of both network cards and of the switch between them to 1500 or more ("ip link" shows it); a VPN in between is too narrow.',
    ),
  ]
}

function named(those: readonly Asked[]): string {
  return listed(those.map(({ peer, address }) => `${peer.name} (${address})`))
}
