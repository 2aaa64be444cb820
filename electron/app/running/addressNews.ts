/**
 * Which instances have other addresses or security groups than before. Nova's list of changes does not tell, but Neutron
 * does, cheaply: what floating IPs lead to, and the ports that changed.
 */
import type { Openstack, Port } from '../../../provisioner/index.ts'

export interface AddressNews {
  /** Asks Neutron; whether any instance is concerned that was not before. */
  look(): Promise<boolean>
  /** Instances to ask Nova about, which hears of a change a moment after Neutron: those first that waited longest. */
  instances(most: number): readonly string[]
}

/** Milliseconds in which Nova takes over what Neutron has changed, and in which a change may be written later than it says. */
const CATCHES_UP = 10_000

/** Ports whose owners are asked for at a time: their ids fit into a request. Of more at once, the others come with the next whole listing. */
const ASKED = 100

type Leads = Awaited<ReturnType<Openstack['floatingIps']['leads']>>

export function addressNews(os: Openstack, filter: () => Promise<{ readonly project_id?: string }>): AddressNews {
  const until = new Map<string, number>()
  /** By port, the revision that is known. */
  let ports = new Map<string, number>()
  let leads: Leads | undefined
  let since: number | undefined

  const concerned = (ids: Iterable<string>): boolean => {
    let isAny = false
    for (const id of ids) {
      isAny = true
      until.set(id, Date.now() + CATCHES_UP)
    }
    return isAny
  }
  const floating = async (scope: { readonly project_id?: string }): Promise<boolean> => {
    const now = await os.floatingIps.leads(scope)
    const others = leads === undefined ? [] : otherPorts(leads, now)
    const owners = others.length === 0 ? [] : await os.ports.list({ ...scope, id: others.slice(0, ASKED) })
    // Once it is known whose they are: what could not be asked is news the next time, too.
    leads = now
    return concerned(owners.filter(isInstances).map(({ deviceId }) => deviceId))
  }
  const plugged = async (scope: { readonly project_id?: string }): Promise<boolean> => {
    const began = os.session.clock.now('network')
    const changed = await os.ports.revised(moment((since ?? began) - CATCHES_UP), scope)
    const isFirst = since === undefined
    since = began
    const news = changed.filter(({ id, number }) => ports.get(id) !== number)
    ports = new Map(changed.map(({ id, number }) => [id, number]))
    return !isFirst && concerned(news.filter(isInstances).map(({ deviceId }) => deviceId))
  }
  return {
    async look() {
      const scope = await filter()
      // Where one is not told, the other counts nevertheless.
      const found = await Promise.allSettled([floating(scope), plugged(scope)])
      return found.some((one) => one.status === 'fulfilled' && one.value)
    },
    instances(most) {
      const now = Date.now()
      for (const [id, end] of until) if (end < now) until.delete(id)
      const turn = [...until].slice(0, most)
      for (const [id, end] of turn) {
        until.delete(id)
        until.set(id, end)
      }
      return turn.map(([id]) => id)
    },
  }
}

const isInstances = ({ deviceOwner }: Pick<Port, 'deviceOwner'>): boolean => deviceOwner.startsWith('compute:')

/** Ports that an address leads to and did not before, or the other way round. */
function otherPorts(before: Leads, now: Leads): readonly string[] {
  // An answer with the same text has the same rows.
  if (before.length === now.length && before.every((one, index) => one === now[index])) return []
  const wordsOf = ({ id, portId }: Leads[number]): string => `${id} ${portId}`
  const [known, present] = [new Set(before.map(wordsOf)), new Set(now.map(wordsOf))]
  const others = [
    ...before.filter((one) => !present.has(wordsOf(one))),
    ...now.filter((one) => !known.has(wordsOf(one))),
  ]
  return [...new Set(others.flatMap(({ portId }) => portId ?? []))]
}

/** As Neutron wants it: whole seconds. */
function moment(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
}
