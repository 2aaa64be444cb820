/** Which deeds are possible for an instance now, and why the others are not: Nova's state machine and its locks. Pure. */
import type { Server } from '../../../../electron/contract/live.ts'
import type { Me } from '../../../../electron/contract/running.ts'
import { listed } from '../../../ui/words.ts'
import { statusWord, taskWords } from '../states.ts'
import { DEEDS, type Deed, type DeedId } from './deeds.ts'

export type Verdict =
  | { readonly possible: true }
  /** `never`: policy forbids it to this person, in every state. */
  | { readonly possible: false; readonly why: string; readonly never?: true }

/** What is known of whom is asking and of where the instance is. */
export interface Surroundings {
  readonly me: Me | undefined
  /** By policy: why this person may not; undefined where they may. */
  readonly forbidden: (deed: Deed) => string | undefined
  /** Names of hosts whose nova-compute does not report. */
  readonly downHosts: ReadonlySet<string>
}

type Judged = Pick<Server, 'status' | 'task' | 'locked' | 'addresses' | 'host' | 'hostStatus'>

const POSSIBLE: Verdict = { possible: true }
const no = (why: string): Verdict => ({ possible: false, why })

export function allowedActions(server: Judged, around: Surroundings): ReadonlyMap<DeedId, Verdict> {
  return new Map(DEEDS.map((deed) => [deed.id, verdict(deed, server, around)]))
}

export function verdict(deed: Deed, server: Judged, around: Surroundings): Verdict {
  const forbidden = around.forbidden(deed)
  if (forbidden !== undefined) return { possible: false, why: forbidden, never: true }
  if (server.task === 'deleting' && deed.id !== 'delete') return no('It is being deleted.')
  const isAdmin = around.me?.isAdmin === true
  if (server.locked && deed.lockable === true && !isAdmin) return no('It is locked: unlock it first.')
  if (deed.statuses !== undefined && !deed.statuses.includes(server.status)) return no(otherState(deed, server))
  if (server.task !== undefined && deed.whileBusy !== true && deed.tasks?.test(server.task) !== true) {
    return no(`Nova is busy with it (${taskWords(server.task).toLowerCase()}): wait until that is done.`)
  }
  return special(deed.id, server, around)
}

/** What more than the status decides. */
function special(id: DeedId, server: Judged, { downHosts }: Surroundings): Verdict {
  const floating = addressesOf(server, 'floating').length
  switch (id) {
    case 'lock':
      return server.locked ? no('It is locked already.') : POSSIBLE
    case 'unlock':
      return server.locked ? POSSIBLE : no('It is not locked.')
    case 'attachFloatingIp':
      return addressesOf(server, 'fixed').length === 0 ? no('It has no address a floating IP could lead to.') : POSSIBLE
    case 'detachFloatingIp':
      return floating === 0 ? no('It has no floating IP.') : POSSIBLE
    case 'detachInterface':
      return addressesOf(server, 'fixed').length === 0 ? no('It has no network card with an address.') : POSSIBLE
    case 'delete':
      return server.status === 'SOFT_DELETED'
        ? no('It is deleted already: restore it, or delete it for good.')
        : POSSIBLE
    case 'evacuate':
      return isDown(server, downHosts)
        ? POSSIBLE
        : no('Its host answers: move it instead. Evacuating is for a dead host.')
    case 'liveMigrate':
    case 'migrate':
      return isDown(server, downHosts) ? no('Its host does not answer: evacuate it instead.') : POSSIBLE
    default:
      return POSSIBLE
  }
}

function isDown({ host, hostStatus }: Judged, downHosts: ReadonlySet<string>): boolean {
  return hostStatus === 'DOWN' || (host !== undefined && downHosts.has(host))
}

function otherState({ statuses = [] }: Deed, { status }: Judged): string {
  const wanted = statuses.slice(0, 3).map((one) => `“${statusWord(one)}”`)
  const words = wanted.length > 1 ? `${listed(wanted.slice(0, -1))} or ${wanted.at(-1)}` : wanted.join('')
  return `Not while it is “${statusWord(status)}”, only ${words}.`
}

export function addressesOf({ addresses }: Pick<Server, 'addresses'>, type: 'fixed' | 'floating'): readonly string[] {
  return Object.values(addresses).flatMap((all) => all.filter((one) => one.type === type).map(({ address }) => address))
}

/** Of several instances: those it is possible for, and why not for the others (the first reason). */
export function forMany<S extends Judged>(
  deed: Deed,
  servers: readonly S[],
  around: Surroundings,
): { readonly possible: readonly S[]; readonly why: string | undefined } {
  const verdicts = servers.map((server) => verdict(deed, server, around))
  const refused = verdicts.find((one) => !one.possible)
  return {
    possible: servers.filter((_, index) => verdicts[index]?.possible === true),
    why: refused?.possible === false ? refused.why : undefined,
  }
}
