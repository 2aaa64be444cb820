/** A single instance looked at: its serial console, what was done with it, what it uses. */
import type { Area } from '../area.ts'
import type { CloudClient, CloudClients } from './cloudClients.ts'

type Requests = 'servers.consoleLog' | 'servers.history' | 'servers.historyEvents' | 'servers.diagnostics'

export function serversArea(clients: Pick<CloudClients, 'of' | 'worded'>): Area<Requests> {
  /** Asked again and again while somebody looks: tried once each time. */
  const looking = async <T>(cloud: string, question: (os: CloudClient['looking']) => Promise<T>): Promise<T> => {
    try {
      return await question((await clients.of(cloud)).looking)
    } catch (error) {
      throw clients.worded(cloud, error)
    }
  }
  return {
    requests: {
      'servers.consoleLog': ({ cloud, id, lines }) => looking(cloud, (os) => os.servers.consoleOutput(id, lines)),
      'servers.history': ({ cloud, id }) => looking(cloud, (os) => os.instanceActions.list(id)),
      'servers.historyEvents': ({ cloud, id, request }) => looking(cloud, (os) => os.instanceActions.get(id, request)),
      'servers.diagnostics': ({ cloud, id }) => looking(cloud, (os) => os.diagnostics(id)),
    },
    streams: {},
    async [Symbol.asyncDispose]() {},
  }
}
