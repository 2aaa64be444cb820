/** A bridge of Open vSwitch that holds a network card of the machine. */
import { sh } from '../core/command.ts'
import { StacksteadError } from '../core/errors.ts'
import type { Read } from '../core/fact.ts'
import { type Change, type Step, verdict } from '../core/step.ts'
import { type NetworkState, networkState, nicWith } from '../facts/network.ts'
import { kernelDatapath, openvswitchState } from '../facts/openvswitch.ts'

export interface OvsBridge {
  readonly id: string
  readonly machine: string
  readonly bridge: string
  readonly nic: string
  /** The address ssh and the services use: its card is never taken. */
  readonly management: string
  readonly explains: string
}

/** Source: ovs-vswitchd.conf.db(5), Bridge datapath_type. */
export function datapathType(kernel: boolean): 'system' | 'netdev' {
  return kernel ? 'system' : 'netdev'
}

export function ovsBridge(wanted: OvsBridge): Step {
  const { bridge, nic, machine } = wanted
  const changes = (read: Read): Change[] => {
    const found = read(openvswitchState).bridges.get(bridge)
    const datapath = datapathType(read(kernelDatapath))
    const change = (operation: Change['operation'], subject: string, summary: string): Change => {
      return { kind: 'network', operation, subject, summary }
    }
    if (found === undefined) return [change('create', bridge, `with ${nic}, datapath ${datapath}`)]
    // An empty type is the kernel's.
    const is = found.datapath === '' ? 'system' : found.datapath
    return [
      ...(is === datapath ? [] : [change('update', bridge, `datapath ${is} → ${datapath}`)]),
      ...(found.ports.includes(nic) ? [] : [change('update', bridge, `takes ${nic}`)]),
    ]
  }
  return {
    id: wanted.id,
    title: `Put ${nic} into ${bridge}`,
    machine,
    explains: wanted.explains,
    reads: [openvswitchState, networkState, kernelDatapath],
    expected: [{ kind: 'network', operation: 'create', subject: bridge, summary: `with ${nic}` }],
    check: (read) => verdict(changes(read)),
    actions: (read) => {
      refuseManagementNic(read(networkState), wanted)
      const datapath = `datapath_type=${datapathType(read(kernelDatapath))}`
      const command = sh`
        set -e
        ip link show dev ${nic} > /dev/null
        ovs-vsctl --timeout=20 -- --may-exist add-br ${bridge} -- set Bridge ${bridge} ${datapath} -- --may-exist add-port ${bridge} ${nic}
        ip link set dev ${nic} up`
      return [
        { kind: 'run', command, remedy: `"ip link" on ${machine} shows its network cards; ${nic} should be one.` },
      ]
    },
  }
}

/** A card in a bridge of Open vSwitch no longer carries the kernel's addresses: the machine would be cut off. */
function refuseManagementNic(state: NetworkState, { nic, machine, management, bridge }: OvsBridge): void {
  const held = [management, state.sshAddress].filter((address) => address !== undefined)
  const address = held.find((one) => nicWith(state, one)?.name === nic)
  if (address === undefined) return
  throw new StacksteadError({
    code: 'invalid-input',
    machine,
    message: `${nic} of ${machine} holds ${address}, by which the machine is reached, and cannot go into ${bridge}.`,
    remedy: 'Name another network card for the provider network, or leave the provider network out.',
  })
}
