/**
 * Makes an instance once. Nova takes no word by which it would know a request again: where the answer is lost, the instance
 * itself tells whether the request arrived, at once and before the same is ever sent again.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { errorData } from '../../../provisioner/core/errors.ts'
import { type Openstack, perform } from '../../../provisioner/index.ts'
import type { ParsedInput } from '../../contract/actions.ts'

type NewServer = ParsedInput<'server.create'>

export interface Launches {
  /** @returns the id of the new instance; of several, of the first. */
  create(cloud: string, os: Openstack, wanted: NewServer): Promise<string>
}

/** Milliseconds before each look: a request may still be taken in when its connection is gone already. */
const LOOKS = [0, 1_000, 2_000]
/** Nova's moments are whole seconds, and its time is known to the second. */
const SECONDS = 2_000

/** @param looks other ones, for a test */
export function launches(looks: readonly number[] = LOOKS): Launches {
  /** When a request was sent of which nothing was heard, by what was asked for; in the cloud's time. */
  const lost = new Map<string, number>()
  return {
    async create(cloud, os, wanted) {
      const key = JSON.stringify([cloud, wanted])
      const before = lost.get(key)
      if (before !== undefined) {
        const arrived = await arrivedSince(os, wanted, before)
        lost.delete(key)
        if (arrived !== undefined) return arrived
      }
      // The clock is this computer's until the cloud has told its own.
      await os.session.token()
      const began = os.session.clock.now('compute')
      try {
        return await perform(os.session, 'server.create', wanted)
      } catch (error) {
        if (!isLost(error)) throw error
        lost.set(key, began)
        for (const look of looks) {
          await pause(look)
          // Whoever does not answer now is asked when the same is wanted again.
          const arrived = await arrivedSince(os, wanted, began).catch(() => undefined)
          if (arrived === undefined) continue
          lost.delete(key)
          return arrived
        }
        throw error
      }
    },
  }
}

/** No answer, or one of somebody on the way to Nova. */
function isLost(error: unknown): boolean {
  const { code, status } = errorData(error)
  return code === 'unreachable' || (status !== undefined && status >= 500)
}

async function arrivedSince(os: Openstack, { count, name }: NewServer, since: number): Promise<string | undefined> {
  const { user } = await os.session.token()
  const found = await os.servers.list({ name })
  const isIt = (one: string): boolean => (count === 1 ? one === name : one.startsWith(`${name}-`))
  return found
    .filter((one) => one.userId === user.id && isIt(one.name) && Date.parse(one.createdAt) >= since - SECONDS)
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))[0]?.id
}
