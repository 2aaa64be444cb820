/** Verify: proves from outside that a cloud does what a person wants of it, and leaves nothing behind. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Cloud, Secrets } from '../../config/cloud.ts'
import type { Fleet } from '../../core/check.ts'
import { openRunningCloud } from '../runningCloud.ts'
import { proveInstances } from './instances.ts'
import { newRunName, removeOwn } from './leftovers.ts'
import { type Proof, prover, type VerifyEvent } from './proof.ts'
import { proveServices } from './services.ts'

/** Milliseconds. */
const LATE = 3000

export interface VerifyOptions {
  readonly cloud: Cloud
  readonly secrets: Secrets
  readonly fleet: Fleet
  readonly emit?: (event: VerifyEvent) => void
  /** After an abort nothing more is proved, and what was made is removed all the same. */
  readonly signal?: AbortSignal
}

/** All proofs in order; never rejects for one that fails. Those that could not be tried are `skipped` with the reason. */
export async function verifyCloud(options: VerifyOptions): Promise<readonly Proof[]> {
  const { cloud, emit = () => {}, fleet, signal } = options
  const tunnel = openRunningCloud(options, fleet)
  const proving = prover(emit, signal)
  const os = tunnel.client(signal === undefined ? {} : { signal })
  // Without the signal: what was made goes away after Ctrl-C too.
  const removing = tunnel.client()
  const name = newRunName()
  try {
    const session = await proving.prove({
      id: 'token',
      title: 'Token',
      work: async () => {
        const { project, roles, user } = await os.session.token()
        return { saw: `${user.name} in the project ${project.name} (roles ${roles.join(', ')})`, made: os.session }
      },
    })
    if (session === undefined) return proving.proofs
    try {
      await proveServices(proving, cloud, os, tunnel.fetch, signal)
      await proveInstances({ cloud, fleet, name, os, proving, signal, tunnel })
    } finally {
      await proving.prove({
        id: 'removed',
        title: 'Nothing left behind',
        always: true,
        work: async () => {
          let removed = await removeOwn(removing, name)
          if (signal?.aborted) {
            // A request that was cut off may still be carried out a moment later.
            await delay(LATE)
            removed += await removeOwn(removing, name)
          }
          return { saw: `${removed} things made for this are gone` }
        },
      })
    }
    return proving.proofs
  } finally {
    tunnel.close()
  }
}
