/** How evenly a page draws: the time from frame to frame, seen from within it. */
import type { Page } from 'playwright-core'

export interface Frames {
  readonly count: number
  /** Milliseconds from frame to frame. */
  readonly p50: number
  readonly p95: number
  readonly longest: number
  /** The share of frames that came more than one screen refresh (of 60 a second) late. */
  readonly late: number
}

const TWO_REFRESHES = 2000 / 60

/** @param seconds how long to look */
export async function framesOf(page: Page, seconds: number): Promise<Frames> {
  const times = await page.evaluate(
    (milliseconds) =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = []
        const frame = (at: number): void => {
          seen.push(at)
          if (at - (seen[0] ?? at) < milliseconds) requestAnimationFrame(frame)
          else resolve(seen)
        }
        requestAnimationFrame(frame)
      }),
    seconds * 1000,
  )
  return framesIn(times)
}

/** @param times when each frame began */
export function framesIn(times: readonly number[]): Frames {
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at))
  if (gaps.length === 0) throw new RangeError('frames need at least two moments')
  const sorted = gaps.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const late = gaps.filter((gap) => gap > TWO_REFRESHES).length / gaps.length
  return { count: gaps.length, p50: at(0.5), p95: at(0.95), longest: at(1), late }
}
