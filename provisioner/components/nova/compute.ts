/** A compute: libvirt, what it may use, and nova-compute. */
import { z } from 'zod'
import type { CloudMachine } from '../../config/cloud.ts'
import type { Read } from '../../core/fact.ts'
import type { Step } from '../../core/step.ts'
import { renderTemplate, type Template } from '../../core/template.ts'
import { trialState } from '../../facts/virtualisation.ts'
import { configFile } from '../../steps/configFile.ts'
import { serviceRunning } from '../../steps/serviceRunning.ts'
import { virtualisationTried } from '../../steps/virtualisationTried.ts'
import { urlOf } from '../addresses.ts'
import { type ComponentContext, settingsOf } from '../component.ts'
import { isControl, novaConf } from './config.ts'
import { MIGRATION_SSH } from './migration.ts'
import { COMPUTE_CONF, CONF, settings } from './settings.ts'

interface ComputeConf {
  readonly address: string
  readonly virtType: 'kvm' | 'qemu'
  readonly cpuRatio: number
  readonly ramRatio: number
  readonly diskRatio: number
  readonly reservedMemory: number
  readonly migrationSsh: string
  readonly consoleUrl: string
}

const config: Template<ComputeConf> = {
  path: 'nova/nova-compute.conf.liquid',
  format: 'ini',
  schema: z.object({
    address: z.ipv4(),
    virtType: z.enum(['kvm', 'qemu']),
    cpuRatio: z.number(),
    ramRatio: z.number(),
    diskRatio: z.number(),
    reservedMemory: z.int(),
    migrationSsh: z.string(),
    consoleUrl: z.url(),
  }),
}

const plain = (path: string): Template<Record<string, never>> => ({ path, format: 'text', schema: z.object({}) })

const GUESTS_DEFAULT = '/etc/default/libvirt-guests'
const GUESTS_DROP_IN = '/etc/systemd/system/libvirt-guests.service.d/stackstead.conf'

/** libvirt and what nova needs to know of the machine; needs no other machine. */
export function preparationSteps(context: ComponentContext, machine: CloudMachine): Step[] {
  const { texts } = context
  const { name } = machine
  const auto = settingsOf(context.cloud, 'nova', settings).virt_type === 'auto'
  return [
    ...(auto ? [virtualisationTried({ id: `nova/virtualisation@${name}`, machine: name })] : []),
    configFile({
      id: `nova/libvirt-guests-default@${name}`,
      machine: name,
      path: GUESTS_DEFAULT,
      explains: 'Instances are shut down in order when their host goes down.',
      content: renderTemplate(plain('nova/libvirt-guests.default.liquid'), texts, {}),
    }),
    configFile({
      id: `nova/libvirt-guests-drop-in@${name}`,
      machine: name,
      path: GUESTS_DROP_IN,
      explains: 'nova-compute stops first, so that it starts those instances again after the boot.',
      content: renderTemplate(plain('nova/libvirt-guests.conf.liquid'), texts, {}),
    }),
    serviceRunning({
      id: `nova/libvirtd@${name}`,
      machine: name,
      unit: 'libvirtd.service',
      explains: 'Starts and watches the QEMU processes instances run in.',
      packages: ['libvirt-daemon', 'libvirt-daemon-driver-qemu'],
    }),
    serviceRunning({
      id: `nova/libvirt-guests@${name}`,
      machine: name,
      unit: 'libvirt-guests.service',
      explains: 'Shuts instances down in order when their host goes down.',
    }),
    ...(isControl(machine) ? [] : [novaConf(context, machine)]),
    computeConf(context, machine),
  ]
}

function computeConf({ cloud, texts }: ComponentContext, { name, management }: CloudMachine): Step {
  const chosen = settingsOf(cloud, 'nova', settings)
  const virtType = (read: Read): 'kvm' | 'qemu' =>
    chosen.virt_type === 'auto' ? (read(trialState).found ?? 'qemu') : chosen.virt_type
  return configFile({
    id: `nova/compute-config@${name}`,
    machine: name,
    path: COMPUTE_CONF,
    explains: 'How instances run on this machine, how much it gives, and where their screens and moves arrive.',
    reads: chosen.virt_type === 'auto' ? [trialState] : [],
    content: (read) =>
      renderTemplate(config, texts, {
        address: management,
        virtType: virtType(read),
        cpuRatio: chosen.cpu_allocation_ratio,
        ramRatio: chosen.ram_allocation_ratio,
        diskRatio: chosen.disk_allocation_ratio,
        reservedMemory: chosen.reserved_host_memory,
        migrationSsh: MIGRATION_SSH,
        consoleUrl: `${urlOf(cloud, 'nova-novncproxy')}/vnc_auto.html`,
      }),
    meta: { owner: 'root', group: 'nova', mode: 0o640 },
  })
}

export function computeService({ name: machine }: CloudMachine): Step {
  return serviceRunning({
    id: `nova/nova-compute@${machine}`,
    machine,
    unit: 'nova-compute.service',
    explains: 'Starts and stops instances on this machine as nova asks it to.',
    files: [CONF, COMPUTE_CONF],
    packages: ['nova-compute', 'python3-nova'],
  })
}

/** Written by nova-compute itself when a compute starts for the first time (nova's documentation, "compute_id"). */
const COMPUTE_ID = '/var/lib/nova/compute_id'

/**
 * A compute's very first process looks for forgotten guests before it registers for libvirt's events, and then never
 * hears of a guest that ends by itself. Every later process does.
 */
export function computeServiceAgain({ name: machine }: CloudMachine): Step {
  return serviceRunning({
    id: `nova/nova-compute-again@${machine}`,
    machine,
    unit: 'nova-compute.service',
    explains:
      "The first process of a new compute does not hear libvirt's events: nova would notice late when an instance ends.",
    files: [COMPUTE_ID],
  })
}
