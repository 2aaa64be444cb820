/** The computes of nova, apart from nova itself: much of their preparation needs no other machine. */
import { z } from 'zod'
import { type CloudMachine, machineOf } from '../../config/cloud.ts'
import { computeMapped } from '../../steps/novaCells.ts'
import type { Component } from '../component.ts'
import { computeService, computeServiceAgain, preparationSteps } from './compute.ts'
import { hasPart } from './config.ts'
import { migrationSteps } from './migration.ts'
import { guestRemoval } from './removal.ts'

const isCompute = (machine: CloudMachine): boolean => hasPart(machine, 'nova-compute')

const PACKAGES = [
  // Of nova's hypervisors the one that needs QEMU for this processor only, emulated or not: nova-compute-qemu brings every
  // target, and libvirt starts each of them to learn what it can do (100 MB of memory, 20 s of CPU).
  ...['nova-compute', 'nova-compute-kvm', 'python3-memcache'],
  ...['libvirt-daemon-system', 'libvirt-daemon-driver-qemu', 'qemu-system-x86', 'qemu-utils'],
  // For config drives; for moving instances.
  ...['genisoimage', 'openssh-server', 'openssh-client'],
] as const

export const novaCompute: Component = {
  id: 'nova-compute',
  requires: [],
  settings: z.strictObject({}).describe('Computes have no settings of their own: see nova.'),
  packages: (_cloud, machine) => (isCompute(machine) ? PACKAGES : []),
  phases: (context) => {
    const computes = context.cloud.machines.filter(isCompute)
    const api = machineOf(context.cloud, 'nova-api').name
    return [
      {
        title: 'Prepare the computes',
        scope: 'machine',
        steps: computes.flatMap((one) => [
          ...preparationSteps(context, one),
          ...(computes.length > 1 ? migrationSteps(context, one) : []),
        ]),
      },
      {
        title: 'Start the computes',
        scope: 'machine',
        requires: ['nova', 'placement', 'ovn'],
        steps: computes.map(computeService),
      },
      {
        title: 'Take the computes into the cloud',
        scope: 'machine',
        steps: computes.map(({ name }) =>
          computeMapped({ id: `nova/mapped-${name}@${api}`, machine: api, compute: name }),
        ),
      },
      { title: 'Let the computes hear of their instances', scope: 'machine', steps: computes.map(computeServiceAgain) },
    ]
  },
  removal: (machine) => (isCompute(machine) ? guestRemoval(machine) : []),
  leaves: {
    paths: [
      '/etc/libvirt',
      '/var/lib/libvirt',
      '/var/log/libvirt',
      '/var/cache/libvirt',
      '/var/log/swtpm',
      '/var/lib/swtpm-localca',
      '/etc/default/libvirt-guests',
      '/etc/iscsi',
    ],
    units: [
      'nova-compute.service',
      'stackstead-nova-migration.service',
      'libvirt-guests.service',
      'libvirtd.service',
      'libvirtd.socket',
      'libvirtd-ro.socket',
      'libvirtd-admin.socket',
      'virtlogd.service',
      'virtlogd.socket',
      'virtlockd.service',
      'virtlockd.socket',
    ],
  },
}
