/** Everything a verification makes carries one prefix; this takes all of it away, of this run or an earlier one. */
import { StacksteadError } from '../../core/errors.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import { until } from './until.ts'

export const PREFIX = 'stackstead-verify-'

/** Milliseconds an instance may take to go away. */
const GONE = 120_000

/** @returns how many things were removed */
export async function removeLeftovers(os: Openstack, prefix: string = PREFIX, signal?: AbortSignal): Promise<number> {
  const ours = ({ name }: { readonly name: string }): boolean => name.startsWith(prefix)
  const servers = (await os.servers.list({ name: prefix, allProjects: true })).filter(ours)
  const floating = (await os.floatingIps.list()).filter(({ description }) => description.startsWith(prefix))
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
    remedy: 'Look at /var/log/nova/nova-compute.log on its host; the next "stackstead verify" tries again.',
  })
}
