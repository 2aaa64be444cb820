/** Rows of two texts as a form has them: routes, address pairs. Pure. */

export interface TwinRow {
  /** Of the row in the form, so that rows keep their fields while others go. */
  readonly row: number
  readonly first: string
  readonly second: string
}

export function twinsOf(pairs: readonly (readonly [first: string, second: string])[]): readonly TwinRow[] {
  return pairs.map(([first, second], row) => ({ row, first, second }))
}

export function withTwin(rows: readonly TwinRow[]): readonly TwinRow[] {
  return [...rows, { row: Math.max(-1, ...rows.map(({ row }) => row)) + 1, first: '', second: '' }]
}

/** Rows in which nothing was written are none. */
export function writtenTwins(rows: readonly TwinRow[]): readonly TwinRow[] {
  return rows
    .map(({ first, row, second }) => ({ row, first: first.trim(), second: second.trim() }))
    .filter(({ first, second }) => first !== '' || second !== '')
}

/** Whether they say the same, in the same order. */
export function sameTwins(a: readonly TwinRow[], b: readonly TwinRow[]): boolean {
  const text = (rows: readonly TwinRow[]): string =>
    JSON.stringify(writtenTwins(rows).map(({ first, second }) => [first, second]))
  return text(a) === text(b)
}
