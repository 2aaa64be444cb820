/** Network cards as hardware: what kind of device each is, its MAC address and its speed. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export interface NetworkCard {
  readonly mac: string
  /** Mbit/s; absent where the card does not say, as without a link. */
  readonly speed?: number
  /** What the kernel calls a device it made itself: "bridge", "veth", "tun"; absent for hardware. */
  readonly kind?: string
  /** The device of this same machine it hangs on: the other end of a veth pair, the card below a VLAN. */
  readonly on?: string
}

/** By name. */
export const networkCards: Fact<ReadonlyMap<string, NetworkCard>> = singleFact(
  'network-cards',
  sh`
    ip -json -details link show || exit 1
    echo
    for card in /sys/class/net/*; do
      printf '%s\t%s\n' "$(basename "$card")" "$(cat "$card/speed" 2>/dev/null)"
    done`,
  (result) => {
    const [json = '', ...rows] = result.stdout.split('\n')
    if (!json.startsWith('[')) throw new Error('ip did not list the network cards')
    const speeds = new Map(
      rows.map((row) => {
        const [name = '', speed = ''] = row.split('\t')
        return [name, speed]
      }),
    )
    const links = JSON.parse(json) as readonly Link[]
    return new Map(links.map((link) => [link.ifname, card(link, Number(speeds.get(link.ifname) || Number.NaN))]))
  },
)

/** As far as "ip -json -details link" is read here. */
interface Link {
  readonly ifname: string
  readonly address?: string
  /** Missing where the other device is in another network namespace, which "link_netnsid" names then. */
  readonly link?: string | null
  readonly linkinfo?: { readonly info_kind?: string }
}

/** Cards without a link say -1, virtual ones 4294967295. */
function card({ address = '', link, linkinfo }: Link, speed: number): NetworkCard {
  const kind = linkinfo?.info_kind
  return {
    mac: address,
    ...(speed > 0 && speed < 2 ** 31 ? { speed } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(typeof link === 'string' ? { on: link } : {}),
  }
}
