/** A lab as a person reads it: its machines, and how to reach them. Pure. */
import type { LabMachine, LabState } from '../../index.ts'
import { table } from './table.ts'
import type { Look } from './text.ts'

const GIB = 1024 ** 3

export function labText(lab: LabState, { paint }: Look): string {
  const { management, provider } = lab.networks
  const heading = ['Machine', 'State', 'Management', 'Provider NIC', 'Extra disks', 'Started from']
  const rows = lab.machines.map((machine) => [
    machine.name,
    machine.running ? paint('green', 'running') : paint('yellow', 'off'),
    `${machine.management} (${machine.nics.management})`,
    machine.nics.provider,
    disksText(machine),
    machine.ready ? 'ready layer' : 'bare Debian 13',
  ])
  return [
    paint('bold', `Lab ${lab.name}`),
    `  management ${management.subnet}, provider ${provider.subnet}; this computer is .1 on both`,
    table([heading, ...rows], { paint, indent: '  ' }),
    paint('dim', `  ssh -i ${lab.sshKey} -o UserKnownHostsFile=${lab.knownHosts} ${lab.user}@ADDRESS`),
  ].join('\n')
}

function disksText({ disks }: LabMachine): string {
  if (disks.length === 0) return 'none'
  return disks.map((disk) => `${Math.round((disk.bytes / GIB) * 10) / 10} GiB`).join(', ')
}
