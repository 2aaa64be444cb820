/**
 * Deletions the person has said yes to and may still take back: each waits a few seconds before it is sent. The wait goes on
 * while another screen is shown. A window that is closed meanwhile sends nothing, but keeps what was wanted: the screen of
 * instances then says that they are still there, and asks.
 */

export interface PendingDelete {
  readonly id: string
  readonly name: string
}

export interface PendingBatch {
  readonly cloud: string
  readonly servers: readonly PendingDelete[]
  /** When it is sent, milliseconds since the epoch. */
  readonly at: number
}

export interface PendingDeletes {
  /** A new list with every change. */
  now(): readonly PendingBatch[]
  /** Ids of all that wait. A new set with every change. */
  ids(): ReadonlySet<string>
  subscribe(listener: () => void): () => void
  /** @param send after the wait, unless it was undone */
  add(cloud: string, servers: readonly PendingDelete[], send: () => void): PendingBatch
  /** Whether it was in time. */
  undo(batch: PendingBatch): boolean
  /** What a window that was closed has left of this cloud; told once. */
  leftBehind(cloud: string): readonly PendingDelete[]
}

/** Milliseconds. */
export const UNDO = 6000
/** Milliseconds after which a batch that was not sent belongs to a window that is no more, even one that ended without a word. */
const LATE = 2000

const KEPT = 'stackstead.pendingDeletes.'

interface Kept extends PendingBatch {
  /** Its window was closed. */
  readonly left?: true
}

/** @param onLeave calls back when the window is closed or loaded anew */
export function pendingDeletes(storage: Storage, onLeave: (listener: () => void) => void): PendingDeletes {
  let all: readonly PendingBatch[] = []
  let ids: ReadonlySet<string> = new Set()
  const timers = new Map<PendingBatch, { readonly key: string; readonly timer: ReturnType<typeof setTimeout> }>()
  const listeners = new Set<() => void>()
  const change = (next: readonly PendingBatch[]): void => {
    all = next
    ids = new Set(next.flatMap(({ servers }) => servers.map(({ id }) => id)))
    for (const listener of [...listeners]) listener()
  }
  const end = (batch: PendingBatch): boolean => {
    const waiting = timers.get(batch)
    if (waiting === undefined) return false
    clearTimeout(waiting.timer)
    storage.removeItem(waiting.key)
    timers.delete(batch)
    change(all.filter((one) => one !== batch))
    return true
  }
  onLeave(() => {
    for (const [batch, { key, timer }] of timers) {
      clearTimeout(timer)
      storage.setItem(key, JSON.stringify({ ...batch, left: true } satisfies Kept))
    }
  })
  return {
    now: () => all,
    ids: () => ids,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(cloud, servers, send) {
      const batch: PendingBatch = { cloud, servers, at: Date.now() + UNDO }
      const key = `${KEPT}${batch.at}.${servers[0]?.id ?? ''}`
      const timer = setTimeout(() => {
        // The row says "Deleting" from the same moment on at which it no longer says "about to be".
        send()
        end(batch)
      }, UNDO)
      timers.set(batch, { key, timer })
      storage.setItem(key, JSON.stringify(batch))
      change([...all, batch])
      return batch
    },
    undo: end,
    leftBehind(cloud) {
      const mine = new Set([...timers.values()].map(({ key }) => key))
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
      return keys.flatMap((key) => {
        if (!key.startsWith(KEPT) || mine.has(key)) return []
        const kept = parsed(storage.getItem(key))
        if (kept !== undefined && (kept.cloud !== cloud || (kept.left !== true && Date.now() < kept.at + LATE)))
          return []
        storage.removeItem(key)
        return kept?.servers ?? []
      })
    },
  }
}

/** What another version wrote in another shape counts as nothing. */
function parsed(text: string | null): Kept | undefined {
  try {
    const { cloud, at, servers, left } = JSON.parse(text ?? '{}') as Partial<Record<keyof Kept, unknown>>
    if (typeof cloud !== 'string' || typeof at !== 'number' || !Array.isArray(servers)) return undefined
    return { cloud, at, servers: servers.filter(isPending), ...(left === true ? { left } : {}) }
  } catch {
    return undefined
  }
}

function isPending(value: unknown): value is PendingDelete {
  const { id, name } = (value ?? {}) as Partial<Record<string, unknown>>
  return typeof id === 'string' && typeof name === 'string'
}
