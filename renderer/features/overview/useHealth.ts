/** How a cloud is doing, in a part of the page. */
import { useCallback, useSyncExternalStore } from 'react'
import { bridge } from '../../api/bridge.ts'
import { type Health, healthStores } from './healthStore.ts'

const stores = healthStores(
  {
    apis: (cloud, onEvent) => bridge.listen('overview.apis', { cloud }, onEvent),
    machines: (cloud, onEvent) => bridge.listen('overview.machines', { cloud }, onEvent),
  },
  {
    hidden: () => document.hidden,
    onChange(listener) {
      document.addEventListener('visibilitychange', listener)
      return () => document.removeEventListener('visibilitychange', listener)
    },
  },
)

/** @param own whether the cloud has machines here; undefined while that is not known: nothing is looked at yet */
export function useHealth(cloud: string, own: boolean | undefined): Health {
  const subscribe = useCallback(
    (listener: () => void) => (own === undefined ? () => undefined : stores.subscribe(cloud, own, listener)),
    [cloud, own],
  )
  return useSyncExternalStore(subscribe, () => stores.now(cloud))
}
