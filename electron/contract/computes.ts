/** Computes as machines to look after: emptied of their instances, and given back; and who may use a flavor. */
import { z } from 'zod'
import type { ErrorData } from '../../provisioner/core/errors.ts'
import type { DrainEnd, DrainProgress } from '../../provisioner/index.ts'
import { request, stream } from './call.ts'
import { cloudId } from './names.ts'

export type { DrainedInstance, DrainedState } from '../../provisioner/index.ts'

/** The emptying of a compute; the last one of each is told of until the app ends. */
export interface Drain extends DrainProgress {
  readonly id: string
  /** nova-compute's name. */
  readonly host: string
  readonly reason: string
  /** `stopping`: those under way are followed to their end, no other is begun. */
  readonly state: 'running' | 'stopping' | DrainEnd | 'failed'
  readonly startedAt: number
  readonly endedAt?: number
  /** Why it failed as a whole. */
  readonly error?: ErrorData
}

const host = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\p{Cc}]*$/u, 'One line only.')
const ofHost = z.strictObject({ cloud: cloudId, host })

export const computes = {
  /** Begins it, or goes on with one that has ended; it is told of in computes.drains. */
  'computes.drain': request<{ readonly drain: string }>()(
    z.strictObject({
      ...ofHost.shape,
      reason: host,
      /** Instances that are off. */
      off: z.enum(['move', 'leave']).default('move'),
      /** Running ones that cannot move while they run. */
      stuck: z.enum(['move', 'stop', 'leave']).default('leave'),
      atATime: z.int().min(1).max(4).default(1),
    }),
  ),
  /** Begins no further instance. `now`: does not wait for those under way either; Nova goes on with them. */
  'computes.drainStop': request<null>()(z.strictObject({ ...ofHost.shape, now: z.boolean().default(false) })),
  /** Ids of the projects that may use a private flavor; administrators only. */
  'flavors.projects': request<readonly string[]>()(z.strictObject({ cloud: cloudId, id: z.string().min(1).max(255) })),
}

export const computeStreams = {
  /** The last of each compute, newest first, again with every change. */
  'computes.drains': stream<readonly Drain[]>()(z.strictObject({ cloud: cloudId })),
}
