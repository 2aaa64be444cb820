/** The deletions of instances that wait in this window. */
import { useSyncExternalStore } from 'react'
import { type PendingBatch, pendingDeletes } from '../pendingDeletes.ts'

export const DELETIONS = pendingDeletes(localStorage, (listener) => addEventListener('pagehide', listener))

export function usePendingIds(): ReadonlySet<string> {
  return useSyncExternalStore(DELETIONS.subscribe, DELETIONS.ids)
}

export function usePendingBatches(): readonly PendingBatch[] {
  return useSyncExternalStore(DELETIONS.subscribe, DELETIONS.now)
}
