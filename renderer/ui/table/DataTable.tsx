/** The table of every list: sticky header, keyboard, filter, remembered columns, selection with a bar of actions. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one as they scroll by, which <table> does not allow.
import { type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { usePreferences } from '../../api/usePreferences.ts'
import type { Column } from './columns.ts'
import css from './DataTable.module.css'
import type { TableMemory } from './memory.ts'
import type { Spot } from './moves.ts'
import { RowMenu } from './RowMenu.tsx'
import { TableBody } from './TableBody.tsx'
import { TableHead } from './TableHead.tsx'
import type { RowHand } from './TableRow.tsx'
import { TableTools } from './TableTools.tsx'
import { useHeldOrder } from './useHeldOrder.ts'
import { useRoom } from './useRoom.ts'
import { useTable } from './useTable.ts'
import { useTableKeys } from './useTableKeys.ts'

export interface DataTableProps<T> {
  /** Under this name widths, hidden columns and the order are remembered. */
  readonly id: string
  /** What it is a table of, for screen readers: "Machines". */
  readonly label: string
  readonly rows: readonly T[]
  /** Keep it the same array between renders. The first column names the row. */
  readonly columns: readonly Column<T>[]
  readonly rowId: (row: T) => string
  /** The row whose details are open. */
  readonly open?: string | undefined
  /** Enter or a click. */
  readonly onOpen?: (row: T) => void
  /** Given, rows can be selected; what it returns stands in the bar that appears with a selection. */
  readonly actions?: (rows: readonly T[], clear: () => void) => ReactNode
  /** What the right button or the menu key offers on a row, above copying: items of Mantine's Menu. */
  readonly menu?: (row: T) => ReactNode
  /** Beside the filter box. */
  readonly tools?: ReactNode
  /** Order until the person chooses another. */
  readonly sort?: TableMemory['sort']
  /** Shown where there are no rows at all. */
  readonly empty?: ReactNode
  /** Stands where rows will be that were not told yet: all around them is there when they come. */
  readonly waiting?: ReactNode
}

const ROW = { compact: 32, comfortable: 40 }
/** Pixels left and right of the columns, and of the boxes that select. */
const EDGE = 8
const BOX = 32
const UNSORTED: TableMemory['sort'] = []

