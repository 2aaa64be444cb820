/** Availability zones: where a person may ask an instance to run. */
import { z } from 'zod'
import { COMPUTE } from '../actions/compute.ts'
import { moment } from './moment.ts'
import type { Session } from './session.ts'

const service = z
  .object({ active: z.boolean(), available: z.boolean(), updated_at: moment.nullish() })
  .transform((row) => ({ isEnabled: row.active, isUp: row.available, updatedAt: row.updated_at ?? undefined }))

const zone = z
  .object({
    zoneName: z.string(),
    zoneState: z.object({ available: z.boolean() }),
    hosts: z.record(z.string(), z.record(z.string(), service)).nullish(),
  })
  .transform((row) => ({
    id: row.zoneName,
    name: row.zoneName,
    isAvailable: row.zoneState.available,
    /** By name, each with its processes; undefined for whoever may not know. */
    hosts: row.hosts ?? undefined,
  }))

export type Zone = z.output<typeof zone>

export function zones(session: Session) {
  return {
    /** @param hosts which hosts each has; administrators only */
    list: ({ hosts = false }: { readonly hosts?: boolean } = {}): Promise<Zone[]> =>
      session.list(
        {
          ...COMPUTE,
          method: 'GET',
          path: hosts ? '/os-availability-zone/detail' : '/os-availability-zone',
          attempted: 'Listing the availability zones',
        },
        'availabilityZoneInfo',
        zone,
      ),
  }
}
