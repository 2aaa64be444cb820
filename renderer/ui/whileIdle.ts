/** Work nobody waits for: done piece by piece while the page has nothing else to do. */

/** Milliseconds that must be left before a frame for another piece. */
const LEFT = 2
/** So many at a time between two looks at the clock. */
const PIECE = 20

/** Does it for each, in order; where a browser does not tell when it is idle, for none. @returns what ends it early */
export function whileIdle<T>(all: readonly T[], work: (one: T) => void): () => void {
  if (!('requestIdleCallback' in globalThis)) return () => undefined
  let next = 0
  let handle = 0
  const go = (idle: IdleDeadline): void => {
    while (next < all.length && idle.timeRemaining() > LEFT) {
      for (const one of all.slice(next, next + PIECE)) work(one)
      next += PIECE
    }
    if (next < all.length) handle = requestIdleCallback(go)
  }
  handle = requestIdleCallback(go)
  return () => cancelIdleCallback(handle)
}
