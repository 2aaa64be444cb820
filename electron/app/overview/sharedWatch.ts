/** Something looked at again and again while anybody wants to know: one look for all who do, none while nobody does. */

export interface SharedWatch<T> {
  /** Emits what is so now, then each change, until the signal aborts. */
  join(emit: (value: T) => void, signal: AbortSignal): void
  /** Ends it for good. */
  close(): void
}

/** Milliseconds in which what several looks have found is told as one. */
const GATHER = 100

/** @param look begins to look, with what it finds told as often as it likes, until the signal aborts */
export function sharedWatch<T>(
  nothing: T,
  look: (tell: (value: T) => void, signal: AbortSignal) => void,
): SharedWatch<T> {
  const listeners = new Set<(value: T) => void>()
  let looking: AbortController | undefined
  let now = nothing
  let timer: NodeJS.Timeout | undefined

  const tell = (value: T): void => {
    now = value
    timer ??= setTimeout(() => {
      timer = undefined
      for (const emit of [...listeners]) emit(now)
    }, GATHER)
  }
  const stop = (): void => {
    looking?.abort()
    looking = undefined
    clearTimeout(timer)
    timer = undefined
    // What was so then says nothing about the next time somebody looks.
    now = nothing
  }
  return {
    join(emit, signal) {
      if (signal.aborted) return
      const listener = (value: T): void => emit(value)
      listeners.add(listener)
      signal.addEventListener(
        'abort',
        () => {
          listeners.delete(listener)
          if (listeners.size === 0) stop()
        },
        { once: true },
      )
      emit(now)
      if (looking !== undefined) return
      looking = new AbortController()
      const { signal: over } = looking
      look((value) => {
        if (!over.aborted) tell(value)
      }, over)
    },
    close() {
      listeners.clear()
      stop()
    },
  }
}
