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

/** How an instance is reached from outside. */
export interface WayIn {
  readonly address: string
  /** Of the rule in this group that lets it in. */
  readonly groupId: string
  readonly ruleId: string
  /** From where. */
  readonly place: Vantage
}

/** Makes a rule, and waits until one of the places gets through. */
export async function openWay(
  os: Openstack,
  groupId: string,
  address: string,
  places: readonly Vantage[],
  signal?: AbortSignal,
): Promise<WayIn> {
  const ruleId = await allow(os, groupId)
  const opening = async (): Promise<Vantage | undefined> => {
    const open = await Promise.all(places.map((place) => place.opens(address, HTTP)))
    return places.find((_, index) => open[index])
  }
  const place = await until(opening, { every: 500, atMost: RULE, signal })
  if (place === undefined) throw notReached(address, places)
  return { address, groupId, ruleId, place }
}

/** The rule is taken away and a connection fails; it is made again and one succeeds. The rule stands at the end. */
export async function proveSecurityGroup(
  os: Openstack,
  { address, groupId, place, ruleId }: WayIn,
  signal?: AbortSignal,
): Promise<{ readonly saw: string }> {
  const becomes = async (isOpen: boolean): Promise<boolean> => {
    const look = async () => ((await place.opens(address, HTTP)) === isOpen ? true : undefined)
    return (await until(look, { every: 500, atMost: RULE, signal })) === true
  }
  await os.securityGroups.removeRule(ruleId)
  if (!(await becomes(false))) throw notBlocked(address, place)
  await allow(os, groupId)
  if (!(await becomes(true))) throw notReached(address, [place])
  return {
    saw: `TCP ${HTTP} of ${address} from ${place.name}: open with a rule, blocked without it, open with it again`,
  }
}

function allow(os: Openstack, groupId: string): Promise<string> {
  const group = { id: groupId, name: 'of this verification' }
  return os.securityGroups.allow({ group, protocol: 'tcp', ports: { first: HTTP, last: HTTP } })
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

function notBlocked(address: string, place: Vantage): StacksteadError {
  return new StacksteadError({
    code: 'api',
    message: `TCP ${HTTP} of ${address} can be reached from ${place.name} after the rule that allowed it was removed.`,
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
