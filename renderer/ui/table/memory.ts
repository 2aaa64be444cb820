/** What a table remembers between visits: widths, hidden columns and the order, in the preferences by the table's id. */
import type { Preferences } from '../../../electron/contract/index.ts'

type Kept = Preferences['tables'][string]

export interface TableMemory {
  readonly widths: Readonly<Record<string, number>>
  /** By column: false is hidden. */
  readonly visible: Readonly<Record<string, boolean>>
  readonly sort: readonly { readonly id: string; readonly desc: boolean }[]
}

/** Reads what was kept, leaving out what an older or newer version wrote in another shape. */
export function readMemory(kept: Kept | undefined, first: TableMemory, columns: readonly string[]): TableMemory {
  if (kept === undefined) return first
  const known = (entries: [string, unknown][]): [string, unknown][] => entries.filter(([id]) => columns.includes(id))
  const widths = known(entriesOf(kept.widths)).filter((entry): entry is [string, number] => isWidth(entry[1]))
  const visible = known(entriesOf(kept.visible)).filter(
    (entry): entry is [string, boolean] => typeof entry[1] === 'boolean',
  )
  const sort = Array.isArray(kept.sort) ? kept.sort.flatMap((one) => sorting(one, columns)) : first.sort
  return {
    widths: { ...first.widths, ...Object.fromEntries(widths) },
    visible: { ...first.visible, ...Object.fromEntries(visible) },
    sort,
  }
}

export function keepMemory(memory: TableMemory): Kept {
  return {
    widths: { ...memory.widths },
    visible: { ...memory.visible },
    sort: memory.sort.map(({ id, desc }) => ({ id, desc })),
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
}

function isWidth(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}

function sorting(value: unknown, columns: readonly string[]): TableMemory['sort'] {
  const { id, desc } = Object.fromEntries(entriesOf(value))
  return typeof id === 'string' && columns.includes(id) && typeof desc === 'boolean' ? [{ id, desc }] : []
}
