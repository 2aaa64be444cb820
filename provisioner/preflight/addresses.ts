/** Addresses: those cloud.yaml gives a machine are really on its network cards. */
import type { CloudMachine } from '../config/cloud.ts'
import { type NetworkState, networkState, nicWith } from '../facts/network.ts'
import { listed, machineCheck } from './check.ts'
import { error, type Finding, ok } from './finding.ts'

export const addresses = machineCheck({
  id: 'address',
  title: 'Addresses',
  facts: () => [networkState],
  find: (machine, read) => {
    const state = read(networkState)
    const wanted = new Map([[machine.management, 'management']])
    if (tunnels(machine) && machine.tunnel !== machine.management) wanted.set(machine.tunnel, 'tunnel')
    const found = [...wanted].map(([address, what]) => onMachine(machine.name, state, address, what))
    return [...found, ...narrow(machine, state)]
  },
})

/** A tenant network carries 1442 bytes; Geneve, UDP, IP and Ethernet headers add 58 (Neutron's rule for overlays). */
export const TUNNEL_BYTES = 1442 + 58

/** Whether Geneve tunnels end on this machine. */
export function tunnels(machine: CloudMachine): boolean {
  return machine.parts.includes('nova-compute') || machine.parts.includes('ovn-gateway')
}

function onMachine(name: string, state: NetworkState, address: string, what: string): Finding {
  const nic = nicWith(state, address)
  if (nic !== undefined) return ok('address', name, `${nic.name} holds the ${what} address ${address}.`)
  const there = state.nics
    .filter((one) => !one.loopback)
    .flatMap((one) => one.addresses.map((held) => `${held} (${one.name})`))
  return error(
    'address',
    name,
    `No network card of ${name} holds its ${what} address ${address}. It has ${there.length === 0 ? 'none' : listed(there)}.`,
    'Services listen on that address and other machines look for them there.',
    `Give the machine that address, or correct "${what}:" of ${name} in cloud.yaml. An address behind NAT cannot be used.`,
  )
}

function narrow(machine: CloudMachine, state: NetworkState): Finding[] {
  const nic = nicWith(state, machine.tunnel)
  if (nic === undefined || nic.mtu >= TUNNEL_BYTES || !tunnels(machine)) return []
  return [
    error(
      'address/mtu',
      machine.name,
      `The MTU of ${nic.name} on ${machine.name} is ${nic.mtu}; tunnels between instances need ${TUNNEL_BYTES}.`,
      'Connections between instances would open and then hang.',
      `Run "ip link set ${nic.name} mtu ${TUNNEL_BYTES}" and write it into the network configuration. A VPN or another tunnel is too narrow: use its outer network.`,
    ),
  ]
}
