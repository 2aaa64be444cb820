/** What a window has to spare is shared by a table's columns of text; numbers stay close to each other. Pure. */
import type { Column } from './columns.ts'

/** Of a column that says nothing of its width. */
export const USUAL = 140
/** No column becomes more than so many times as wide: what belongs together would stand too far apart. */
const WIDER = 2

/**
 * Widths of the columns that get more than theirs, in pixels; those who are not in it keep their own.
 * @param columns that are shown
 * @param room for all of them, in pixels
 */
export function spareRoom<T>(columns: readonly Column<T>[], room: number): Readonly<Record<string, number>> {
  const widthOf = ({ width = USUAL }: Column<T>): number => width
  const sum = (some: readonly Column<T>[]): number => some.reduce((all, column) => all + widthOf(column), 0)
  const growing = columns.filter(({ align }) => align !== 'end')
  const spare = room - sum(columns)
  if (spare <= 0) return {}
  const times = Math.min(WIDER, 1 + spare / sum(growing))
  return Object.fromEntries(growing.map((column) => [column.id, Math.floor(widthOf(column) * times)]))
}
