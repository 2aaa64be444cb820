/** Does something again and again, each time so long after the time before has ended. */
import { setTimeout as pause } from 'node:timers/promises'

/** Resolves when the signal has aborted. @param work says itself what went wrong: it does not reject */
export async function again(every: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await work()
    await pause(every, undefined, { signal }).catch(() => undefined)
  }
}
