/** A table's state: order, filter, widths and hidden columns remembered by the table's id, and the selection. */
import { useTable as useTanStackTable } from '@tanstack/react-table'
import { useEffect, useMemo, useRef, useState } from 'react'
import { usePreferences } from '../../api/usePreferences.ts'
import { whileIdle } from '../whileIdle.ts'
import { type Column, columnDefs, features, rowSearch } from './columns.ts'
import { keepMemory, readMemory, type TableMemory } from './memory.ts'
import { asBefore } from './order.ts'
import { spareRoom } from './spareRoom.ts'

/** How long after the last change widths and the like are written, in milliseconds. */
const SETTLED = 400

const NONE: Readonly<Record<string, boolean>> = {}

interface TableInput<T> {
  readonly id: string
  readonly rows: readonly T[]
  readonly columns: readonly Column<T>[]
  readonly rowId: (row: T) => string
  readonly sort: TableMemory['sort']
  /** Pixels for all columns together; undefined before the first look. */
  readonly room: number | undefined
}

export function useTable<T extends object>({ id, rows, columns, rowId, sort, room }: TableInput<T>) {
  const { preferences, known, write } = usePreferences()
  const [changed, setChanged] = useState<TableMemory>()
  const kept = preferences.tables[id]
  const memory = useMemo(() => {
    const hidden = columns.filter((column) => column.hidden).map((column) => [column.id, false])
    const first: TableMemory = { widths: {}, visible: Object.fromEntries(hidden), sort }
    const ids = columns.map((column) => column.id)
    return changed ?? readMemory(kept, first, ids)
  }, [changed, kept, columns, sort])
  const wider = useMemo(() => {
    const seen = columns.filter((column) => memory.visible[column.id] !== false)
    return room === undefined ? {} : spareRoom(seen, room)
  }, [columns, memory.visible, room])
  // The same objects while nothing in them changes: another one is a reason to sort all rows anew.
  const state = useMemo(
    () => ({ sorting: [...memory.sort], columnVisibility: { ...memory.visible } }),
    [memory.sort, memory.visible],
  )
  const columnSizing = useMemo(() => ({ ...wider, ...memory.widths }), [wider, memory.widths])
  const change = (fields: Partial<TableMemory>): void => setChanged((before) => ({ ...(before ?? memory), ...fields }))

  const tables = useRef(preferences.tables)
  tables.current = preferences.tables
  useEffect(() => {
    if (changed === undefined || !known) return undefined
    const timer = setTimeout(() => write({ tables: { ...tables.current, [id]: keepMemory(changed) } }), SETTLED)
    return () => clearTimeout(timer)
  }, [changed, known, id, write])

  const [filter, setFilter] = useState('')
  const [chosen, setChosen] = useState<Record<string, boolean>>({})
  const defs = useMemo(() => columnDefs(columns), [columns])
  const search = useMemo(() => rowSearch(columns), [columns])
  useEffect(() => whileIdle(rows, search.prepare), [rows, search])
  const selection = useMemo(() => {
    if (Object.keys(chosen).length === 0) return NONE
    const there = new Set(rows.map(rowId))
    return Object.fromEntries(Object.entries(chosen).filter(([key, on]) => on && there.has(key)))
  }, [chosen, rows, rowId])

  const stood = useRef<readonly string[]>([])
  const arranged = useMemo(() => asBefore(stood.current, rows, rowId), [rows, rowId])
  const table = useTanStackTable({
    features,
    columns: defs,
    data: arranged,
    getRowId: rowId,
    columnResizeMode: 'onChange',
    enableMultiSort: false,
    state: { ...state, columnSizing, rowSelection: selection as Record<string, true> },
    onSortingChange: (next) => change({ sort: typeof next === 'function' ? next([...memory.sort]) : next }),
    onColumnVisibilityChange: (next) =>
      change({ visible: typeof next === 'function' ? next({ ...memory.visible }) : next }),
    onColumnSizingChange: (next) => change({ widths: typeof next === 'function' ? next({ ...memory.widths }) : next }),
  })
  const sorted = table.getRowModel().rows
  useEffect(() => {
    stood.current = sorted.map((row) => row.id)
  }, [sorted])
  // What is typed chooses from what is sorted already: sorting is what takes long.
  const found = useMemo(() => {
    const matches = search.matching(filter)
    return filter === '' ? sorted : sorted.filter((row) => matches(row.original))
  }, [sorted, search, filter])
  return { table, found, filter, setFilter, selection, setSelection: setChosen }
}
