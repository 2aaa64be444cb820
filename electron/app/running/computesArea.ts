/** The computes area: emptying them, and who may use a flavor. */
import { drainCompute } from '../../../provisioner/index.ts'
import type { Area } from '../area.ts'
import type { CloudClients } from './cloudClients.ts'
import type { Drains } from './drains.ts'
import type { LiveCloud } from './liveCloud.ts'
import { lookingAt } from './lookingAt.ts'
import { refusal } from './refusal.ts'
import { touchedBy } from './touched.ts'

export interface ComputesParts {
  readonly clients: CloudClients
  readonly live: Pick<LiveCloud, 'touch'>
  readonly drains: Drains
}

type Requests = 'computes.drain' | 'computes.drainStop' | 'flavors.projects'

export function computesArea({ clients, drains, live }: ComputesParts): Area<Requests, 'computes.drains'> {
  const looking = lookingAt(clients)
  return {
    requests: {
      async 'computes.drain'({ cloud, ...wish }) {
        const drain = drains.begin(cloud, wish, async (given) => {
          try {
            const { os } = await clients.of(cloud)
            try {
              return await drainCompute(os, wish, given)
            } catch (error) {
              const { roles } = await os.session.token().catch(() => ({ roles: [] }))
              throw refusal(error, { action: 'computeService.disable', roles })
            }
          } catch (error) {
            throw clients.worded(cloud, error)
          } finally {
            live.touch(cloud, { ...touchedBy('server.liveMigrate'), ...touchedBy('computeService.disable') })
          }
        })
        return { drain }
      },
      async 'computes.drainStop'({ cloud, host, now }) {
        drains.stop(cloud, host, now)
        return null
      },
      'flavors.projects': ({ cloud, id }) => looking(cloud, (os) => os.flavors.projects(id)),
    },
    streams: {
      'computes.drains': ({ cloud }, emit, signal) => drains.of(cloud).follow(emit, signal),
    },
    [Symbol.asyncDispose]: () => drains[Symbol.asyncDispose](),
  }
}
