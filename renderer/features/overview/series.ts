/** Figures as they came in, kept for as long as the page is open: by name, the newest last, with gaps where nobody looked. Pure. */
import type { ApisNow, MachinesNow } from '../../../electron/contract/overview.ts'

interface Figure {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Undefined: it was asked for and not told, or nobody asked for a while. */
  readonly value: number | undefined
}

export type Series = ReadonlyMap<string, readonly Figure[]>

/** Ten minutes, at one every five seconds. */
export const KEPT = 120
/** Milliseconds without a figure that leave a gap in the line. */
const GAP = 20_000

export function added(series: Series, figures: readonly (Figure & { readonly name: string })[]): Series {
  let next: Map<string, readonly Figure[]> | undefined
  for (const { at, name, value } of figures) {
    const before = (next ?? series).get(name) ?? []
    const last = before.at(-1)
    if (last !== undefined && last.at >= at) continue
    const gap = last !== undefined && at - last.at > GAP ? [{ at: last.at + 1, value: undefined }] : []
    next ??= new Map(series)
    next.set(name, [...before, ...gap, { at, value }].slice(-KEPT))
  }
  return next ?? series
}

/** The values of a line. */
export function valuesOf(series: Series, name: string): readonly (number | undefined)[] {
  return (series.get(name) ?? []).map(({ value }) => value)
}

export function apiFigures({ apis }: ApisNow) {
  return apis.flatMap(({ at, id, latency }) => (at === undefined ? [] : [{ name: `api ${id}`, at, value: latency }]))
}

export function machineFigures({ machines }: MachinesNow) {
  return machines.flatMap(({ at, cpu, id, memory }) => {
    if (at === undefined) return []
    const used = memory === undefined ? undefined : memory.total - memory.available
    return [
      { name: `cpu ${id}`, at, value: cpu },
      { name: `memory ${id}`, at, value: used },
    ]
  })
}
