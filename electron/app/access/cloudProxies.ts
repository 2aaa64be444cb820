/** One way to each cloud's APIs and dashboard, through ssh, on a port of this computer: opened when first wanted, kept while the app runs. */
import { type Endpoint, endpointsOf, type OpenProxy, openApiProxy, throughFleet } from '../../../provisioner/index.ts'
import type { CloudRoom, CloudRooms } from '../clouds/room.ts'

export interface CloudProxies extends AsyncDisposable {
  /** The proxy's address, without a slash at the end; it leads to what cloud.yaml says now. Rejects where that has problems. */
  open(cloud: string): Promise<string>
}

interface Opened {
  endpoints: readonly Endpoint[]
  readonly proxy: Promise<OpenProxy>
}

export function cloudProxies(rooms: Pick<CloudRooms, 'get'>): CloudProxies {
  const opened = new Map<string, Opened>()
  const listen = (room: CloudRoom, endpoints: readonly Endpoint[]): Opened => {
    const one: Opened = {
      endpoints,
      proxy: openApiProxy(
        {
          endpoints: () => one.endpoints,
          // The room of then: a cloud may have been taken out of the list and opened again.
          connect: throughFleet(async () => (await rooms.get(room.id)).fleet()),
          // Who asked gets the reason as the answer; there is nobody else to tell.
          onProblem: () => {},
        },
        0,
      ),
    }
    one.proxy.catch(() => opened.delete(room.id))
    return one
  }
  return {
    async open(cloud) {
      const room = await rooms.get(cloud)
      const endpoints = endpointsOf(await room.project())
      const existing = opened.get(cloud)
      const one = existing ?? listen(room, endpoints)
      one.endpoints = endpoints
      opened.set(cloud, one)
      return (await one.proxy).url
    },
    async [Symbol.asyncDispose]() {
      const all = await Promise.allSettled([...opened.values()].map(({ proxy }) => proxy))
      opened.clear()
      await Promise.all(all.map((one) => (one.status === 'fulfilled' ? one.value[Symbol.asyncDispose]() : undefined)))
    },
  }
}
