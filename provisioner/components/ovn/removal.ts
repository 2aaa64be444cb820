/** What has to go while Open vSwitch still runs: its bridges, so that cards and devices are free again. */
import type { CloudMachine } from '../../config/cloud.ts'
import { sh } from '../../core/command.ts'
import { type Step, verdict } from '../../core/step.ts'
import { manifestState } from '../../facts/manifest.ts'
import { deviceExists } from '../../facts/networkDevices.ts'
import { PROVIDER_BRIDGE } from './settings.ts'

const BRIDGES = ['br-int', PROVIDER_BRIDGE, 'br-tun']
/** Devices that stay when Open vSwitch stops: the kernel's datapath and the pair of cables to it. */
const DEVICES = [...BRIDGES, 'ovs-system', 'ovs-netdev', 'tun-kernel']

export function removalSteps({ name: machine }: CloudMachine): Step[] {
  return [
    {
      id: `destroy/bridges@${machine}`,
      title: 'Remove the bridges of Open vSwitch',
      machine,
      explains: 'Bridges of the kernel datapath outlive the program that made them.',
      reads: [manifestState, ...DEVICES.map(deviceExists)],
      check: (read) => {
        if (!read(manifestState).exists) return verdict([])
        const present = DEVICES.filter((device) => read(deviceExists(device)))
        return verdict(present.map((subject) => ({ kind: 'network', operation: 'delete', subject })))
      },
      actions: () => [
        {
          kind: 'run',
          command: sh`
            systemctl disable --now --quiet ovn-host.service ovn-controller.service stackstead-openvswitch.service 2>/dev/null
            for bridge in ${BRIDGES}; do ovs-vsctl --timeout=20 --if-exists del-br "$bridge"; done
            systemctl stop openvswitch-switch.service ovs-vswitchd.service ovsdb-server.service
            ! command -v ovs-dpctl > /dev/null || ovs-dpctl del-dp ovs-system 2>/dev/null
            for device in ${DEVICES}; do ip link delete dev "$device" 2>/dev/null; done
            modprobe -r openvswitch 2>/dev/null
            true`,
        },
      ],
    },
  ]
}
