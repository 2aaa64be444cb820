/** The screens of instances in the window. */
import type { Area } from '../area.ts'
import type { CloudClients } from './cloudClients.ts'
import { consoles } from './consoles.ts'

type Requests = 'console.send' | 'console.taken'

export function consolesArea(clients: Pick<CloudClients, 'of' | 'worded'>): Area<Requests, 'console.screen'> {
  const screens = consoles(clients)
  return {
    requests: {
      async 'console.send'({ connection, data }) {
        await screens.find(connection).send(Buffer.from(data, 'base64'))
        return null
      },
      async 'console.taken'({ bytes, connection }) {
        screens.find(connection).taken(bytes)
        return null
      },
    },
    streams: {
      'console.screen': ({ cloud, server }, emit, signal) => screens.show(cloud, server, emit, signal),
    },
    async [Symbol.asyncDispose]() {
      screens.end()
    },
  }
}
