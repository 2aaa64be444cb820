/** The computes area: emptying them, alive or dead, and who may use a flavor. */
import { drainCompute, evacuateCompute, type Openstack } from '../../../provisioner/index.ts'
import type { ActionName } from '../../contract/actions.ts'
import type { EmptyingWish } from '../../contract/computes.ts'
import type { Area } from '../area.ts'
import type { CloudClients } from './cloudClients.ts'
import type { Drains, DrainWork } from './drains.ts'
import type { LiveCloud } from './liveCloud.ts'
import { lookingAt } from './lookingAt.ts'
import { refusal } from './refusal.ts'
import { touchedBy } from './touched.ts'

export interface ComputesParts {
  readonly clients: CloudClients
  readonly live: Pick<LiveCloud, 'touch'>
  readonly drains: Drains
}

type Requests = 'computes.drain' | 'computes.evacuate' | 'computes.drainStop' | 'flavors.projects'

export function computesArea({ clients, drains, live }: ComputesParts): Area<Requests, 'computes.drains'> {
  const looking = lookingAt(clients)
  const begin = async (
    cloud: string,
    wish: EmptyingWish,
    action: ActionName,
    work: (os: Openstack, given: Parameters<DrainWork>[0]) => ReturnType<DrainWork>,
  ): Promise<{ readonly drain: string }> => {
    const drain = await drains.begin(cloud, wish, async (given) => {
      try {
        const { os } = await clients.of(cloud)
        try {
          return await work(os, given)
        } catch (error) {
          const { roles } = await os.session.token().catch(() => ({ roles: [] }))
          throw refusal(error, { action, roles })
        }
      } catch (error) {
        throw clients.worded(cloud, error)
      } finally {
        live.touch(cloud, { ...touchedBy('server.liveMigrate'), ...touchedBy(action) })
      }
    })
    return { drain }
  }
  return {
    requests: {
      'computes.drain': ({ cloud, ...wish }) =>
        begin(cloud, { kind: 'drain', ...wish }, 'computeService.disable', (os, given) =>
          drainCompute(os, wish, given),
        ),
      'computes.evacuate': ({ cloud, ...wish }) =>
        begin(cloud, { kind: 'evacuation', ...wish }, 'computeService.forceDown', (os, given) =>
          evacuateCompute(os, wish, given),
        ),
      async 'computes.drainStop'({ cloud, host, now }) {
        await drains.stop(cloud, host, now)
        return null
      },
      'flavors.projects': ({ cloud, id }) => looking(cloud, (os) => os.flavors.projects(id)),
    },
    streams: {
      'computes.drains': async ({ cloud }, emit, signal) => (await drains.of(cloud)).follow(emit, signal),
    },
    [Symbol.asyncDispose]: () => drains[Symbol.asyncDispose](),
  }
}
