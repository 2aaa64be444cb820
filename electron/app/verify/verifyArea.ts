/** Verify: the proofs that a cloud works. */
import type { Area } from '../area.ts'
import type { AppContext } from '../context.ts'
import { perCloud } from '../perCloud.ts'
import { within } from '../within.ts'
import { cloudVerify, type Verify } from './cloudVerify.ts'

/** Milliseconds the app waits for what was made to be removed when it ends in the middle. */
const PATIENCE = 5_000

/** @param verify what makes the proofs; a test's own where there is no cloud */
export function verifyArea(
  context: AppContext,
  verify?: Verify,
): Area<'verify.start' | 'verify.stop', 'verify.follow'> {
  const { rooms } = context
  const clouds = perCloud((cloud) => cloudVerify(context, cloud, verify))
  return {
    requests: {
      'verify.start': async ({ cloud }) => {
        clouds.of(cloud).start(await rooms.get(cloud))
        return null
      },
      'verify.stop': async ({ cloud }) => {
        await rooms.get(cloud)
        clouds.of(cloud).stop()
        return null
      },
    },
    streams: {
      'verify.follow': async ({ cloud }, emit, signal) => {
        const own = clouds.of(cloud)
        await own.remember(await rooms.get(cloud))
        own.state.follow(emit, signal)
      },
    },
    async [Symbol.asyncDispose]() {
      for (const own of clouds.all()) own.stop()
      await within(PATIENCE, Promise.all(clouds.all().map((own) => own.settled())))
    },
  }
}
