/** Calls a page says again because it lost their reply: each is done once, and the reply it has is given again. */

/** What a page says of a call, so that it can be known again. */
export interface CallMark {
  /** Drawn by the page, another one for each call. */
  readonly id: string
  /** Milliseconds since the page said it first; 0 for what is said for the first time. */
  readonly age: number
}

export interface RepeatedCalls {
  /**
   * The reply to the call: of `perform`, where it is new. Undefined where it is said again and nobody can tell any more
   * whether it was done, which is never a reason to do it.
   */
  reply(mark: CallMark, perform: () => Promise<Buffer>): Promise<Buffer> | undefined
}

export interface KeptReplies {
  /** Replies kept. */
  readonly most: number
  /** Bytes of all of them. */
  readonly bytes: number
  /** Milliseconds a reply is kept for. */
  readonly lasts: number
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
}

const KEPT: KeptReplies = { most: 256, bytes: 4 * 1024 * 1024, lasts: 60_000, now: () => performance.now() }

interface Call {
  readonly came: number
  readonly reply: Promise<Buffer>
}

/** Calls under way are kept however many they are: they are work, not memory of it. */
export function repeatedCalls({ most, bytes, lasts, now }: KeptReplies = KEPT): RepeatedCalls {
  const known = new Map<string, Call>()
  /** Those that have ended, the oldest end first. */
  const ended = new Map<string, { readonly at: number; readonly size: number }>()
  let size = 0
  /** A call that came no later than this may have been done without being known. At first: by the app before this one. */
  let forgotten = now()

  const forget = (id: string, its: number): void => {
    forgotten = Math.max(forgotten, known.get(id)?.came ?? 0)
    known.delete(id)
    ended.delete(id)
    size -= its
  }
  const forgetOld = (): void => {
    for (const [id, one] of ended) {
      if (ended.size <= most && size <= bytes && now() - one.at <= lasts) return
      forget(id, one.size)
    }
  }
  const end = (id: string, its: number): void => {
    ended.set(id, { at: now(), size: its })
    size += its
    forgetOld()
  }

  return {
    reply({ id, age }, perform) {
      forgetOld()
      const existing = known.get(id)
      if (existing !== undefined) return existing.reply
      if (age > 0 && now() - age <= forgotten) return undefined
      const reply = perform()
      known.set(id, { came: now(), reply })
      reply.then(
        ({ length }) => end(id, length),
        () => end(id, 0),
      )
      return reply
    },
  }
}
