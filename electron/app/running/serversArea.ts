/** A single instance looked at: its serial console, what was done with it, what it uses, how far it moved. */
import { saveSecret } from '../access/saveSecret.ts'
import type { Area } from '../area.ts'
import type { CloudClients } from './cloudClients.ts'
import { lookingAt } from './lookingAt.ts'

type Requests =
  | 'servers.get'
  | 'servers.saveConsoleLog'
  | 'servers.consoleLog'
  | 'servers.history'
  | 'servers.historyEvents'
  | 'servers.diagnostics'
  | 'servers.liveMigrations'

export function serversArea(clients: Pick<CloudClients, 'of' | 'worded'>): Area<Requests> {
  const looking = lookingAt(clients)
  return {
    requests: {
      'servers.get': ({ cloud, id }) => looking(cloud, (os) => os.servers.get(id)),
      async 'servers.saveConsoleLog'({ cloud, file, id, replace }) {
        const text = await looking(cloud, (os) => os.servers.consoleOutput(id))
        // Instances print passwords on their consoles.
        return { file: await saveSecret(file, text, replace) }
      },
      'servers.consoleLog': ({ cloud, id, lines }) => looking(cloud, (os) => os.servers.consoleOutput(id, lines)),
      'servers.history': ({ cloud, id }) => looking(cloud, (os) => os.instanceActions.list(id)),
      'servers.historyEvents': ({ cloud, id, request }) => looking(cloud, (os) => os.instanceActions.get(id, request)),
      'servers.liveMigrations': ({ cloud, id }) => looking(cloud, (os) => os.migrations.live(id)),
      'servers.diagnostics': ({ cloud, id }) => looking(cloud, (os) => os.diagnostics(id)),
    },
    streams: {},
    async [Symbol.asyncDispose]() {},
  }
}
