/** What a person may choose about nova. */
import { z } from 'zod'

const REFERENCE = 'Source: nova configuration reference,'

export const settings = z.strictObject({
  virt_type: z
    .enum(['auto', 'kvm', 'qemu'])
    .default('auto')
    .describe(
      `How instances run. auto: kvm where a guest was seen to start with it, else qemu's emulation. ${REFERENCE} [libvirt] virt_type (default kvm).`,
    ),
  cpu_allocation_ratio: z
    .number()
    .positive()
    .default(4)
    .describe(
      `Virtual CPUs a compute may give for each of its own. ${REFERENCE} initial_cpu_allocation_ratio (default 4).`,
    ),
  ram_allocation_ratio: z
    .number()
    .positive()
    .default(1)
    .describe(`Memory a compute may promise for what it has. ${REFERENCE} initial_ram_allocation_ratio (default 1).`),
  disk_allocation_ratio: z
    .number()
    .positive()
    .default(1)
    .describe(`Disk a compute may promise for what it has. ${REFERENCE} initial_disk_allocation_ratio (default 1).`),
  reserved_host_memory: z
    .int()
    .min(0)
    .default(512)
    .describe(`MiB of a compute's memory kept from instances. ${REFERENCE} reserved_host_memory_mb (default 512).`),
  processes: z
    .int()
    .positive()
    .default(1)
    .describe(
      'Processes that serve each API. Source: uWSGI, option processes (Debian packages 8–16; one saves 100 MB each).',
    ),
  conductor_workers: z
    .int()
    .positive()
    .default(1)
    .describe(
      `Processes that work on the database for computes. ${REFERENCE} [conductor] workers (default: one for each CPU).`,
    ),
  scheduler_workers: z
    .int()
    .positive()
    .default(1)
    .describe(`Processes that choose computes. ${REFERENCE} [scheduler] workers (default: one for each CPU).`),
})

export const CONF = '/etc/nova/nova.conf'
export const COMPUTE_CONF = '/etc/nova/nova-compute.conf'
