/** Hypervisors: the computes as Nova sees them. */
import { z } from 'zod'
import { COMPUTE } from './compute.ts'
import type { Session } from './session.ts'

const hypervisor = z
  .object({
    id: z.string(),
    hypervisor_hostname: z.string(),
    hypervisor_type: z.string(),
    state: z.enum(['up', 'down']),
    status: z.enum(['enabled', 'disabled']),
    host_ip: z.string(),
    vcpus: z.int(),
    vcpus_used: z.int(),
    memory_mb: z.int(),
    memory_mb_used: z.int(),
    running_vms: z.int(),
  })
  .transform((row) => ({
    id: row.id,
    hostname: row.hypervisor_hostname,
    /** "QEMU" for both KVM and emulation. */
    type: row.hypervisor_type,
    state: row.state,
    status: row.status,
    address: row.host_ip,
    cpus: row.vcpus,
    cpusUsed: row.vcpus_used,
    /** MiB. */
    memory: row.memory_mb,
    memoryUsed: row.memory_mb_used,
    instances: row.running_vms,
  }))

export type Hypervisor = z.output<typeof hypervisor>

export function hypervisors(session: Session) {
  return {
    list: (): Promise<Hypervisor[]> =>
      session.list(
        { ...COMPUTE, method: 'GET', path: '/os-hypervisors/detail', attempted: 'Listing the hypervisors' },
        'hypervisors',
        hypervisor,
      ),
  }
}
