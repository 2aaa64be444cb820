/** Who the app is in the running cloud, and what policy lets that person do. */
import type { ActionName } from '../../electron/contract/actions.ts'
import type { Me } from '../../electron/contract/running.ts'
import { forbidden, readingOnly } from './policy.ts'
import { useActions } from './useActions.ts'
import { useRequest } from './useRequest.ts'

/** With why the cloud does not tell, where it does not; it is asked again by itself. */
export function useWho(cloud: string) {
  return useRequest('running.me', { cloud }, { untilAnswered: true })
}

/** Undefined until the cloud has told. */
export function useMe(cloud: string): Me | undefined {
  return useWho(cloud).data
}

/** Why this person may make nothing in this cloud; undefined where they may, and while that is not known. */
export function useReadingOnly(cloud: string): string | undefined {
  return readingOnly(useMe(cloud))
}

export interface PolicyNow {
  readonly me: Me | undefined
  /** Why this person may not; undefined where they may. Menus leave such an action out, forms disable it and say why. */
  readonly forbidden: (action: ActionName) => string | undefined
}

export function usePolicy(cloud: string): PolicyNow {
  const me = useMe(cloud)
  const actions = useActions()
  return { me, forbidden: (action) => forbidden(me, actions?.ACTIONS[action], action) }
}
