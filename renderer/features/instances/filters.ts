/** Which instances are shown, as the address says: by status, host, project, image and tag. Pure. */
import type { InstanceRow } from './rows.ts'
import { statusWord } from './states.ts'

export const FILTERS = ['status', 'host', 'project', 'image', 'tag'] as const
export type FilterName = (typeof FILTERS)[number]

export type Filters = Readonly<Partial<Record<FilterName, string>>>

/** What a filter compares: it fits a row of which one is what is wanted; none: the row has nothing of the kind. */
const VALUES: Readonly<Record<FilterName, (row: InstanceRow) => readonly string[]>> = {
  status: ({ server }) => [server.status],
  host: ({ server }) => one(server.host),
  project: ({ server }) => [server.projectId],
  image: ({ server }) => one(server.imageId),
  tag: ({ server }) => server.tags,
}

/** Where a value is not its own label. */
const LABELS: Readonly<Partial<Record<FilterName, (row: InstanceRow) => string>>> = {
  status: ({ server }) => statusWord(server.status),
  project: ({ projectName, server }) => projectName ?? server.projectId,
  image: ({ imageName, server }) => imageName ?? `${server.imageId ?? ''} (gone)`,
}

export function filtered(rows: readonly InstanceRow[], filters: Filters): readonly InstanceRow[] {
  const set = FILTERS.flatMap((name) => {
    const wanted = filters[name]
    return wanted === undefined ? [] : [{ read: VALUES[name], wanted }]
  })
  return set.length === 0 ? rows : rows.filter((row) => set.every(({ read, wanted }) => read(row).includes(wanted)))
}

export interface FilterChoice {
  readonly value: string
  readonly label: string
  readonly count: number
}

/** What there is to choose from, the most frequent first; what is chosen stays to be seen when it fits nothing any more. */
export function filterChoices(
  rows: readonly InstanceRow[],
  name: FilterName,
  chosen: string | undefined,
): readonly FilterChoice[] {
  const found = new Map<string, { label: string; count: number }>()
  for (const row of rows) {
    for (const value of VALUES[name](row)) {
      const known = found.get(value)
      if (known === undefined) found.set(value, { label: LABELS[name]?.(row) ?? value, count: 1 })
      else known.count += 1
    }
  }
  if (chosen !== undefined && !found.has(chosen)) {
    found.set(chosen, { label: name === 'status' ? statusWord(chosen) : chosen, count: 0 })
  }
  return [...found]
    .map(([value, rest]) => ({ value, ...rest }))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label))
}

function one(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value]
}
