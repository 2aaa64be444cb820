/** Whether the keyboard belongs to the screen, and how it is taken back. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { leaveKeys } from './leaveKeys.ts'

/**
 * Heard before noVNC, which lets nobody else hear what it hears.
 * @param onLeave the person wants the keyboard back
 */
export function useLeaving(element: RefObject<HTMLElement | null>, onLeave: () => void): boolean {
  const [hasKeys, setHasKeys] = useState(false)
  const latest = useRef(onLeave)
  latest.current = onLeave
  useEffect(() => {
    const around = element.current
    if (around === null) return undefined
    const keys = leaveKeys()
    const over = new AbortController()
    const early = { capture: true, signal: over.signal }
    around.addEventListener('keydown', ({ code }) => keys.down(code), early)
    around.addEventListener(
      'keyup',
      ({ code }) => {
        // After noVNC has heard it too: nothing stays pressed in the instance.
        if (keys.up(code)) setTimeout(() => latest.current())
      },
      early,
    )
    around.addEventListener('focusin', () => setHasKeys(true), early)
    around.addEventListener(
      'focusout',
      () => {
        setHasKeys(false)
        keys.forget()
      },
      early,
    )
    return () => over.abort()
  }, [element])
  return hasKeys
}
