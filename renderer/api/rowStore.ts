/** Rows of the running cloud as the page keeps them: events go in, and what did not change stays the same object. Pure. */
import type { ErrorData } from '../../electron/contract/index.ts'
import type { RowsEvent } from '../../electron/contract/live.ts'
import { sameData } from './sameData.ts'

export interface Identified {
  readonly id: string
}

export interface RowsNow<Row> {
  /** Undefined until the first page came. The same array for as long as nothing in it changed. */
  readonly rows: readonly Row[] | undefined
  readonly byId: ReadonlyMap<string, Row>
  /** Whether all were told. */
  readonly complete: boolean
  /** When the API last told, milliseconds since the epoch. */
  readonly at: number | undefined
  /** Why it does not tell now; the rows are those of `at`. */
  readonly error: ErrorData | undefined
}

export interface RowStore<Row> {
  now(): RowsNow<Row>
  feed(event: RowsEvent<Row>): void
  fail(error: ErrorData): void
}

export function rowStore<Row extends Identified>(): RowStore<Row> {
  const all = new Map<string, Row>()
  /** Ids told since the listing began anew; undefined once it was complete. */
  let told: Set<string> | undefined
  let now: RowsNow<Row> = snapshot({ rows: undefined, complete: false, at: undefined, error: undefined })
  return {
    now: () => now,
    feed(event) {
      if (event.first === true) told = new Set()
      let changed = false
      for (const row of event.rows) {
        told?.add(row.id)
        const before = all.get(row.id)
        if (before !== undefined && sameData(before, row)) continue
        all.set(row.id, row)
        changed = true
      }
      for (const id of event.gone) changed = all.delete(id) || changed
      if (event.complete && told !== undefined) {
        // Rows of before the listing began anew stood in for those not told yet; now it is known that they are gone.
        for (const id of all.keys()) if (!told.has(id)) changed = all.delete(id)
        told = undefined
      }
      // An event that only says why nothing is told is no empty page.
      const known = now.rows !== undefined || event.complete || event.rows.length > 0
      const rows = changed || (known && now.rows === undefined) ? [...all.values()] : now.rows
      now = snapshot(
        { rows, complete: event.complete, at: event.at ?? now.at, error: event.error },
        rows === now.rows ? now : undefined,
      )
    },
    fail(error) {
      now = snapshot({ ...now, error }, now)
    },
  }
}

/** @param before where it has the same rows: its index is taken over */
function snapshot<Row extends Identified>(fields: Omit<RowsNow<Row>, 'byId'>, before?: RowsNow<Row>): RowsNow<Row> {
  const { rows, complete, at, error } = fields
  let index: ReadonlyMap<string, Row> | undefined
  return {
    rows,
    complete,
    at,
    error,
    /** Made when first wanted: most parts of the page want the rows only. */
    get byId() {
      index ??= before?.byId ?? new Map((rows ?? []).map((row) => [row.id, row]))
      return index
    },
  }
}
