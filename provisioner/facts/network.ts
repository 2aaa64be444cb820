/** Network cards with their addresses and link, and the address ssh comes by. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export interface NicState {
  readonly name: string
  readonly mtu: number
  /** Switched on (administratively up). Off, a card shows no link whatever is plugged in. */
  readonly up: boolean
  /** A cable with something at its other end. */
  readonly link: boolean
  /** IPv4 addresses with prefix length, 10.83.0.11/24. */
  readonly addresses: readonly string[]
  /** IPv6 addresses of global scope. */
  readonly addresses6: readonly string[]
  /** The bridge or bond this card is part of. */
  readonly master?: string
  readonly wireless: boolean
  readonly loopback: boolean
}

export interface NetworkState {
  readonly nics: readonly NicState[]
  /** The machine's own address of the ssh connection that asked; absent where it was not by ssh. */
  readonly sshAddress?: string
}

/** sudo empties the environment, so SSH_CONNECTION is looked for in the processes this one comes from. */
export const networkState: Fact<NetworkState> = singleFact(
  'network',
  sh`
    ip -json addr show || exit 1
    echo
    for card in /sys/class/net/*/wireless; do
      [ ! -d "$card" ] || printf 'wireless\t%s\n' "$(basename "$(dirname "$card")")"
    done
    process=$$
    while [ "$process" -gt 1 ] 2>/dev/null; do
      came=$(tr '\0' '\n' < /proc/$process/environ 2>/dev/null | sed -n 's/^SSH_CONNECTION=//p')
      if [ -n "$came" ]; then printf 'ssh\t%s\n' "$came"; break; fi
      process=$(sed -n 's/^PPid:[[:space:]]*//p' /proc/$process/status 2>/dev/null)
    done`,
  (result) => {
    const [json = '', ...rest] = result.stdout.split('\n')
    if (!json.startsWith('[')) throw new Error('ip did not list the network cards')
    const rows = rest.map((line) => line.split('\t'))
    const wireless = rows.flatMap(([kind, name]) => (kind === 'wireless' ? [name] : []))
    const came = rows.find(([kind]) => kind === 'ssh')?.[1]?.split(' ')[2]
    const nics = (JSON.parse(json) as Link[]).map((link) => nic(link, wireless.includes(link.ifname)))
    return { nics, ...(came === undefined ? {} : { sshAddress: came }) }
  },
)

/** As far as "ip -json addr" is read here. */
interface Link {
  readonly ifname: string
  readonly mtu: number
  readonly flags: readonly string[]
  readonly master?: string
  readonly addr_info?: readonly { family?: string; local?: string; prefixlen?: number; scope?: string }[]
}

function nic(link: Link, wireless: boolean): NicState {
  const addresses = link.addr_info ?? []
  return {
    name: link.ifname,
    mtu: link.mtu,
    up: link.flags.includes('UP'),
    link: link.flags.includes('LOWER_UP'),
    addresses: addresses.filter((one) => one.family === 'inet').map((one) => `${one.local}/${one.prefixlen}`),
    addresses6: addresses
      .filter((one) => one.family === 'inet6' && one.scope === 'global')
      .map((one) => `${one.local}/${one.prefixlen}`),
    ...(link.master === undefined ? {} : { master: link.master }),
    wireless,
    loopback: link.flags.includes('LOOPBACK'),
  }
}

/** The card that holds an IPv4 address. */
export function nicWith(state: NetworkState, address: string): NicState | undefined {
  return state.nics.find((one) => one.addresses.some((held) => held.split('/')[0] === address))
}
