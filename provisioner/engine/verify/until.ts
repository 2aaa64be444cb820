/** Waiting for something to become so, with an end. */
import { setTimeout as delay } from 'node:timers/promises'

export interface Patience {
  /** Between two looks, milliseconds. */
  readonly every: number
  /** In all, milliseconds. */
  readonly atMost: number
  readonly signal: AbortSignal | undefined
}

/** The first value that is not undefined; undefined when time is up. Rejects when the signal aborts or a look fails. */
export async function until<T>(look: () => Promise<T | undefined>, patience: Patience): Promise<T | undefined> {
  const end = Date.now() + patience.atMost
  for (;;) {
    patience.signal?.throwIfAborted()
    const value = await look()
    if (value !== undefined || Date.now() > end) return value
    await delay(patience.every, undefined, patience.signal === undefined ? {} : { signal: patience.signal })
  }
}