export function DataTable<T extends object>(props: DataTableProps<T>) {
  const {
    id,
    label,
    rows,
    columns,
    rowId,
    open,
    onOpen,
    actions,
    menu: rowMenu,
    tools,
    sort = UNSORTED,
    empty,
    waiting,
  } = props
  const name = useId()
  const height = ROW[usePreferences().preferences.density]
  const scroller = useRef<HTMLDivElement>(null)
  const reveal = useRef<(row: number) => void>(undefined)
  const isWaiting = waiting !== undefined && rows.length === 0
  const isEmpty = rows.length === 0 && empty !== undefined && !isWaiting
  const room = useRoom(scroller, !isEmpty, 2 * EDGE + (actions === undefined ? 0 : BOX))
  const state = useTable({ id, rows, columns, rowId, sort, room })
  const { table, filter, selection, setSelection } = state
  const [active, setActive] = useState<Spot>({ row: 0, column: 0 })
  const byMenuKey = useRef(false)
  const [menu, setMenu] = useState<{ readonly x: number; readonly y: number }>()

  const asked = JSON.stringify([table.state.sorting, filter])
  const { shown, pointer } = useHeldOrder(state.found, asked)

  const visible = table.getVisibleLeafColumns()
  // The same arrays while nothing about the columns changes: rows that scroll by are not drawn anew.
  const layout = JSON.stringify(visible.map((column) => [column.id, column.getSize()]))
  const { shownColumns, sizes } = useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]))
    const entries = JSON.parse(layout) as readonly (readonly [id: string, size: number])[]
    return { shownColumns: entries.flatMap(([one]) => byId.get(one) ?? []), sizes: entries.map(([, size]) => size) }
  }, [columns, layout])
  const at: Spot = {
    row: Math.min(active.row, Math.max(0, shown.length - 1)),
    column: Math.min(active.column, Math.max(0, visible.length - 1)),
  }
  const keys = useTableKeys({
    at,
    rows: shown,
    columns: shownColumns,
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2),
    onMove(to) {
      setActive(to)
      reveal.current?.(to.row)
    },
    onOpen,
    selection: actions === undefined ? undefined : { chosen: selection, choose: setSelection },
  })
  const latest = useRef({ onOpen, choose: keys.choose })
  latest.current = { onOpen, choose: keys.choose }
  const [hand] = useState(
    (): RowHand<T> => ({
      point: (row, column) => setActive({ row, column }),
      open: (row) => latest.current.onOpen?.(row),
      choose(row, shift) {
        latest.current.choose(row, shift)
        setActive(({ column }) => ({ row, column }))
        // The box may soon be another row's: the keys stay with the table.
        scroller.current?.focus({ preventScroll: true })
      },
    }),
  )
  const chosen = useMemo(() => rows.filter((row) => selection[rowId(row)]), [rows, selection, rowId])
  const bar = actions !== undefined && chosen.length > 0 ? actions(chosen, () => setSelection({})) : undefined

  if (isEmpty) return <>{empty}</>
  return (
    <div className={css.table}>
      <TableTools
        label={label}
        table={table}
        filter={filter}
        onFilter={state.setFilter}
        counts={{ shown: shown.length, all: rows.length, chosen: chosen.length }}
        bar={bar}
        tools={tools}
        onClear={() => setSelection({})}
        onLeave={() => scroller.current?.focus()}
      />
      <div
        ref={scroller}
        className={css.scroller}
        data-waiting={isWaiting || undefined}
        role="grid"
        aria-label={label}
        aria-rowcount={shown.length + 1}
        aria-colcount={visible.length}
        aria-multiselectable={actions === undefined ? undefined : true}
        aria-activedescendant={shown.length === 0 ? undefined : `${name}-${at.row}-${at.column}`}
        tabIndex={0}
        onKeyDown={(event) => {
          byMenuKey.current = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
          keys(event)
        }}
        onContextMenu={(event) => {
          event.preventDefault()
          const cell = document.getElementById(`${name}-${at.row}-${at.column}`)?.getBoundingClientRect()
          // By its key the browser says the middle of the table, or nothing: the menu opens at the cell.
          const byKey = byMenuKey.current || (event.clientX === 0 && event.clientY === 0)
          byMenuKey.current = false
          setMenu(
            byKey && cell !== undefined ? { x: cell.left, y: cell.bottom } : { x: event.clientX, y: event.clientY },
          )
        }}
      >
        <TableHead
          table={table}
          columns={shownColumns}
          selecting={actions !== undefined}
          allChosen={shown.length > 0 && shown.every((row) => selection[row.id])}
          someChosen={chosen.length > 0}
          onChooseAll={(on) => setSelection(on ? Object.fromEntries(shown.map((row) => [row.id, true])) : {})}
        />
        <TableBody
          name={name}
          scroller={scroller}
          reveal={reveal}
          shown={shown}
          height={height}
          columns={shownColumns}
          sizes={sizes}
          at={at}
          open={open}
          selection={actions === undefined ? undefined : selection}
          hand={hand}
          pointer={pointer}
        />
        {shown.length === 0 && !isWaiting ? <p className={css.none}>Nothing here has “{filter}” in it.</p> : undefined}
      </div>
      {isWaiting ? waiting : undefined}
      <RowMenu
        at={menu}
        row={shown[at.row]?.original}
        items={rowMenu}
        columns={shownColumns}
        column={at.column}
        onOpen={onOpen}
        onClose={() => {
          setMenu(undefined)
          scroller.current?.focus()
        }}
      />
    </div>
  )
}
