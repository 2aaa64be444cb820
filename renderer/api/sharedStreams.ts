/** One subscription for all parts of the page that follow the same: the app tells it once, however many show it. */
import type { Bridge, Reply } from '../../electron/contract/index.ts'

interface Shared {
  readonly listeners: Set<{ readonly tell: (event: Reply<never>) => void }>
  last: Reply<never> | undefined
  leave: () => void
}

/** For streams of which the latest event says all; whoever comes later is told it at once. */
export function sharedStreams({ listen }: Pick<Bridge, 'listen'>): Bridge['listen'] {
  const all = new Map<string, Shared>()
  return (name, input, onEvent) => {
    const key = `${name} ${JSON.stringify(input)}`
    const listener = { tell: onEvent as (event: Reply<never>) => void }
    const existing = all.get(key)
    const shared: Shared = existing ?? { listeners: new Set(), last: undefined, leave: () => undefined }
    shared.listeners.add(listener)
    if (shared.last !== undefined) listener.tell(shared.last)
    if (existing === undefined) {
      all.set(key, shared)
      shared.leave = listen(name, input, (event) => {
        shared.last = event as Reply<never>
        for (const { tell } of [...shared.listeners]) tell(event as Reply<never>)
      })
    }
    return () => {
      shared.listeners.delete(listener)
      if (shared.listeners.size > 0 || all.get(key) !== shared) return
      all.delete(key)
      shared.leave()
    }
  }
}
