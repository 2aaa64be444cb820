/** What happened lately: what the services tell, and what the page noticed itself; the newest first. Pure. */
import type { Migration, PastAction, Server } from '../../../electron/contract/live.ts'
import { isolated } from '../../ui/bidi.ts'
import type { StatusKind } from '../../ui/Status.tsx'
import { actionWords, doingWords } from '../instances/historyWords.ts'
import type { Noticed } from './noticed.ts'

export interface HappenedEvent {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly kind: StatusKind
  readonly text: string
  readonly reason?: string
  readonly to?: string
}

interface EventSources {
  readonly cloud: string
  readonly all: boolean
  readonly servers: readonly Server[]
  readonly migrations: readonly Migration[]
  readonly actions: readonly PastAction[]
  readonly noticed: readonly Noticed[]
}

/** Of the places, this share is kept for failures: what goes well in a busy cloud does not push them out. */
const FAILED = 0.5

export function events(sources: EventSources, most: number): HappenedEvent[] {
  const { actions, all, cloud, migrations, noticed, servers } = sources
  const names = new Map(servers.map(({ id, name }) => [id, isolated(name === '' ? id : name)]))
  const to = (id: string): string =>
    `/clouds/${cloud}/instances?${all ? 'all=yes&' : ''}instance=${encodeURIComponent(id)}`
  const shown = migrations.filter(({ serverId }) => names.has(serverId))
  const moves = new Map(shown.map((one) => [one, actionOf(one, actions)]))
  const moved = new Set(moves.values())
  // Where Nova has written down what was done, nothing has to be guessed from what became of the instance.
  const told = new Set(actions.flatMap(({ serverId, state }) => (state === 'refused' ? [] : (serverId ?? []))))
  const faults = new Map(servers.map(({ fault, id }) => [id, fault?.message]))
  const found: HappenedEvent[] = [
    ...servers.filter(({ id }) => !told.has(id)).map((one) => ofServer(one, names.get(one.id) ?? '', to(one.id))),
    ...shown.map((one) => ofMigration(one, moves.get(one), names.get(one.serverId) ?? '', to(one.serverId))),
    ...actions
      .filter((one) => !moved.has(one))
      .map((one) =>
        ofAction(one, {
          fault: one.serverId === undefined ? undefined : faults.get(one.serverId),
          to: one.serverId === undefined || one.isGone === true ? undefined : to(one.serverId),
        }),
      ),
    ...noticed.map(
      ({ at, reason, text, works }, index): HappenedEvent => ({
        id: `noticed ${index} ${at}`,
        at,
        kind: works ? 'works' : 'failed',
        text,
        ...(reason === undefined ? {} : { reason }),
      }),
    ),
  ]
  found.sort((a, b) => b.at - a.at)
  const failed = new Set(found.filter(({ kind }) => kind === 'failed').slice(0, most * FAILED))
  const rest = new Set(found.filter((one) => !failed.has(one)).slice(0, most - failed.size))
  return found.filter((one) => failed.has(one) || rest.has(one))
}

function ofAction(
  { action, at, id, reason, serverId = '', serverName = '', state }: PastAction,
  { fault, to }: { readonly fault: string | undefined; readonly to: string | undefined },
): HappenedEvent {
  const name = isolated(serverName === '' ? serverId : serverName)
  const fields = { id: `action ${id}`, at, ...(to === undefined ? {} : { to }) }
  if (state === 'refused')
    return { ...fields, kind: 'failed', text: action, ...(reason === undefined ? {} : { reason }) }
  if (state === 'failed')
    return {
      ...fields,
      kind: 'failed',
      text: `${name}: ${doingWords(action)} failed`,
      reason: reason ?? fault ?? SILENT,
    }
  if (state === 'under-way') return { ...fields, kind: 'progress', text: `${name}: ${doingWords(action)}` }
  return { ...fields, kind: action === 'delete' ? 'off' : 'works', text: `${name}: ${lower(actionWords(action))}` }
}

/** Where Nova says that it failed and no more. */
const SILENT = 'Nova does not say why: the log of nova-compute on its host does.'

function lower(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1)
}

const MOVES = new Set(['evacuate', 'live-migration', 'migrate', 'resize'])
/** Milliseconds between the beginning of an action and the migration it has made. */
const SAME = 60_000

/** What Nova has written down of the same move. */
export function actionOf(migration: Migration, actions: readonly PastAction[]): PastAction | undefined {
  const { createdAt, serverId } = migration
  return actions.find(
    ({ action, at, serverId: id }) =>
      id === serverId && MOVES.has(action) && Math.abs(at - Date.parse(createdAt)) < SAME,
  )
}

function ofServer(
  { createdAt, fault, id, launchedAt, status, updatedAt }: Server,
  name: string,
  to: string,
): HappenedEvent {
  if (status === 'ERROR') {
    const at = Date.parse(fault?.at ?? updatedAt)
    const reason = fault === undefined ? {} : { reason: fault.message }
    return { id: `server ${id}`, at, kind: 'failed', text: `${name} failed`, ...reason, to }
  }
  if (launchedAt === undefined)
    return { id: `server ${id}`, at: Date.parse(createdAt), kind: 'progress', text: `${name} was asked for`, to }
  return { id: `server ${id}`, at: Date.parse(launchedAt), kind: 'works', text: `${name} was started`, to }
}

const ARRIVED = new Set(['completed', 'finished', 'confirmed', 'done', 'reverted'])

function ofMigration(
  { from, id, status, to: host, type, updatedAt }: Migration,
  action: PastAction | undefined,
  name: string,
  to: string,
): HappenedEvent {
  const way = `${from === undefined ? '' : ` from ${isolated(from)}`}${host === undefined ? '' : ` to ${isolated(host)}`}`
  const verb = type === 'resize' ? 'resize' : 'move'
  const fields = { id: `migration ${id}`, at: Date.parse(updatedAt), to }
  if (status === 'error' || status === 'failed')
    return {
      ...fields,
      kind: 'failed',
      text: `The ${verb} of ${name}${way} failed`,
      reason: action?.reason ?? SILENT,
    }
  if (ARRIVED.has(status)) return { ...fields, kind: 'works', text: `${name}: ${verb}${way}, ${status}` }
  return { ...fields, kind: 'progress', text: `${name}: ${verb}${way}, ${status}` }
}
