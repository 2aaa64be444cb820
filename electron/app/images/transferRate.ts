/** How fast something goes, and when it will be there: by the last seconds, not by the beginning. Pure. */

/** Milliseconds that count. */
const WINDOW = 8_000
/** Milliseconds before anything is said. */
const ENOUGH = 1_000

export interface Pace {
  /** Bytes a second. */
  readonly rate?: number
  /** Milliseconds. */
  readonly remaining?: number
}

export function transferRate(): (sent: number, total: number | undefined, now: number) => Pace {
  let samples: (readonly [at: number, sent: number])[] = []
  return (sent, total, now) => {
    // One that begins again counts from there.
    if (sent < (samples.at(-1)?.[1] ?? 0)) samples = []
    samples.push([now, sent])
    samples = samples.filter(([at], index) => now - at <= WINDOW || index === samples.length - 1)
    const [first = [now, sent] as const] = samples
    const took = now - first[0]
    if (took < ENOUGH) return {}
    const rate = ((sent - first[1]) / took) * 1000
    if (total === undefined || rate <= 0) return { rate }
    return { rate, remaining: ((total - sent) / rate) * 1000 }
  }
}
