/** Asking until there is an answer: an API that dies and returns, a controller that restarts, keep a long work only waiting. */
import { type ErrorData, errorData } from '../../core/errors.ts'
import type { Sleep } from '../../openstack/retry.ts'

export interface Patience {
  /** Ends all waiting at once. */
  readonly signal: AbortSignal
  readonly sleep: Sleep
  /** Whoever watches is told what is waited for; undefined: no longer. */
  readonly onWait: (why: ErrorData | undefined) => void
}

/** Milliseconds between two tries: they grow up to the last. */
const PAUSES = [1_000, 2_000, 5_000, 10_000] as const

/** Whether the cloud may answer later: nobody there, a service's own fault, or too many questions. */
export function passes(error: unknown): boolean {
  const { code, status } = errorData(error)
  return code === 'unreachable' || isTooMany(error) || (status !== undefined && status >= 500)
}

/** Turned away by a limit of requests (RFC 6585, 429): nothing was done of it. */
export function isTooMany(error: unknown): boolean {
  return errorData(error).status === 429
}

/**
 * Rejects with whatever does not pass by waiting.
 * @param question asked again after a lost answer too; what may not be done twice says by `isPassing` after which it may
 */
export async function patiently<T>(
  question: () => Promise<T>,
  { onWait, signal, sleep }: Patience,
  isPassing = passes,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    signal.throwIfAborted()
    try {
      const answer = await question()
      if (tries > 0) onWait(undefined)
      return answer
    } catch (error) {
      if (!isPassing(error)) throw error
      onWait(errorData(error))
    }
    await sleep(PAUSES[Math.min(tries, PAUSES.length - 1)] ?? 1_000, signal)
  }
}
