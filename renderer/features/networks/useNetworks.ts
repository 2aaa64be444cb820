/** Everything about networks in a cloud, live, as one whole. */
import { useMemo } from 'react'
import type { ErrorData } from '../../../electron/contract/index.ts'
import { useRows } from '../../api/useRows.ts'
import { type NetworkWorld, networkWorld } from './world.ts'

export interface Networks {
  /** Undefined until networks, routers and ports were told; whatever else is not told yet is empty. */
  readonly world: NetworkWorld | undefined
  /** Whether all was told once. */
  readonly complete: boolean
  /** When the oldest of it was told. */
  readonly at: number | undefined
  readonly error: ErrorData | undefined
}

const NONE: readonly never[] = []

/** @param all of every project, for administrators */
export function useNetworks(cloud: string, all: boolean): Networks {
  const scope = { cloud, all }
  const networks = useRows('live.networks', scope)
  const subnets = useRows('live.subnets', scope)
  const ports = useRows('live.ports', scope)
  const routers = useRows('live.routers', scope)
  const floatingIps = useRows('live.floatingIps', scope)
  const groups = useRows('live.securityGroups', scope)
  const servers = useRows('live.servers', scope)
  const projects = useRows('live.projects', scope)
  const world = useMemo(() => {
    if (networks.rows === undefined || routers.rows === undefined || ports.rows === undefined) return undefined
    return networkWorld({
      networks: networks.rows,
      subnets: subnets.rows ?? NONE,
      ports: ports.rows,
      routers: routers.rows,
      floatingIps: floatingIps.rows ?? NONE,
      groups: groups.rows ?? NONE,
      servers: servers.rows ?? NONE,
      projects: projects.rows ?? NONE,
    })
  }, [
    networks.rows,
    subnets.rows,
    ports.rows,
    routers.rows,
    floatingIps.rows,
    groups.rows,
    servers.rows,
    projects.rows,
  ])
  // Names of projects are an ornament: a failure of theirs is not one of this screen.
  const needed = [networks, subnets, ports, routers, floatingIps, groups, servers]
  const times = needed.map(({ at }) => at).filter((at) => at !== undefined)
  return {
    world,
    complete: needed.every(({ complete }) => complete),
    at: times.length === 0 ? undefined : Math.min(...times),
    error: needed.find(({ error }) => error !== undefined)?.error,
  }
}
