/** Figures of a benchmark: several runs of the same thing, told by their median and how far they lie apart. Pure. */

/** What several runs came to. The unit is the caller's. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
  readonly runs: number
}

/** Throws RangeError where there was no run at all. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const low = sorted[Math.floor(middle)]
  const high = sorted[Math.ceil(middle)]
  if (low === undefined || high === undefined) throw new RangeError('a spread needs at least one run')
  return { median: (low + high) / 2, min: Math.min(...values), max: Math.max(...values), runs: values.length }
}

/** "12.3 (11.8–14.0)": the median, then the least and the most where there were several runs. */
export function shown({ median, min, max, runs }: Spread): string {
  return runs === 1 ? rounded(median) : `${rounded(median)} (${rounded(min)}–${rounded(max)})`
}

/** Three digits are enough to compare. */
export function rounded(value: number): string {
  const size = Math.abs(value)
  if (size >= 100) return value.toFixed(0)
  return size >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** How often the second fits into the first: "1.8 ×". */
export function ratio(one: Spread, other: Spread): string {
  return other.median === 0 ? '–' : `${rounded(one.median / other.median)} ×`
}

/** An aim beside a figure: "≤ 15, met" or "≤ 15, missed". It is told, never asserted. */
export function aim(value: number, most: number): string {
  return `≤ ${most}, ${value <= most ? 'met' : 'missed'}`
}
