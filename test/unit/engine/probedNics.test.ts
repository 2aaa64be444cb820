/** Which devices of a machine are cards: those a person could put a cable in, not what a cloud or its guests have made. */
import { describe, expect, test } from 'vitest'
import { factBatch } from '../../../provisioner/core/fact.ts'
import type { ProbedNic } from '../../../provisioner/engine/machineProbe.ts'
import { probedNics } from '../../../provisioner/engine/probedNics.ts'
import { freeCards } from '../../../provisioner/engine/suggestDesign.ts'
import type { NicState } from '../../../provisioner/facts/network.ts'
import { networkCards } from '../../../provisioner/facts/networkCards.ts'

/** As "ip -json -details link" says it of a machine of a running cloud, in the fields that are read. */
interface Link {
  readonly ifname: string
  readonly kind?: string
  /** The device of this machine at the other end. */
  readonly link?: string
  readonly master?: string
}

const CARDS: readonly Link[] = [{ ifname: 'enp1s0' }, { ifname: 'enp2s0', master: 'ovs-system' }]
/** A machine that is a container: its cards are pairs, with the other end outside. */
const CONTAINER: readonly Link[] = [
  { ifname: 'enp1s0', kind: 'veth' },
  { ifname: 'enp2s0', kind: 'veth' },
]

function cardsOf(links: readonly Link[]): readonly ProbedNic[] {
  const json = links.map(({ ifname, kind, link }) => ({
    ifname,
    address: '52:54:00:00:00:01',
    ...(link === undefined ? { link_index: 7, link_netnsid: 0 } : { link }),
    ...(kind === undefined ? {} : { linkinfo: { info_kind: kind } }),
  }))
  const result = { status: 0, stdout: `${JSON.stringify(json)}\n\n`, stderr: '' }
  const read = factBatch([networkCards]).answer(new Map([[networkCards.subject.name, result]]))
  return probedNics({ nics: links.map(state) }, read(networkCards))
}

function names(links: readonly Link[]): string[] {
  return cardsOf(links).map(({ name }) => name)
}

function state({ ifname, master }: Link): NicState {
  const nic = { name: ifname, mtu: 1500, up: true, link: true, addresses: [], addresses6: [] }
  return { ...nic, wireless: false, loopback: ifname === 'lo', ...(master === undefined ? {} : { master }) }
}

describe('of a machine with a cloud on it', () => {
  test.each<[string, readonly Link[]]>([
    [
      "the tunnels' path into Open vSwitch",
      [
        { ifname: 'tun-ovs', kind: 'veth', link: 'tun-kernel' },
        { ifname: 'tun-kernel', kind: 'veth', link: 'tun-ovs' },
      ],
    ],
    [
      'what Open vSwitch makes in the kernel',
      [
        { ifname: 'ovs-system', kind: 'openvswitch' },
        { ifname: 'br-int', kind: 'openvswitch' },
        { ifname: 'br-ex', kind: 'openvswitch' },
        { ifname: 'genev_sys_6081', kind: 'geneve', master: 'ovs-system' },
      ],
    ],
    [
      'what Open vSwitch makes in user space',
      [
        { ifname: 'ovs-netdev', kind: 'tun' },
        { ifname: 'br-tun', kind: 'tun' },
      ],
    ],
    [
      'ports of instances and of their metadata',
      [
        { ifname: 'tap0a1b2c3d-4e', kind: 'tun', master: 'ovs-system' },
        { ifname: 'tap9f8e7d6c-50', kind: 'veth' },
      ],
    ],
    [
      "libvirt's and containers' own networks",
      [
        { ifname: 'virbr0', kind: 'bridge' },
        { ifname: 'vnet3', kind: 'tun', master: 'virbr0' },
        { ifname: 'docker0', kind: 'bridge' },
        { ifname: 'veth12ab', kind: 'veth', master: 'docker0' },
      ],
    ],
  ])('%s is no card', (_what, made) => {
    const lo = { ifname: 'lo' }
    expect(names([lo, ...CARDS, ...made])).toEqual(['enp1s0', 'enp2s0'])
    expect(names([lo, ...CONTAINER, ...made])).toEqual(['enp1s0', 'enp2s0'])
  })

  test('bonds, VLANs and teams are cards, whatever they lie on', () => {
    const made = ['bond', 'vlan', 'team'].map((kind) => ({ ifname: `${kind}0`, kind, link: 'enp1s0' }))
    expect(names([...CARDS, ...made])).toEqual(['enp1s0', 'enp2s0', 'bond0', 'vlan0', 'team0'])
  })

  test('an end of the tunnels is never suggested as the way to the LAN', () => {
    const tunnels = { ifname: 'tun-ovs', kind: 'veth', link: 'tun-kernel' }
    expect(freeCards({ nics: cardsOf([tunnels, ...CARDS]) }).map(({ name }) => name)).toEqual(['enp1s0'])
  })
})
