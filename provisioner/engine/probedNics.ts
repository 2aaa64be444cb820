/** Which of a machine's network devices are cards, and what is known of each. Pure. */
import type { NetworkState, NicState } from '../facts/network.ts'
import type { NetworkCard } from '../facts/networkCards.ts'
import type { ProbedNic } from './machineProbe.ts'

/** Cards a person could use or has used; not what the kernel, a container engine or Open vSwitch made for itself. */
export function probedNics(state: NetworkState, cards: ReadonlyMap<string, NetworkCard>): ProbedNic[] {
  const ssh = state.nics.find(({ addresses, addresses6 }) =>
    [...addresses, ...addresses6].some((held) => held.split('/')[0] === state.sshAddress),
  )
  const kindOf = (name: string | undefined) => (name === undefined ? undefined : cards.get(name)?.kind)
  const isCard = ({ name, loopback, master }: NicState): boolean => {
    const kind = kindOf(name)
    if (loopback) return false
    if (kind === undefined || kind === 'bond' || kind === 'vlan' || kind === 'team' || name === ssh?.name) return true
    // A container's own card is one end of such a pair, the other is outside; other ends hang on bridges or serve
    // instances, and where both are here, as those of the tunnels' path into Open vSwitch, they are wiring.
    const isWiring = cards.get(name)?.on !== undefined || kindOf(master) === 'bridge' || name.startsWith('tap')
    return kind === 'veth' && !isWiring
  }
  return state.nics.filter(isCard).map((nic) => {
    const { mac = '', speed } = cards.get(nic.name) ?? {}
    return {
      name: nic.name,
      mac,
      ...(speed === undefined ? {} : { speed }),
      link: nic.link,
      wireless: nic.wireless,
      addresses: [...nic.addresses, ...nic.addresses6],
      carriesSsh: ssh !== undefined && (nic === ssh || nic.master === ssh.name),
      mtu: nic.mtu,
      ...(nic.master === undefined ? {} : { master: nic.master }),
    }
  })
}
