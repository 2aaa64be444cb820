/** Computes as machines to look after: emptied of their instances, alive or dead, and given back; and who may use a flavor. */
import { z } from 'zod'
import type { ErrorData } from '../../provisioner/core/errors.ts'
import type { DrainEnd, DrainProgress, DrainWish, EvacuationWish } from '../../provisioner/index.ts'
import { request, stream } from './call.ts'
import { cloudId } from './names.ts'

export type { DrainedInstance, DrainedState } from '../../provisioner/index.ts'

/** What was asked for; going on asks for the same. */
export type EmptyingWish =
  | ({ readonly kind: 'drain' } & DrainWish)
  /** Of a compute that is dead. */
  | ({ readonly kind: 'evacuation' } & EvacuationWish)

/** The emptying of a compute; the last one of each is kept, over the end of the app too. */
export interface Drain extends DrainProgress {
  readonly id: string
  /** nova-compute's name. */
  readonly host: string
  readonly wish: EmptyingWish
  /**
   * `stopping`: those under way are followed to their end, no other is begun. `interrupted`: the app ended before it did, and
   * nobody has said yet whether it goes on.
   */
  readonly state: 'running' | 'stopping' | 'interrupted' | DrainEnd | 'failed'
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
  /** Begins it, or goes on with one that has ended or was interrupted; it is told of in computes.drains. */
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
  /**
   * Calls a compute down that does not report, and makes its instances anew on others; told of in computes.drains. Ask the
   * person first whether the machine is dead. One that reports is refused, in what is told.
   */
  'computes.evacuate': request<{ readonly drain: string }>()(
    z.strictObject({ ...ofHost.shape, atATime: z.int().min(1).max(4).default(2) }),
  ),
  /**
   * Begins no further instance. `now`: does not wait for those under way either; Nova goes on with them. Of one that was
   * interrupted: it ends there.
   */
  'computes.drainStop': request<null>()(z.strictObject({ ...ofHost.shape, now: z.boolean().default(false) })),
  /** Ids of the projects that may use a private flavor; administrators only. */
  'flavors.projects': request<readonly string[]>()(z.strictObject({ cloud: cloudId, id: z.string().min(1).max(255) })),
}

export const computeStreams = {
  /** The last of each compute, newest first, again with every change. */
  'computes.drains': stream<readonly Drain[]>()(z.strictObject({ cloud: cloudId })),
}
