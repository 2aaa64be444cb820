/** The order of rows: how two values compare, and what saves comparing ten thousand of them again for one that changed. Pure. */
import { LANGUAGE } from '../language.ts'

const COLLATOR = new Intl.Collator(LANGUAGE, { numeric: true, sensitivity: 'base' })

/** Numbers by size, texts as people read them: web-2 before web-10, whatever the case. */
export function natural(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return COLLATOR.compare(String(a ?? ''), String(b ?? ''))
}

/**
 * The rows, those known before in the order they stood in, new ones last: sorting what is nearly sorted compares each row
 * with its neighbours only.
 * @param before ids in the order they stood in
 */
export function asBefore<T>(before: readonly string[], rows: readonly T[], rowId: (row: T) => string): readonly T[] {
  if (before.length === 0) return rows
  const places = new Map(before.map((id, index) => [id, index]))
  const known: (T | undefined)[] = new Array(before.length)
  const fresh: T[] = []
  for (const row of rows) {
    const place = places.get(rowId(row))
    if (place === undefined) fresh.push(row)
    else known[place] = row
  }
  return [...known.filter((row) => row !== undefined), ...fresh]
}
