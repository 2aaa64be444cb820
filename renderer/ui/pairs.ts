/** Names with values as a form has them: properties, extra specs, metadata; and what to ask for so that they become so. Pure. */

export interface Pair {
  /** Of the row in the form, so that rows keep their fields while others go. */
  readonly row: number
  readonly key: string
  readonly value: string
}

export function pairsOf(all: Readonly<Record<string, string>>): readonly Pair[] {
  return Object.entries(all)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, value], row) => ({ row, key, value }))
}

export function withPair(pairs: readonly Pair[]): readonly Pair[] {
  return [...pairs, { row: Math.max(-1, ...pairs.map(({ row }) => row)) + 1, key: '', value: '' }]
}

/** Rows in which nothing was written are none. */
export function recordOf(pairs: readonly Pair[]): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs.filter(isWritten).map(({ key, value }) => [key.trim(), value]))
}

export interface PairChanges {
  readonly set: Readonly<Record<string, string>>
  readonly unset: readonly string[]
}

/** What is new or different, and the names that are gone. */
export function pairChanges(before: Readonly<Record<string, string>>, pairs: readonly Pair[]): PairChanges {
  const after = recordOf(pairs)
  return {
    set: Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value)),
    unset: Object.keys(before).filter((key) => !Object.hasOwn(after, key)),
  }
}

/** What is wrong with a row besides what the cloud says of names and values: none, or one twice. */
export function pairProblem(pair: Pair, all: readonly Pair[]): string | undefined {
  const key = pair.key.trim()
  if (key === '') return pair.value === '' ? undefined : 'A name is needed.'
  return all.some((other) => other.row < pair.row && other.key.trim() === key)
    ? 'This name is there already.'
    : undefined
}

export function hasPairProblem(all: readonly Pair[]): boolean {
  return all.some((pair) => pairProblem(pair, all) !== undefined)
}

function isWritten({ key }: Pair): boolean {
  return key.trim() !== ''
}
