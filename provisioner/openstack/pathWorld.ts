/** Reads what the check of a way to an instance looks at: as little of the cloud as it needs. */
import { StacksteadError } from '../core/errors.ts'
import type { Openstack } from './openstack.ts'
import { type PathWorld, ROUTER_SIDES } from './pathFacts.ts'

/** Rejects with `invalid-input` where there is no such instance. */
export async function readPathWorld(os: Openstack, serverId: string): Promise<PathWorld> {
  const [server, own, externals, agents, computeServices] = await Promise.all([
    os.servers.get(serverId),
    os.ports.list({ device_id: serverId }),
    os.networks.list({ 'router:external': true }),
    ifAllowed(os.networkAgents.list()),
    ifAllowed(os.computeServices.list()),
  ])
  if (server === undefined) {
    const message = `There is no instance ${serverId} any more.`
    throw new StacksteadError({ code: 'invalid-input', message, remedy: 'The list of instances shows what is there.' })
  }
  const { projectId } = server
  const networkIds = unique(own.map((port) => port.networkId))
  const groupIds = unique(own.flatMap((port) => port.securityGroupIds))
  const [inner, subnets, sides, routers, ofProject, leading, groups] = await Promise.all([
    found(networkIds.filter((id) => !externals.some((one) => one.id === id)).map((id) => os.networks.get(id))),
    all(unique([...networkIds, ...externals.map(({ id }) => id)]).map((id) => os.subnets.list({ network_id: id }))),
    all(
      networkIds.flatMap((id) => ROUTER_SIDES.map((owner) => os.ports.list({ network_id: id, device_owner: owner }))),
    ),
    os.routers.list(),
    os.floatingIps.list({ project_id: projectId }),
    all(own.map((port) => os.floatingIps.list({ port_id: port.id }))),
    found(groupIds.map((id) => os.securityGroups.get(id))),
  ])
  const joined = new Set(sides.map((side) => side.deviceId))
  return {
    server,
    ports: [...own, ...sides],
    networks: [...inner, ...externals],
    subnets,
    // To an administrator Neutron tells of everybody's; only the owner's may be connected to.
    routers: routers.filter((one) => one.projectId === projectId || joined.has(one.id)),
    floatingIps: [...new Map([...leading, ...ofProject].map((one) => [one.id, one])).values()],
    securityGroups: groups,
    ...(agents === undefined ? {} : { agents }),
    ...(computeServices === undefined ? {} : { computeServices }),
  }
}

/** Undefined where policy keeps it to administrators. */
async function ifAllowed<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    // Neutron says of what one may not see that it is not there.
    const status = error instanceof StacksteadError ? error.data.status : undefined
    if (status === 403 || status === 404) return undefined
    throw error
  }
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}

async function all<T>(asked: readonly Promise<readonly T[]>[]): Promise<T[]> {
  return (await Promise.all(asked)).flat()
}

async function found<T>(asked: readonly Promise<T | undefined>[]): Promise<T[]> {
  return (await Promise.all(asked)).filter((one) => one !== undefined)
}
