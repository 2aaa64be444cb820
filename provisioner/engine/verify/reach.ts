/** Proofs from outside: what a security group lets through and what not, and that the right instance answers. */
import { StacksteadError } from '../../core/errors.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import type { Guest } from './guest.ts'
import { until } from './until.ts'
import type { Vantage } from './vantage.ts'

/** The port the test image serves its metadata on. */
const HTTP = 80
/** Milliseconds until a changed rule is in force on the computes. */
const RULE = 60_000

/**
 * A connection fails, a rule is made, it succeeds; the rule is taken away, it fails again; and it is made once more.
 * @returns the vantage point from which the address was reached
 */
export async function proveSecurityGroup(
  os: Openstack,
  groupId: string,
  address: string,
  places: readonly Vantage[],
  signal?: AbortSignal,
): Promise<{ readonly saw: string; readonly made: Vantage }> {
  const opening = async (): Promise<Vantage | undefined> => {
    const open = await Promise.all(places.map((place) => place.opens(address, HTTP)))
    return places.find((_, index) => open[index])
  }
  const early = await opening()
  if (early !== undefined) throw notBlocked(address, early, 'before any rule allows it')
  const group = { id: groupId, name: 'of this verification' }
  const allow = () => os.securityGroups.allow({ group, protocol: 'tcp', ports: { first: HTTP, last: HTTP } })
  const ruleId = await allow()
  const place = await until(opening, { every: 500, atMost: RULE, signal })
  if (place === undefined) throw notReached(address, places)
  await os.securityGroups.removeRule(ruleId)
  const shut = async () => ((await place.opens(address, HTTP)) ? undefined : true)
  const blocked = await until(shut, { every: 500, atMost: RULE, signal })
  if (blocked === undefined) throw notBlocked(address, place, 'after the rule that allowed it was removed')
  await allow()
  await until(async () => ((await place.opens(address, HTTP)) ? true : undefined), {
    every: 500,
    atMost: RULE,
    signal,
  })
  const saw = `TCP ${HTTP} of ${address} from ${place.name}: blocked, open with a rule, blocked without it again`
  return { saw, made: place }
}

/** The page the guest serves carries its own name: the address leads to it and to nobody else. */
export async function proveAnswers(place: Vantage, address: string, guest: Guest, signal?: AbortSignal) {
  let page = ''
  const look = async (): Promise<true | undefined> => {
    if (!(await place.opens(address, HTTP))) return undefined
    const timeout = AbortSignal.timeout(15_000)
    const answer = await place
      .fetch(`http://${address}/`, { signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]) })
      .catch(() => undefined)
    page = (await answer?.text()) ?? page
    return page.includes(guest.server.name) ? true : undefined
  }
  if (await until(look, { every: 500, atMost: RULE, signal })) {
    return { saw: `${place.name} read the page of ${guest.server.name} at http://${address}/` }
  }
  throw new StacksteadError({
    code: 'api',
    message: `http://${address}/ does not show the page of ${guest.server.name}.`,
    detail: page === '' ? 'There was no answer.' : page.slice(0, 500),
    remedy: 'Look whether another device of the LAN has this address ("stackstead check").',
  })
}

function notBlocked(address: string, place: Vantage, when: string): StacksteadError {
  return new StacksteadError({
    code: 'api',
    message: `TCP ${HTTP} of ${address} can be reached from ${place.name} ${when}.`,
    remedy: 'Look at ovn-controller on the computes; until then security groups do not protect instances.',
  })
}

function notReached(address: string, places: readonly Vantage[]): StacksteadError {
  return new StacksteadError({
    code: 'api',
    message: `TCP ${HTTP} of ${address} cannot be reached although a rule allows it.`,
    detail: `Tried from ${places.map((place) => place.name).join(', ')}.`,
    remedy: 'Look whether the provider NIC of the gateway machine has a link and lies on the LAN ("stackstead check").',
  })
}
