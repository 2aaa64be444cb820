/** Everything a verification makes carries its name: taken away by that, its own and what interrupted ones have left. */
import { randomBytes } from 'node:crypto'
import { StacksteadError } from '../../core/errors.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import { until } from './until.ts'

export const PREFIX = 'stackstead-verify-'

/** Milliseconds an instance may take to go away. */
const GONE = 120_000
/** Milliseconds: one under way has ended or made something new within that. Its longest wait is for instances, 9 minutes. */
const QUIET = 30 * 60_000

/** What everything begins with that one verification makes. */
export function newRunName(): string {
  return `${PREFIX}${randomBytes(3).toString('hex')}`
}

export interface Leftovers {
  /** How many things were removed. */
  readonly removed: number
  /** Verifications that may still be under way: what they made is left alone. */
  readonly others: readonly string[]
}

/** Removes what verifications have made that are over. */
export async function removeLeftovers(os: Openstack, signal?: AbortSignal): Promise<Leftovers> {
  const begun = await runs(os)
  const since = os.session.clock.now('network') - QUIET
  const others = [...begun].filter(([, newest]) => newest > since).map(([run]) => run)
  const over = new Set([...begun.keys()].filter((run) => !others.includes(run)))
  const removed = over.size === 0 ? 0 : await removeThings(os, (run) => over.has(run), signal)
  return { removed, others }
}

/** Removes what one verification has made, and says how many things that were. */
export function removeOwn(os: Openstack, name: string): Promise<number> {
  return removeThings(os, (run) => run === name)
}

/** The verification something belongs to, by its name. */
function runOf(name: string): string | undefined {
  return name.startsWith(PREFIX) ? PREFIX + name.slice(PREFIX.length).split('-', 1)[0] : undefined
}

/** Each verification that has left something, with the moment of the newest thing. */
async function runs(os: Openstack): Promise<Map<string, number>> {
  const newest = new Map<string, number>()
  const note = (name: string, at: string | undefined): void => {
    const run = runOf(name)
    if (run !== undefined) newest.set(run, Math.max(newest.get(run) ?? 0, Date.parse(at ?? '') || 0))
  }
  // Flavors have no date. First, because each is made after a group that has one: what is young is seen to be.
  for (const { name } of await os.flavors.list()) note(name, undefined)
  const [servers, floating, ports, groups] = await Promise.all([
    os.servers.list({ name: PREFIX, allProjects: true }),
    os.floatingIps.list(),
    os.ports.list(),
    os.securityGroups.list(),
  ])
  for (const { name, createdAt } of [...servers, ...ports, ...groups]) note(name, createdAt)
  for (const { description, createdAt } of floating) note(description, createdAt)
  return newest
}

async function removeThings(os: Openstack, of: (run: string) => boolean, signal?: AbortSignal): Promise<number> {
  const isOurs = (name: string): boolean => {
    const run = runOf(name)
    return run !== undefined && of(run)
  }
  const ours = ({ name }: { readonly name: string }): boolean => isOurs(name)
  const servers = (await os.servers.list({ name: PREFIX, allProjects: true })).filter(ours)
  const floating = (await os.floatingIps.list()).filter(({ description }) => isOurs(description))
  await Promise.all([
    ...floating.map(({ id }) => os.floatingIps.remove(id)),
    ...servers.map(({ id }) => os.servers.remove(id)),
  ])
  await Promise.all(servers.map(({ id, name }) => untilGone(os, id, name, signal)))
  const ports = (await os.ports.list()).filter(ours)
  await Promise.all(ports.map(({ id }) => os.ports.remove(id)))
  const groups = (await os.securityGroups.list()).filter(ours)
  const flavors = (await os.flavors.list()).filter(ours)
  await Promise.all([
    ...groups.map(({ id }) => os.securityGroups.remove(id)),
    ...flavors.map(({ id }) => os.flavors.remove(id)),
  ])
  return [servers, floating, ports, groups, flavors].reduce((sum, list) => sum + list.length, 0)
}

async function untilGone(os: Openstack, id: string, name: string, signal?: AbortSignal): Promise<void> {
  const look = async () => ((await os.servers.get(id)) === undefined ? true : undefined)
  if (await until(look, { every: 500, atMost: GONE, signal })) return
  throw new StacksteadError({
    code: 'api',
    message: `The instance ${name} was asked to go and is still there after ${GONE / 1000} seconds.`,
    remedy: 'Look at /var/log/nova/nova-compute.log on its host; a later "stackstead verify" tries again.',
  })
}
