/** Doing things to instances from the screen: at once, or after a dialog has asked. */
import { useCallback, useMemo, useState } from 'react'
import type { Server } from '../../../../electron/contract/live.ts'
import { doAction } from '../../../api/useDo.ts'
import { usePolicy } from '../../../api/useMe.ts'
import { useRows } from '../../../api/useRows.ts'
import { forMany, type Surroundings } from './allowed.ts'
import { type Deed, type DeedId, deed } from './deeds.ts'
import { targetOf } from './dialogProps.ts'

export interface Asked {
  readonly deed: Deed
  readonly servers: readonly Server[]
}

export interface Deeds {
  readonly around: Surroundings
  /** The dialog to show. */
  readonly asked: Asked | undefined
  /** Does it to those it is possible for, or opens its dialog. */
  readonly begin: (id: DeedId, servers: readonly Server[]) => void
  readonly close: () => void
}

type Target = Pick<Server, 'id' | 'name'>

/** Requests under way at a time: a hundred instances must not be a hundred at once. */
const AT_A_TIME = 6

export function useDeeds(cloud: string): Deeds {
  const { me, forbidden } = usePolicy(cloud)
  const services = useRows('live.computeServices', me?.isAdmin === true ? { cloud } : undefined).rows
  const downHosts = useMemo(
    () =>
      new Set(
        (services ?? [])
          .filter(({ binary, state }) => binary === 'nova-compute' && state === 'down')
          .map(({ host }) => host),
      ),
    [services],
  )
  const [asked, setAsked] = useState<Asked>()
  const around: Surroundings = { me, forbidden: ({ action }) => forbidden(action), downHosts }
  const begin = (id: DeedId, servers: readonly Server[]): void => {
    const wanted = deed(id)
    const { possible } = forMany(wanted, servers, around)
    if (possible.length === 0) return
    if (wanted.dialog === true) setAsked({ deed: wanted, servers: possible })
    else void doToEach(cloud, wanted, possible)
  }
  return { around, asked, begin, close: useCallback(() => setAsked(undefined), []) }
}

/**
 * Each failure is told by itself; the others go on.
 * @param inputOf for deeds that need more than the instance
 */
export async function doToEach(
  cloud: string,
  { action, doing }: Deed,
  servers: readonly Target[],
  inputOf: (server: Target) => unknown = targetOf,
): Promise<void> {
  const waiting = [...servers]
  const one = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await doAction(cloud, action, inputOf(next) as never, { mark: { ids: [next.id], words: doing } })
  }
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, waiting.length) }, one))
}
