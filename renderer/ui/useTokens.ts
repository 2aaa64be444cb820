/** Values of tokens.css for what CSS cannot dress (a canvas, a terminal); read again when light turns dark. */
import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let version = 0

new MutationObserver(() => {
  version += 1
  for (const listener of listeners) listener()
}).observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] })

const known = new WeakMap<() => unknown, { readonly version: number; readonly value: unknown }>()

/**
 * What a function makes of the tokens: the same object until they may have changed.
 * @param read stands in a module, so that it is the same function always
 */
export function useTokens<T>(read: () => T): T {
  return useSyncExternalStore(subscribe, () => {
    const before = known.get(read)
    if (before?.version === version) return before.value as T
    const value = read()
    known.set(read, { version, value })
    return value
  })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The value of "--ink" and the like, as it is now. */
export function token(name: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
