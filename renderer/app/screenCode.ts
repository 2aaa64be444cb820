/**
 * The code of screens: fetched while nothing else is to be done, so that a screen opens at once. Where a piece cannot be
 * fetched (the browser drops what is under way when the computer's network changes, as it does when practice machines
 * are raised), the page is loaded anew: it comes back to the same address.
 */
import { useEffect } from 'react'
import { SCREENS } from './routes.ts'

/** Milliseconds between two such loads at the least: an app that is gone must not make the page load for ever. */
const REST = 10_000
const LOADED = 'stackstead.loadedAnew'

export function loadAnewWhereCodeIsLost(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(LOADED) ?? 0)
    if (Date.now() - last < REST) return
    event.preventDefault()
    sessionStorage.setItem(LOADED, String(Date.now()))
    location.reload()
  })
}

export function useScreensFetchedAhead(): void {
  useEffect(() => {
    let wanted = true
    const fetchAll = async (): Promise<void> => {
      // First: whoever calls it types on at once.
      await import('./palette/Palette.tsx').catch(() => {})
      for (const { fetch } of SCREENS) {
        if (!wanted) return
        // What is lost is heard of above, and asked for again where the screen is opened.
        await fetch().catch(() => {})
      }
    }
    const idle = requestIdleCallback(() => void fetchAll(), { timeout: 5_000 })
    return () => {
      wanted = false
      cancelIdleCallback(idle)
    }
  }, [])
}
