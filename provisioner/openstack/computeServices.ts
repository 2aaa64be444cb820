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
})

export type ComputeService = z.output<typeof service>

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
