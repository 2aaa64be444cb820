/** What happened lately: what the services tell, and what the page noticed itself; the newest first. Pure. */
import type { Migration, Server } from '../../../electron/contract/live.ts'
import { isolated } from '../../ui/bidi.ts'
import type { StatusKind } from '../../ui/Status.tsx'
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
  readonly noticed: readonly Noticed[]
}

export function events({ all, cloud, migrations, noticed, servers }: EventSources, most: number): HappenedEvent[] {
  const names = new Map(servers.map(({ id, name }) => [id, isolated(name === '' ? id : name)]))
  const to = (id: string): string =>
    `/clouds/${cloud}/instances?${all ? 'all=yes&' : ''}instance=${encodeURIComponent(id)}`
  const found: HappenedEvent[] = [
    ...servers.map((server) => ofServer(server, names.get(server.id) ?? '', to(server.id))),
    ...migrations.flatMap((one) => {
      const name = names.get(one.serverId)
      return name === undefined ? [] : [ofMigration(one, name, to(one.serverId))]
    }),
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
  return found.sort((a, b) => b.at - a.at).slice(0, most)
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
      reason: `Nova: ${type}, ${status}`,
    }
  if (ARRIVED.has(status)) return { ...fields, kind: 'works', text: `${name}: ${verb}${way}, ${status}` }
  return { ...fields, kind: 'progress', text: `${name}: ${verb}${way}, ${status}` }
}
