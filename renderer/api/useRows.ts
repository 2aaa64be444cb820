/** Live rows of the running cloud in a part of the page: useRows('live.servers', { cloud }). */
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { EventOf, InputOf, StreamName } from '../../electron/contract/index.ts'
import type { LiveName, liveStreams, RowsEvent } from '../../electron/contract/live.ts'
import { bridge } from './bridge.ts'
import type { Identified, RowsNow } from './rowStore.ts'
import { type ListenRows, rowStores } from './rowStores.ts'

export type { RowsNow } from './rowStore.ts'

export type LiveInput<N extends LiveName> = InputOf<(typeof liveStreams)[N]>
export type LiveRow<N extends LiveName> = EventOf<(typeof liveStreams)[N]> extends RowsEvent<infer Row> ? Row : never

/** Milliseconds: long enough to look at another screen. */
const GRACE = 5000

const listen: ListenRows = (name, input, onEvent) =>
  bridge.listen(name as StreamName, input as never, onEvent as Parameters<typeof bridge.listen>[2])

const stores = rowStores(
  listen,
  {
    hidden: () => document.hidden,
    onChange(listener) {
      document.addEventListener('visibilitychange', listener)
      return () => document.removeEventListener('visibilitychange', listener)
    },
    beforeFrame: (work) => void requestAnimationFrame(work),
  },
  GRACE,
)

const NOT_ASKED: RowsNow<never> = {
  rows: undefined,
  byId: new Map<string, never>(),
  complete: false,
  at: undefined,
  error: undefined,
}

/** @param input undefined: not asked for yet */
export function useRows<N extends LiveName>(name: N, input: LiveInput<N> | undefined): RowsNow<LiveRow<N>> {
  const { cloud, all = false } = input ?? {}
  // "Of every project: no" and nothing said of it are the same listing.
  const asked = useMemo(() => (cloud === undefined ? undefined : all ? { cloud, all } : { cloud }), [cloud, all])
  const subscribe = useCallback(
    (listener: () => void) => (asked === undefined ? () => undefined : stores.subscribe(name, asked, listener)),
    [name, asked],
  )
  const now = (): RowsNow<Identified> => (asked === undefined ? NOT_ASKED : stores.now(name, asked))
  return useSyncExternalStore(subscribe, now) as RowsNow<LiveRow<N>>
}
