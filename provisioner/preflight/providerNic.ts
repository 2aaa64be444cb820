/** The network card for the provider network: there, plugged in, and nobody else's. */
import type { CloudMachine } from '../config/cloud.ts'
import { earlierCloud } from '../facts/earlierCloud.ts'
import { type NetworkState, type NicState, networkState, nicWith } from '../facts/network.ts'
import { listed, machineCheck } from './check.ts'
import { error, type Finding, ok, warning } from './finding.ts'

export const providerNic = machineCheck({
  id: 'provider-nic',
  title: 'The network card on the provider network',
  facts: (machine) => (machine.providerNic === undefined ? [] : [networkState, earlierCloud]),
  find: (machine, read) => {
    const wanted = machine.providerNic
    if (wanted === undefined) return []
    const state = read(networkState)
    const nic = state.nics.find((one) => one.name === wanted)
    if (nic === undefined) return [missing(machine.name, wanted, state)]
    const findings = [...taken(machine, nic, state, read(earlierCloud).ours), ...unfit(machine.name, nic)]
    return findings.length > 0 ? findings : [ok('provider-nic', machine.name, `${nic.name} has a link and is free.`)]
  },
})

function missing(machine: string, wanted: string, state: NetworkState): Finding {
  const there = state.nics.filter((one) => !one.loopback)
  const free = there.filter((one) => one.addresses.length === 0 && !one.wireless)
  return error(
    'provider-nic',
    machine,
    `${machine} has no network card ${wanted}. It has ${listed(there.map((one) => one.name))}.`,
    'Instances reach the LAN through this card.',
    free.length === 0
      ? 'Add a second network card, or take the provider network out of cloud.yaml.'
      : `Write another one under "nics: { provider: … }"; without an address: ${listed(free.map((one) => one.name))}.`,
  )
}

function taken(machine: CloudMachine, nic: NicState, state: NetworkState, ours: boolean): Finding[] {
  const { name } = machine
  const ssh = state.sshAddress === undefined ? undefined : nicWith(state, state.sshAddress)
  if (nic === ssh || nic === nicWith(state, machine.management))
    return [
      error(
        'provider-nic',
        name,
        `${nic.name} of ${name} is the card ${nic === ssh ? 'ssh comes by' : 'with the management address'}; it cannot be the provider card too.`,
        'The bridge takes the card away from the machine: the connection would be lost. One card for both comes in a later release.',
        'Name a second network card under "nics: { provider: … }", or leave the provider network out.',
      ),
    ]
  const held = [...nic.addresses, ...nic.addresses6]
  if (held.length > 0)
    return [
      error(
        'provider-nic',
        name,
        `${nic.name} of ${name} has the address ${listed(held)}.`,
        'The bridge takes the card; whatever uses this address on the machine would lose it.',
        `Take the address off: remove ${nic.name} from /etc/network/interfaces (or systemd-networkd, NetworkManager) and run "ip addr flush dev ${nic.name}".`,
      ),
    ]
  if (nic.master === undefined || (ours && nic.master === 'ovs-system')) return []
  return [
    error(
      'provider-nic',
      name,
      `${nic.name} of ${name} belongs to ${nic.master}.`,
      'A card can be part of one bridge or bond only.',
      `Name ${nic.master} or another card under "nics: { provider: … }", or take ${nic.name} out of it.`,
    ),
  ]
}

function unfit(machine: string, nic: NicState): Finding[] {
  if (nic.wireless)
    return [
      error(
        'provider-nic',
        machine,
        `${nic.name} of ${machine} is a Wi-Fi card.`,
        'Wi-Fi carries frames of its own card only, not those of instances.',
        'Use a card with a cable.',
      ),
    ]
  if (!nic.up)
    return [
      warning(
        'provider-nic',
        machine,
        `${nic.name} of ${machine} is switched off, so it cannot be seen whether a cable is in it.`,
        'Without a link instances have no LAN.',
        `Stackstead switches it on. To see now: "ip link set ${nic.name} up", then check again.`,
      ),
    ]
  if (!nic.link)
    return [
      error(
        'provider-nic',
        machine,
        `${nic.name} of ${machine} has no link.`,
        'Instances would have no LAN.',
        'Plug the cable in, look at the switch, or name the card that has one ("ip link" shows LOWER_UP).',
      ),
    ]
  return []
}
