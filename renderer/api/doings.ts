/**
 * What is being done to rows of the running cloud, from the click until the API tells of it: shown in the row in place of
 * a state that is known to be old. An action that failed leaves nothing behind.
 */

export interface Doing {
  /** "Stopping". */
  readonly words: string
  /** When the cloud took the request, milliseconds since the epoch; undefined while it is under way. */
  readonly acceptedAt?: number
}

export interface Doings {
  /** By row id. A new map with every change. */
  now(): ReadonlyMap<string, Doing>
  subscribe(listener: () => void): () => void
  begin(ids: readonly string[], words: string): DoingMark
}

export interface DoingMark {
  /** The request was taken: the words stand until rows are told that were asked for after it. @param at the app's word for when */
  accepted(at: number): void
  /** It failed: the rows are as they were. */
  failed(): void
}

/** Milliseconds after which an accepted action is forgotten: by then it is told, or nobody shows its rows. */
const FORGOTTEN = 10 * 60_000

export function doings(): Doings {
  let all: ReadonlyMap<string, Doing> = new Map()
  const listeners = new Set<() => void>()
  const change = (next: Map<string, Doing>): void => {
    all = next
    for (const listener of [...listeners]) listener()
  }
  /** Only its own: another action may have begun on the same row. */
  const replace = (ids: readonly string[], mine: Doing, by: Doing | undefined): void => {
    const next = new Map(all)
    for (const id of ids) {
      if (next.get(id) !== mine) continue
      if (by === undefined) next.delete(id)
      else next.set(id, by)
    }
    change(next)
  }
  return {
    now: () => all,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    begin(ids, words) {
      const mine: Doing = { words }
      change(new Map([...all, ...ids.map((id): [string, Doing] => [id, mine])]))
      return {
        accepted(at) {
          const taken: Doing = { words, acceptedAt: at }
          replace(ids, mine, taken)
          setTimeout(() => replace(ids, taken, undefined), FORGOTTEN)
        },
        failed: () => replace(ids, mine, undefined),
      }
    },
  }
}

/** The words for a row, while they are truer than the row. @param toldAt when the API was asked for what it last told of the rows */
export function doingWords(doing: Doing | undefined, toldAt: number | undefined): string | undefined {
  if (doing === undefined) return undefined
  if (doing.acceptedAt !== undefined && toldAt !== undefined && toldAt >= doing.acceptedAt) return undefined
  return doing.words
}
