/** Host aggregates: computes that share something; those with a zone's name are what people see as an availability zone. */
import { z } from 'zod'
import { COMPUTE } from '../actions/compute.ts'
import { moment } from './moment.ts'
import type { Session } from './session.ts'

const aggregate = z
  .object({
    id: z.int(),
    uuid: z.string().default(''),
    name: z.string(),
    availability_zone: z.string().nullish(),
    hosts: z.array(z.string()).default([]),
    metadata: z.record(z.string(), z.string()).default({}),
    created_at: moment.optional(),
  })
  .transform((row) => ({
    id: String(row.id),
    uuid: row.uuid,
    name: row.name,
    zone: row.availability_zone ?? undefined,
    /** nova-compute's names. */
    hosts: row.hosts,
    /** Without the zone, which Nova keeps there too. */
    metadata: Object.fromEntries(Object.entries(row.metadata).filter(([key]) => key !== 'availability_zone')),
    createdAt: row.created_at,
  }))

export type Aggregate = z.output<typeof aggregate>

export function aggregates(session: Session) {
  return {
    /** Administrators only. */
    list: (): Promise<Aggregate[]> =>
      session.list(
        { ...COMPUTE, method: 'GET', path: '/os-aggregates', attempted: 'Listing the host aggregates' },
        'aggregates',
        aggregate,
      ),
  }
}
