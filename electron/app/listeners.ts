/** Those who are told of something until they want to hear no more. */

export interface Listeners<Words extends readonly unknown[]> {
  /** Until the signal aborts. */
  add(listener: (...words: Words) => void, signal: AbortSignal): void
  /** Tells all; who joins or leaves meanwhile counts from the next time on. */
  tell(...words: Words): void
  clear(): void
}

export function listeners<Words extends readonly unknown[]>(): Listeners<Words> {
  const all = new Set<(...words: Words) => void>()
  return {
    add(listener, signal) {
      if (signal.aborted) return
      all.add(listener)
      signal.addEventListener('abort', () => all.delete(listener), { once: true })
    },
    tell(...words) {
      for (const listener of [...all]) listener(...words)
    },
    clear: () => all.clear(),
  }
}
