/** A cell: one value that can be read, replaced and followed. All the app's live state is kept in these. */
import { listeners } from './listeners.ts'

export interface Cell<T> {
  get(): T
  set(value: T): void
  /** Calls back with the value now and with each one to come, until the signal aborts. */
  follow(listener: (value: T) => void, signal: AbortSignal): void
}

export function cell<T>(first: T): Cell<T> {
  let value = first
  const followers = listeners<[value: T]>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      followers.tell(next)
    },
    follow(listener, signal) {
      if (signal.aborted) return
      followers.add(listener, signal)
      listener(value)
    },
  }
}
