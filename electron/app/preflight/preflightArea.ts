/** Check: the preflight of each cloud, kept so that single machines can be looked at again. */
import type { Area } from '../area.ts'
import type { CloudRoom } from '../clouds/room.ts'
import type { AppContext } from '../context.ts'
import { perCloud } from '../perCloud.ts'
import { type CloudPreflight, cloudPreflight } from './cloudPreflight.ts'

export function preflightArea({ rooms, jobs }: AppContext): Area<'preflight.run', 'preflight.follow'> {
  const end = new AbortController()
  const clouds = perCloud(() => cloudPreflight())
  const watched = new WeakSet<CloudRoom>()
  const opened = async (cloud: string): Promise<{ readonly room: CloudRoom; readonly own: CloudPreflight }> => {
    const room = await rooms.get(cloud)
    const own = clouds.of(cloud)
    if (!watched.has(room)) {
      watched.add(room)
      room.text.follow(({ revision }) => own.revised(revision), end.signal)
    }
    return { room, own }
  }
  return {
    requests: {
      'preflight.run': async ({ cloud, machines }) => {
        const { room, own } = await opened(cloud)
        const whom = machines?.length === 1 ? machines.join() : `the machines of ${cloud}`
        await jobs.run({ kind: 'check', cloud, title: `Check ${whom}` }, () => own.look(room, machines))
        return null
      },
    },
    streams: {
      'preflight.follow': async ({ cloud }, emit, signal) => {
        const { own } = await opened(cloud)
        own.state.follow(emit, signal)
      },
    },
    async [Symbol.asyncDispose]() {
      end.abort()
    },
  }
}
