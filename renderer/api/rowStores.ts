/**
 * The stores of all live rows on the page, one for each stream and input: shared by whoever shows them, followed while
 * somebody does and the page is seen. A hidden page asks nothing of the cloud.
 */
import type { Reply } from '../../electron/contract/index.ts'
import type { RowsEvent } from '../../electron/contract/live.ts'
import { type Identified, type RowStore, type RowsNow, rowStore } from './rowStore.ts'

/** What is followed: the bridge's `listen`, as far as rows need it. */
export type ListenRows = (
  name: string,
  input: unknown,
  onEvent: (event: Reply<RowsEvent<Identified>>) => void,
) => () => void

export interface Visibility {
  hidden(): boolean
  /** Calls back with every change. */
  onChange(listener: () => void): () => void
}

export interface SeenPage extends Visibility {
  /** Does it once, right before the next frame is drawn. */
  beforeFrame(work: () => void): void
}

interface Followed {
  readonly name: string
  readonly input: unknown
  readonly store: RowStore<Identified>
  readonly listeners: Set<() => void>
  leave: (() => void) | undefined
  /** Ends it, unless somebody comes back. */
  ending: ReturnType<typeof setTimeout> | undefined
}

export interface RowStores {
  subscribe(name: string, input: unknown, listener: () => void): () => void
  now(name: string, input: unknown): RowsNow<Identified>
}

/** @param grace milliseconds for which rows nobody shows are kept: going to a screen and back loses nothing */
export function rowStores(listen: ListenRows, page: SeenPage, grace: number): RowStores {
  const all = new Map<string, Followed>()
  const keyOf = (name: string, input: unknown): string => `${name} ${JSON.stringify(input)}`
  const open = (name: string, input: unknown): Followed => {
    const key = keyOf(name, input)
    const existing = all.get(key)
    if (existing !== undefined) return existing
    const fresh = {
      name,
      input,
      store: rowStore(),
      listeners: new Set<() => void>(),
      leave: undefined,
      ending: undefined,
    }
    all.set(key, fresh)
    return fresh
  }
  /** What was told since the last frame is shown with the next: drawn event by event, each would keep the first rows waiting. */
  const told = new Set<Followed>()
  const show = (): void => {
    const listeners = [...told].flatMap((followed) => [...followed.listeners])
    told.clear()
    for (const listener of listeners) listener()
  }
  const follow = (followed: Followed): void => {
    followed.leave ??= listen(followed.name, followed.input, (event) => {
      if (event.ok) followed.store.feed(event.value)
      else followed.store.fail(event.error)
      if (told.size === 0) page.beforeFrame(show)
      told.add(followed)
    })
  }
  const pause = (followed: Followed): void => {
    followed.leave?.()
    followed.leave = undefined
  }
  page.onChange(() => {
    for (const followed of all.values()) {
      if (page.hidden()) pause(followed)
      else follow(followed)
    }
  })
  return {
    subscribe(name, input, listener) {
      const followed = open(name, input)
      clearTimeout(followed.ending)
      const own = (): void => listener()
      followed.listeners.add(own)
      if (!page.hidden()) follow(followed)
      return () => {
        followed.listeners.delete(own)
        if (followed.listeners.size > 0) return
        followed.ending = setTimeout(() => {
          pause(followed)
          all.delete(keyOf(name, input))
        }, grace)
      }
    },
    now: (name, input) => (all.get(keyOf(name, input)) ?? NOTHING).store.now(),
  }
}

const NOTHING = { store: rowStore<Identified>() }
