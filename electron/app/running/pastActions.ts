/** What was done with instances lately, as Nova has written it down, and what was asked for here and refused. */
import type { InstanceAction, Openstack, Server } from '../../../provisioner/index.ts'
import type { PastAction } from '../../contract/index.ts'
import type { Reader } from './rowReader.ts'

/** Milliseconds that are told of. */
const LATELY = 24 * 3_600_000
/** Instances whose history is read: those that changed last, deleted ones among them. */
const INSTANCES = 20
/** Of each, so many actions at most. */
const ACTIONS = 10
/** Milliseconds after its last change in which Nova may still write down how an action went. */
const SETTLES = 30_000

interface Known {
  /** Of the instance as it was when its history was read. */
  readonly key: string
  readonly history: readonly InstanceAction[]
}

/** @param refused what was refused here */
export function pastActions(os: Openstack, all: boolean, refused: () => readonly PastAction[]): Reader<PastAction> {
  let known = new Map<string, Known>()
  /** By request; why it failed does not change any more. */
  const reasons = new Map<string, string | undefined>()

  const historyOf = async (server: Server, now: number): Promise<Known> => {
    const { id, status, task, updatedAt } = server
    const key = `${updatedAt} ${status} ${task}`
    const before = known.get(id)
    if (before?.key === key && now - Date.parse(updatedAt) > SETTLES) return before
    // Of one that was purged meanwhile nothing is known any more: the others are told nevertheless.
    return { key, history: await os.instanceActions.list(id).catch(() => before?.history ?? []) }
  }
  const reasonOf = async (serverId: string, { id, message }: InstanceAction): Promise<string | undefined> => {
    if (reasons.has(id)) return reasons.get(id)
    const details = await os.instanceActions.get(serverId, id).catch(() => undefined)
    const said = details?.events.find((event) => event.result === 'Error' && event.details !== undefined)?.details
    // Nova's own message is mostly the one word "Error".
    const reason = said ?? (message === 'Error' ? undefined : message)
    if (details !== undefined) reasons.set(id, reason)
    return reason
  }
  const rowsOf = async (server: Server, now: number): Promise<PastAction[]> => {
    const { id: serverId, name: serverName, status, task } = server
    const one = await historyOf(server, now)
    known.set(serverId, one)
    const lately = one.history.filter(({ startedAt }) => now - Date.parse(startedAt) < LATELY).slice(0, ACTIONS)
    return Promise.all(
      lately.map(async (action, index): Promise<PastAction> => {
        const hasFailed = action.message !== undefined
        const reason = hasFailed ? await reasonOf(serverId, action) : undefined
        return {
          ...{ id: `${serverId} ${action.id}`, serverId, serverName, isGone: status === 'DELETED' },
          ...{ action: action.action, at: Date.parse(action.startedAt) },
          state: hasFailed ? 'failed' : index === 0 && task !== undefined ? 'under-way' : 'done',
          ...(reason === undefined ? {} : { reason }),
        }
      }),
    )
  }
  return {
    async whole(onPage) {
      // The clock is this computer's until the cloud has told its own.
      await os.session.token()
      const now = os.session.clock.now('compute')
      const changesSince = new Date(now - LATELY).toISOString().replace(/\.\d+Z$/, 'Z')
      const pages = os.servers.pages({ allProjects: all, changesSince, latestFirst: true, pageSize: INSTANCES })
      const servers = (await pages.next()).value ?? []
      const rows = (await Promise.all(servers.map((server) => rowsOf(server, now)))).flat()
      const ids = new Set(servers.map(({ id }) => id))
      known = new Map([...known].filter(([id]) => ids.has(id)))
      onPage([...rows, ...refused()], true)
    },
  }
}
