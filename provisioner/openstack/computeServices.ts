/** Nova's own processes: conductor, scheduler and a compute on each machine, and whether they have been heard of lately. */
import { z } from 'zod'
import { COMPUTE } from './compute.ts'
import type { Session } from './session.ts'

const service = z.object({
  id: z.string(),
  /** "nova-compute", "nova-scheduler" … */
  binary: z.string(),
  host: z.string(),
  state: z.enum(['up', 'down']),
  status: z.enum(['enabled', 'disabled']),
  /** When it was last heard of, in the controller's time, UTC; null for one that never was. */
  updated_at: z.string().nullable(),
})

export type ComputeService = z.output<typeof service>

/** Seconds: twice Nova's report_interval (https://docs.openstack.org/nova/2025.1/configuration/config.html). */
const LATELY = 20

/**
 * Processes not heard of within two reports of the latest. After an outage of the controller a compute waits a minute for
 * an answer that was lost, while Nova still takes it for up: it is just about to call it down.
 */
export function silentServices(services: readonly ComputeService[]): ComputeService[] {
  const heard = ({ updated_at: at }: ComputeService): number => (at === null ? 0 : Date.parse(`${at}Z`))
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
