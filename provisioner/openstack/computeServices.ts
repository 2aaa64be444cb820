/** Nova's own processes: conductor, scheduler and a compute on each machine, and whether they have been heard of lately. */
import { z } from 'zod'
import { COMPUTE } from '../actions/compute.ts'
import { moment } from './moment.ts'
import type { Session } from './session.ts'

const service = z
  .object({
    id: z.string(),
    binary: z.string(),
    host: z.string(),
    zone: z.string().default(''),
    state: z.enum(['up', 'down']),
    status: z.enum(['enabled', 'disabled']),
    disabled_reason: z.string().nullish(),
    forced_down: z.boolean().default(false),
    updated_at: moment.nullish(),
  })
  .transform((row) => ({
    id: row.id,
    /** "nova-compute", "nova-scheduler" … */
    binary: row.binary,
    host: row.host,
    zone: row.zone,
    state: row.state,
    status: row.status,
    disabledReason: row.disabled_reason ?? undefined,
    /** Called down by an administrator, whatever it reports. */
    forcedDown: row.forced_down,
    /** When it was last heard of, in the controller's time; undefined for one that never was. */
    updatedAt: row.updated_at ?? undefined,
  }))

export type ComputeService = z.output<typeof service>

/** Seconds: twice Nova's report_interval (https://docs.openstack.org/nova/2025.1/configuration/config.html). */
const LATELY = 20

/**
 * Processes not heard of within two reports of the latest. After an outage of the controller a compute waits a minute for
 * an answer that was lost, while Nova still takes it for up: it is just about to call it down.
 */
export function silentServices(services: readonly ComputeService[]): ComputeService[] {
  const heard = ({ updatedAt: at }: ComputeService): number => (at === undefined ? 0 : Date.parse(at))
  const latest = Math.max(...services.map(heard))
  return services.filter((one) => one.state === 'down' || heard(one) < latest - LATELY * 1000)
}

export function computeServices(session: Session) {
  return {
    list: (): Promise<ComputeService[]> =>
      session.list(
        { ...COMPUTE, method: 'GET', path: '/os-services', attempted: "Listing Nova's services" },
        'services',
        service,
      ),
  }
}
