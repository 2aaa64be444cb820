/** Live values must not move the row under the pointer: while it is there, the order of before is kept. */

/**
 * @param before ids in the order they stood in
 * @param now the rows in the order their values ask for
 * @returns rows of before where they were, new ones after them
 */
export function heldOrder<T extends { readonly id: string }>(
  before: readonly string[],
  now: readonly T[],
): readonly T[] {
  const rows = new Map(now.map((row) => [row.id, row]))
  const kept = before.flatMap((id) => rows.get(id) ?? [])
  const known = new Set(before)
  return [...kept, ...now.filter((row) => !known.has(row.id))]
}
