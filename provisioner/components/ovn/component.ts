/** OVN: the databases that hold networks and flows, and the switch of every machine that carries instances or routers. */
import { z } from 'zod'
import type { Component } from '../component.ts'
import { centralSteps } from './central.ts'
import { hostSteps, isOvnHost } from './host.ts'
import { removalSteps } from './removal.ts'

export const ovn: Component = {
  id: 'ovn',
  requires: [],
  settings: z.strictObject({}),
  packages: (_cloud, machine) => [
    ...(machine.parts.includes('ovn-central') ? ['ovn-central', 'openvswitch-switch'] : []),
    ...(isOvnHost(machine) ? ['openvswitch-switch', 'ovn-host', 'nftables'] : []),
  ],
  phases: (context) => [
    { title: "Start OVN's databases", scope: 'cloud', steps: centralSteps(context) },
    {
      title: 'Start Open vSwitch and OVN on the machines',
      scope: 'machine',
      steps: context.cloud.machines.filter(isOvnHost).flatMap((machine) => hostSteps(context, machine)),
    },
  ],
  removal: (machine) => (isOvnHost(machine) ? removalSteps(machine) : []),
  leaves: {
    paths: [
      '/var/lib/ovn',
      '/var/log/ovn',
      '/var/run/ovn',
      '/etc/ovn',
      '/etc/openvswitch',
      '/var/lib/openvswitch',
      '/var/log/openvswitch',
      '/var/run/openvswitch',
    ],
    // Made by ovn-common's maintainer scripts for cluster managers, and in no package's list.
    folders: ['/usr/lib/ocf/resource.d', '/usr/lib/ocf'],
    units: [
      'ovn-controller.service',
      'ovn-host.service',
      'ovn-northd.service',
      'ovn-ovsdb-server-nb.service',
      'ovn-ovsdb-server-sb.service',
      'ovn-central.service',
      'stackstead-openvswitch.service',
      'openvswitch-switch.service',
      'ovs-vswitchd.service',
      'ovsdb-server.service',
    ],
  },
}
