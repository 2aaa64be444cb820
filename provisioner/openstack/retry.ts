/** Trying again: only what may be repeated without harm, only for failures that pass, and not for ever. */
import { setTimeout as delay } from 'node:timers/promises'
import { StacksteadError } from '../core/errors.ts'

/** Waits so many milliseconds; rejects when the signal aborts. Injected, so that tests do not wait. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>

/** The real one. Rejects with an AbortError. */
export const pause: Sleep = (milliseconds, signal) =>
  delay(milliseconds, undefined, signal === undefined ? {} : { signal })

/** Milliseconds before each further try: five tries within seven and a half seconds. */
const DELAYS = [500, 1000, 2000, 4000] as const

/** HTTP methods whose repetition changes nothing more (RFC 9110, section 9.2.2). */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'PUT', 'DELETE'])

export interface Patience {
  readonly sleep: Sleep
  readonly signal?: AbortSignal
  /** No second try at all. */
  readonly once?: boolean
}

/** Failures of which every try was made: a request that needed the one that failed does not make them all again. */
const exhausted = new WeakSet<Error>()

export async function withRetries<T>(
  method: string,
  attempt: () => Promise<T>,
  { once = false, sleep, signal }: Patience,
): Promise<T> {
  const delays = IDEMPOTENT.has(method) && !once ? DELAYS : []
  for (const delay of delays) {
    try {
      return await attempt()
    } catch (error) {
      if (!passes(error)) throw error
    }
    await sleep(delay, signal)
  }
  try {
    return await attempt()
  } catch (error) {
    if (delays.length > 0 && error instanceof Error) exhausted.add(error)
    throw error
  }
}

/** Whether a failure may be gone a moment later: no answer, a server's own fault, or too many questions (RFC 6585, 429). */
function passes(error: unknown): boolean {
  if (!(error instanceof StacksteadError) || exhausted.has(error)) return false
  const { code, status } = error.data
  return code === 'unreachable' || status === 429 || (status !== undefined && status >= 500 && status !== 501)
}
