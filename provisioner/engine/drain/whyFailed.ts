/** Why an instance did not move, in Nova's words: they stand in its history, not in its row. */
import type { ErrorData } from '../../core/errors.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import type { Server } from '../../openstack/servers.ts'

/** Names of the history for what is asked for to move it. */
const MOVES = ['live-migration', 'migrate', 'resize', 'confirmResize', 'evacuate']

export async function whyFailed(os: Openstack, { id, fault, name }: Server): Promise<ErrorData> {
  const said = await fromHistory(os, id).catch(() => undefined)
  const detail = said ?? fault?.message
  return {
    code: 'api',
    message: `${name === '' ? id : name} did not move.`,
    ...(detail === undefined ? {} : { detail }),
    remedy: /no valid host/i.test(detail ?? '')
      ? 'No other compute has room for it or fits it: make room, or enable another compute, then try again.'
      : 'Its history tells which part has failed. Mend that, then try again.',
  }
}

async function fromHistory(os: Openstack, id: string): Promise<string | undefined> {
  const last = (await os.instanceActions.list(id)).find(({ action }) => MOVES.includes(action))
  if (last === undefined) return undefined
  const events = (await os.instanceActions.get(id, last.id))?.events ?? []
  return events.findLast(({ result }) => result === 'Error')?.details ?? last.message
}
