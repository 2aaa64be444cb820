/** The store of one run, fed by its events for as long as a screen shows it; and parts of it as React state. */
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { ErrorData, RunEvent } from '../../../electron/contract/index.ts'
import { bridge } from '../../api/bridge.ts'
import { type RunStore, runStore } from './runStore.ts'

export interface FollowedRun {
  readonly store: RunStore
  readonly error: ErrorData | undefined
}

/** Milliseconds between two looks of the screen at what happened: calm to read, and time left for drawing. */
const PACE = 150

/** After a lost connection the events begin again, and so does the store. */
export function useRun(cloud: string, run: string | undefined): FollowedRun {
  const store = useStoreOf(`${cloud}/${run}`)
  const [error, setError] = useState<ErrorData>()
  useEffect(() => {
    setError(undefined)
    if (run === undefined) return undefined
    let gathered: RunEvent[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const feed = (): void => {
      timer = undefined
      if (gathered.length === 0) return
      store.feed(gathered)
      gathered = []
      timer = setTimeout(feed, PACE)
    }
    const leave = bridge.listen('runs.events', { cloud, run }, (events) => {
      setError(events.ok ? undefined : events.error)
      if (!events.ok) return
      gathered = gathered.length === 0 ? [...events.value] : gathered.concat(events.value)
      if (timer === undefined) feed()
    })
    return () => {
      leave()
      clearTimeout(timer)
    }
  }, [cloud, run, store])
  return { store, error }
}

/** Another run has a store of its own, from the first time it is drawn. */
function useStoreOf(run: string): RunStore {
  const [held, setHeld] = useState(() => ({ run, store: runStore() }))
  if (held.run === run) return held.store
  const next = { run, store: runStore() }
  setHeld(next)
  return next.store
}

export const RunContext = createContext<RunStore>(runStore())

/** @param read gives the same object as long as nothing changed */
export function useRunPart<T>(read: (store: RunStore) => T): T {
  const store = useContext(RunContext)
  return useSyncExternalStore(store.subscribe, () => read(store))
}
