/** The path check: what the cloud says of the way to an instance, and what trying it gives. */
import { type OwnMachines, readPathWorld, triedPath } from '../../../provisioner/index.ts'
import type { Area } from '../area.ts'
import type { CloudRooms } from '../clouds/room.ts'
import type { CloudClients } from './cloudClients.ts'
import { lookingAt } from './lookingAt.ts'

export function pathArea(
  rooms: Pick<CloudRooms, 'get' | 'list'>,
  clients: Pick<CloudClients, 'of' | 'worded'>,
): Area<'paths.check'> {
  const looking = lookingAt(clients)
  /** A cloud that is only used has no machines here from which to try. */
  const machinesOf = async (cloud: string): Promise<OwnMachines | undefined> => {
    const isConnected = rooms.list.get().some(({ id, kind }) => id === cloud && kind === 'connected')
    if (isConnected) return undefined
    const room = await rooms.get(cloud)
    return { cloud: (await room.project()).cloud, fleet: await room.fleet() }
  }
  return {
    requests: {
      'paths.check': async ({ cloud, port, protocol, server }) => {
        const world = await looking(cloud, (os) => readPathWorld(os, server))
        const question = { world, protocol, ...(port === undefined ? {} : { port }) }
        return triedPath(question, await machinesOf(cloud))
      },
    },
    streams: {},
    async [Symbol.asyncDispose]() {},
  }
}
