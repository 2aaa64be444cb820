/** A machine OVN knows: its ovn-controller has reached the southbound database. */
import { sh } from '../core/command.ts'
import { type Step, verdict } from '../core/step.ts'
import { ovnConnection } from '../facts/ovnController.ts'

/** @param central where the southbound database listens, host:port */
export function ovnConnected(wanted: { id: string; machine: string; central: string }): Step {
  const { machine, central } = wanted
  return {
    id: wanted.id,
    title: 'Wait until the machine is known to OVN',
    machine,
    explains: `Flows for instances and routers come from OVN's southbound database on ${central}.`,
    reads: [ovnConnection],
    check: (read) => {
      const state = read(ovnConnection)
      const summary = state === '' ? 'ovn-controller does not run' : state
      return verdict(
        state === 'connected' ? [] : [{ kind: 'network', operation: 'run', subject: 'ovn-controller', summary }],
      )
    },
    actions: () => [
      {
        kind: 'run',
        command: sh`
          for try in $(seq 60); do
            [ "$(ovn-appctl --timeout=5 -t ovn-controller connection-status)" != connected ] || exit 0
            sleep 1
          done
          tail -n 10 /var/log/ovn/ovn-controller.log >&2
          exit 1`,
        remedy: `Look whether ${central} can be reached from ${machine} and whether ovn-ovsdb-server-sb runs there.`,
      },
    ],
  }
}
