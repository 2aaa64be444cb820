/** Hypervisors: the computes as Nova sees them. */
import { z } from 'zod'
import { HYPERVISOR } from '../actions/compute.ts'
import type { Session } from './session.ts'

/** The processor, as libvirt tells of it; empty for a compute that never said. */
const cpuInfo = z.object({ arch: z.string(), model: z.string(), vendor: z.string() }).partial().catch({}).default({})

const hypervisor = z
  .object({
    id: z.string(),
    hypervisor_hostname: z.string(),
    hypervisor_type: z.string(),
    hypervisor_version: z.int().default(0),
    state: z.enum(['up', 'down']),
    status: z.enum(['enabled', 'disabled']),
    host_ip: z.string(),
    vcpus: z.int(),
    vcpus_used: z.int(),
    memory_mb: z.int(),
    memory_mb_used: z.int(),
    local_gb: z.int().default(0),
    local_gb_used: z.int().default(0),
    disk_available_least: z.int().nullish(),
    running_vms: z.int(),
    current_workload: z.int().default(0),
    cpu_info: cpuInfo,
    service: z.object({ id: z.string(), host: z.string(), disabled_reason: z.string().nullish() }).optional(),
  })
  .transform((row) => ({
    id: row.id,
    hostname: row.hypervisor_hostname,
    /** nova-compute's name of it, as actions want it. */
    host: row.service?.host ?? row.hypervisor_hostname,
    serviceId: row.service?.id,
    /** "QEMU" for both KVM and emulation. */
    type: row.hypervisor_type,
    version: row.hypervisor_version,
    state: row.state,
    status: row.status,
    disabledReason: row.service?.disabled_reason ?? undefined,
    address: row.host_ip,
    cpuModel: [row.cpu_info.vendor, row.cpu_info.model].filter((word) => word !== undefined).join(' '),
    arch: row.cpu_info.arch,
    cpus: row.vcpus,
    /** Promised to instances; more than there are, where Nova may promise more. */
    cpusUsed: row.vcpus_used,
    /** MiB. */
    memory: row.memory_mb,
    /** With what is kept for the host itself. */
    memoryUsed: row.memory_mb_used,
    /** GiB. */
    disk: row.local_gb,
    diskUsed: row.local_gb_used,
    /** GiB that can still be promised; undefined before the first report. */
    diskLeast: row.disk_available_least ?? undefined,
    instances: row.running_vms,
    /** Instances being built, moved or resized there. */
    busy: row.current_workload,
  }))

/** How much of it is used; capacity as Placement counts it is in resourceProviders. */
export type Hypervisor = z.output<typeof hypervisor>

export function hypervisors(session: Session) {
  return {
    /** Administrators only. */
    list: (): Promise<Hypervisor[]> =>
      session.list(
        { ...HYPERVISOR, method: 'GET', path: '/os-hypervisors/detail', attempted: 'Listing the hypervisors' },
        'hypervisors',
        hypervisor,
      ),
  }
}
