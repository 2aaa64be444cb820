/**
 * Which rows are drawn: those that are seen and some on both sides, always equally many. Each has a slot; the rows that leave
 * on one side lend theirs to those that come on the other, so that scrolling changes texts and makes nothing new. Pure.
 */

export interface Seen {
  readonly startIndex: number
  readonly endIndex: number
  readonly count: number
}

/** The indices of the rows to draw. @param slots how many at a time; more than are seen */
export function rowWindow({ startIndex, endIndex, count }: Seen, slots: number): number[] {
  const around = Math.max(0, Math.floor((slots - (endIndex - startIndex + 1)) / 2))
  const many = Math.min(count, slots)
  const first = Math.max(0, Math.min(startIndex - around, count - many))
  return Array.from({ length: many }, (_, index) => first + index)
}

/** The same for no two rows drawn at a time. */
export function slotOf(index: number, slots: number): number {
  return index % slots
}
