/** Values of tokens.css for what CSS cannot dress (a canvas, a terminal); again when light turns dark. */
import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let version = 0

new MutationObserver(() => {
  version += 1
  for (const listener of listeners) listener()
}).observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] })

/** Changes whenever the tokens may have. */
export function useTokensVersion(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => version,
  )
}

/** The value of "--ink" and the like, as it is now. */
export function token(name: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
