/** How wide something is inside, without its scroll bar, as the window and what stands beside it change. */
import { type RefObject, useLayoutEffect, useState } from 'react'

/**
 * @param there whether it is drawn now
 * @param taken pixels of it that are not to be shared
 * @returns undefined until it was looked at
 */
export function useRoom(element: RefObject<HTMLElement | null>, there: boolean, taken: number): number | undefined {
  const [width, setWidth] = useState<number>()
  // Before it is painted: a table must not be seen to spread.
  useLayoutEffect(() => {
    const { current } = element
    if (current === null || !there) return undefined
    setWidth(current.clientWidth)
    const observer = new ResizeObserver(() => setWidth(current.clientWidth))
    observer.observe(current)
    return () => observer.disconnect()
  }, [element, there])
  return width === undefined ? undefined : width - taken
}
