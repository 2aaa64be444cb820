/** What a new instance can be made of, live. */
import { useRef } from 'react'
import type { ErrorData } from '../../../../electron/contract/index.ts'
import { useActions } from '../../../api/useActions.ts'
import { useWho } from '../../../api/useMe.ts'
import { useRequest } from '../../../api/useRequest.ts'
import { useRows } from '../../../api/useRows.ts'
import type { World } from './world.ts'

export interface WorldNow {
  /** Undefined until everything was told once, so that nothing is taken for the only one there is too early. */
  readonly world: World | undefined
  /** What is not told now. */
  readonly errors: readonly ErrorData[]
}

export function useWorld(cloud: string): WorldNow {
  const scope = { cloud }
  /** While it is read anew (the window was hidden) the form goes on with what it had. */
  const last = useRef<{ readonly cloud: string; readonly world: World }>(undefined)
  const me = useWho(cloud)
  const keys = useRequest('keys.list', scope, { untilAnswered: true })
  const actions = useActions()
  const images = useRows('live.images', scope)
  const flavors = useRows('live.flavors', scope)
  const networks = useRows('live.networks', scope)
  const subnets = useRows('live.subnets', scope)
  const keypairs = useRows('live.keypairs', scope)
  const groups = useRows('live.securityGroups', scope)
  const serverGroups = useRows('live.serverGroups', scope)
  const zones = useRows('live.zones', scope)
  const all = [images, flavors, networks, subnets, keypairs, groups, serverGroups, zones]
  const isTold = all.every(({ complete, error }) => complete || error !== undefined)
  const errors = [me.error?.data, ...all.map(({ error }) => error)].filter((error) => error !== undefined)
  const different = [...new Map(errors.map((error) => [error.message, error])).values()]
  const known = last.current?.cloud === cloud ? last.current.world : undefined
  if (!isTold || me.isPending || keys.isPending || actions === undefined) return { world: known, errors: different }
  const world: World = {
    images: images.rows ?? [],
    flavors: flavors.rows ?? [],
    networks: networks.rows ?? [],
    subnets: subnets.rows ?? [],
    keypairs: keypairs.rows ?? [],
    groups: groups.rows ?? [],
    serverGroups: serverGroups.rows ?? [],
    zones: zones.rows ?? [],
    keptKeys: (keys.data ?? []).map(({ name }) => name),
    presets: actions.RULE_PRESETS,
    projectId: me.data?.project.id,
    isAdmin: me.data?.isAdmin === true,
  }
  last.current = { cloud, world }
  return { world, errors: different }
}
