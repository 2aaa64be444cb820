/** Whether the APIs of a cloud answer, and how fast: a small question to each, side by side, so that a dead one holds up nobody. */
import { errorData } from '../../../provisioner/core/errors.ts'
import type { Openstack } from '../../../provisioner/index.ts'
import type { ApiHealth, ApisNow, ErrorData } from '../../contract/index.ts'
import type { CloudClient, CloudClients } from '../running/cloudClients.ts'
import { again } from './again.ts'

type Ask = Parameters<Openstack['session']['send']>[0]

/** Questions that need the service's database and the login service; anybody may ask, or is told that they may not. */
const QUESTIONS: Readonly<Record<string, Pick<Ask, 'path' | 'query'>>> = {
  identity: { path: '/v3/auth/projects' },
  compute: { path: '/servers', query: { limit: 1 } },
  image: { path: '/v2/images', query: { limit: 1 } },
  network: { path: '/v2.0/networks', query: { limit: 1, fields: 'id' } },
  placement: { path: '/resource_providers', query: { name: 'none' } },
  // Its root is a listing of all that is kept there.
  'object-store': { path: '/', query: { limit: 1 } },
}
/** Of a service nothing is known of: where it tells its versions. */
const ROOT = { path: '/' }
/** Milliseconds for an answer. */
const PATIENCE = 10_000

interface ApiWatch {
  readonly clients: Pick<CloudClients, 'of' | 'worded'>
  readonly cloud: string
  /** Milliseconds between two questions. */
  readonly every: number
}

export function watchApis(
  { clients, cloud, every }: ApiWatch,
  tell: (now: ApisNow) => void,
  signal: AbortSignal,
): void {
  const apis = new Map<string, ApiHealth>()
  const asking = new Set<string>()
  let client: CloudClient | undefined
  let error: ErrorData | undefined
  const told = (): void => tell({ apis: [...apis.values()], ...(error === undefined ? {} : { error }) })

  const note = (id: string, found: Pick<ApiHealth, 'state' | 'latency' | 'error'>): void => {
    const before = apis.get(id)
    const at = Date.now()
    apis.set(id, { id, ...found, at, since: before?.state === found.state ? before.since : at })
    told()
  }
  const ask = async (id: string, { looking }: CloudClient): Promise<void> => {
    if (asking.has(id)) return
    asking.add(id)
    const began = performance.now()
    const found = await asked(looking, id).catch((thrown: unknown) => clients.worded(cloud, thrown).data)
    asking.delete(id)
    // Another cloud answers under this name by now.
    if (signal.aborted || client?.looking !== looking) return
    const latency = performance.now() - began
    note(id, found === undefined ? { state: 'answers', latency } : { state: 'fails', error: found })
  }
  const round = async (): Promise<void> => {
    try {
      const present = await clients.of(cloud)
      if (present !== client) apis.clear()
      client = present
      const { catalog } = await present.looking.session.token()
      const types = new Set(catalog.filter(({ endpoints }) => endpoints.length > 0).map(({ type }) => type))
      for (const id of apis.keys()) if (!types.has(id)) apis.delete(id)
      for (const id of inOrder(types)) if (!apis.has(id)) apis.set(id, { id, state: 'asking', since: Date.now() })
      error = undefined
      for (const id of types) void ask(id, present)
    } catch (thrown) {
      error = clients.worded(cloud, thrown).data
      // Without a login the others cannot be asked, which is no word about them.
      for (const [id, { state }] of apis)
        if (state === 'answers') apis.set(id, { id, state: 'asking', since: Date.now() })
      if (isFailing(error)) note('identity', { state: 'fails', error })
    }
    told()
  }
  void again(every, signal, round)
}

/** Undefined: it answers. What policy forbids is an answer too. */
async function asked(os: Openstack, id: string): Promise<ErrorData | undefined> {
  try {
    // The catalogue may name services this client has no other questions for.
    const service = id as Ask['service']
    await os.session.send({
      ...(QUESTIONS[id] ?? ROOT),
      ...{ service, method: 'GET', timeout: PATIENCE, attempted: `Asking the ${id} API whether it is there` },
    })
    return undefined
  } catch (thrown) {
    if (isFailing(errorData(thrown))) throw thrown
    return undefined
  }
}

function isFailing({ code, status }: ErrorData): boolean {
  return status === undefined ? code !== 'blocked' : status >= 500 || status === 401
}

const FIRST = Object.keys(QUESTIONS)

function inOrder(types: Iterable<string>): string[] {
  const place = (type: string): number => (FIRST.includes(type) ? FIRST.indexOf(type) : FIRST.length)
  return [...types].sort((a, b) => place(a) - place(b) || a.localeCompare(b))
}
