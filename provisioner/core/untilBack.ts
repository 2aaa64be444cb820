/** A machine that was lost in the middle of a run: waited for, so that a reboot or a pulled cable does not end its part. */
import type { Fleet } from './check.ts'
import { StacksteadError } from './errors.ts'
import type { MachineName } from './machine.ts'

/** Milliseconds it has for coming back: most computers boot within that, and a network is back long before. */
export const RETURN = 120_000
/** Milliseconds between two attempts. */
const PAUSE = 1_500

/** Resolves when it can be worked on again. Rejects with its last refusal when time is over, and at once on abort. */
export async function untilBack(machine: MachineName, fleet: Fleet, signal?: AbortSignal): Promise<void> {
  const end = Date.now() + RETURN
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  aborted.catch(() => {})
  const onAbort = (): void => reject(signal?.reason)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    for (;;) {
      try {
        await Promise.race([fleet.transport(machine), aborted])
        return
      } catch (error) {
        if (!isUnreachable(error) || Date.now() + PAUSE > end) throw error
      }
      let timer: ReturnType<typeof setTimeout> | undefined
      const pause = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, PAUSE)
      })
      await Promise.race([pause, aborted]).finally(() => clearTimeout(timer))
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}

export function isUnreachable(error: unknown): boolean {
  return error instanceof StacksteadError && error.data.code === 'unreachable'
}
