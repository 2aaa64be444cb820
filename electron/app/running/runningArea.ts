/** The running cloud: who the app is there, what is there as it changes, and what is done with it. */
import { type ErrorData, errorData } from '../../../provisioner/core/errors.ts'
import { perform } from '../../../provisioner/index.ts'
import type { ActionName, ParsedInput } from '../../contract/actions.ts'
import type { LiveName } from '../../contract/index.ts'
import { liveStreams } from '../../contract/live.ts'
import type { Answers, Area, Tells } from '../area.ts'
import type { CloudClient, CloudClients } from './cloudClients.ts'
import { launches } from './launches.ts'
import type { LiveCloud } from './liveCloud.ts'
import { refusal } from './refusal.ts'
import { touchedBy } from './touched.ts'

type Requests = 'running.me' | 'running.calls' | 'actions.do'

export function runningArea(clients: CloudClients, live: LiveCloud): Area<Requests, LiveName> {
  const asked = async <T>(cloud: string, question: (client: CloudClient) => Promise<T>): Promise<T> => {
    try {
      return await question(await clients.of(cloud))
    } catch (error) {
      throw clients.worded(cloud, error)
    }
  }
  /** For whoever looks at what failed lately; what never reached the cloud is no failure of it. */
  const note = (cloud: string, action: ActionName, input: unknown, error: ErrorData): void => {
    if (error.code !== 'api' && error.code !== 'unreachable') return
    const { id, name } = input as { readonly id?: unknown; readonly name?: unknown }
    const of =
      action.startsWith('server.') && typeof id === 'string' && typeof name === 'string'
        ? { serverId: id, serverName: name }
        : {}
    const reason = [error.detail, error.remedy].filter((words) => words !== undefined).join(' ')
    live.refused(cloud, { ...of, action: error.message, ...(reason === '' ? {} : { reason }) })
  }
  const made = launches()
  const requests: Answers<Requests> = {
    'running.me': ({ cloud }) =>
      asked(cloud, async ({ os, way }) => {
        const { catalog, project, roles, user } = await os.session.token()
        const { authUrl, region } = way.credentials
        const services = [...new Set(catalog.map(({ type }) => type))].sort()
        const who = { user, project, roles, isAdmin: roles.includes('admin'), authUrl, services }
        return region === undefined ? who : { ...who, region }
      }),
    'running.calls': async ({ cloud }) => clients.calls(cloud),
    'actions.do': ({ cloud, action, input }) =>
      asked(cloud, async ({ os }) => {
        try {
          const value =
            action === 'server.create'
              ? await made.create(cloud, os, input as ParsedInput<'server.create'>)
              : await perform(os.session, action, input as ParsedInput<ActionName>)
          return { value, at: Date.now() }
        } catch (error) {
          const { roles } = await os.session.token().catch(() => ({ roles: [] }))
          const refused = refusal(error, { action, input, roles })
          note(cloud, action, input, errorData(refused))
          throw refused
        } finally {
          // What failed may have been done in part.
          live.touch(cloud, touchedBy(action))
        }
      }),
  }
  const tell =
    <N extends LiveName>(name: N): Tells<N>[N] =>
    (scope, emit, signal) =>
      live.join(name, scope as { cloud: string; all: boolean }, emit as never, signal)
  const names = Object.keys(liveStreams) as LiveName[]
  return {
    requests,
    streams: Object.fromEntries(names.map((name) => [name, tell(name)])) as unknown as Tells<LiveName>,
    async [Symbol.asyncDispose]() {
      live[Symbol.dispose]()
      await clients[Symbol.asyncDispose]()
    },
  }
}
