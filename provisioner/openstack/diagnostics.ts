/** What an instance uses at this moment, as its hypervisor tells. */
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import { COMPUTE } from '../actions/compute.ts'
import type { Session } from './session.ts'

/** The hypervisor need not know any of it (api-ref, Show Server Diagnostics). */
const count = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined)
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined)

const diagnostics = z
  .object({
    state: text,
    driver: text,
    hypervisor: text,
    hypervisor_os: text,
    uptime: count,
    cpu_details: z.array(z.object({ id: count, time: count, utilisation: count })).default([]),
    nic_details: z
      .array(
        z
          .object({ mac_address: text, rx_octets: count, rx_errors: count, rx_drop: count, rx_packets: count })
          .extend({ tx_octets: count, tx_errors: count, tx_drop: count, tx_packets: count }),
      )
      .default([]),
    disk_details: z
      .array(
        z
          .object({ read_bytes: count, read_requests: count, write_bytes: count, write_requests: count })
          .extend({ errors_count: count }),
      )
      .default([]),
    memory_details: z.object({ maximum: count, used: count }).default({ maximum: undefined, used: undefined }),
  })
  .transform((row) => ({
    state: row.state,
    driver: row.driver,
    hypervisor: row.hypervisor,
    hypervisorOs: row.hypervisor_os,
    /** Seconds. */
    uptime: row.uptime,
    /** `time`: nanoseconds spent so far; `utilisation`: percent. */
    cpus: row.cpu_details,
    /** Counted since the start. */
    nics: row.nic_details.map((nic) => ({
      mac: nic.mac_address,
      received: { bytes: nic.rx_octets, packets: nic.rx_packets, errors: nic.rx_errors, dropped: nic.rx_drop },
      sent: { bytes: nic.tx_octets, packets: nic.tx_packets, errors: nic.tx_errors, dropped: nic.tx_drop },
    })),
    disks: row.disk_details.map((disk) => ({
      read: { bytes: disk.read_bytes, requests: disk.read_requests },
      written: { bytes: disk.write_bytes, requests: disk.write_requests },
      errors: disk.errors_count,
    })),
    /** MiB. */
    memory: row.memory_details,
  }))

export type Diagnostics = z.output<typeof diagnostics>

/** Administrators only; the instance must run. */
export function serverDiagnostics(session: Session, serverId: string): Promise<Diagnostics> {
  return session.ask(
    {
      ...COMPUTE,
      method: 'GET',
      path: path`/servers/${serverId}/diagnostics`,
      attempted: `Reading what the instance ${serverId} uses`,
    },
    diagnostics,
  )
}
