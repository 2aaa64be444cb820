/** The rows that are seen, and a few more. Scrolling draws this part of the table only. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one as they scroll by, which <tbody> does not allow.
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { Column } from './columns.ts'
import css from './DataTable.module.css'
import type { Spot } from './moves.ts'
import { rowWindow, slotOf } from './rowWindow.ts'
import { type RowHand, TableRow } from './TableRow.tsx'

interface TableBodyProps<T> {
  readonly name: string
  readonly scroller: RefObject<HTMLDivElement | null>
  /** Filled with what brings a row into view. */
  readonly reveal: RefObject<((row: number) => void) | undefined>
  readonly shown: readonly { readonly id: string; readonly original: T }[]
  /** Of a row, in px. */
  readonly height: number
  readonly columns: readonly Column<T>[]
  readonly sizes: readonly number[]
  readonly at: Spot
  readonly open: string | undefined
  /** Undefined where rows cannot be selected. */
  readonly selection: Readonly<Record<string, boolean>> | undefined
  readonly hand: RowHand<T>
  readonly pointer: { onPointerEnter(): void; onPointerLeave(): void }
}

/** Height of the heading with its line, in px. */
const HEAD = 33
/** Milliseconds after which a list counts as at rest. */
const SETTLED = 400
/** Rows drawn beyond those that are seen, on each side. */
const BEYOND = 6

export function TableBody<T extends object>(props: TableBodyProps<T>) {
  const { name, scroller, reveal, shown, height, columns, sizes, at, open, selection, hand, pointer } = props
  /** Never fewer than before: a row more or less in view must not make all of them change their slots. */
  const slots = useRef(1)
  const [rangeExtractor] = useState(() => (range: { startIndex: number; endIndex: number; count: number }) => {
    slots.current = Math.max(slots.current, range.endIndex - range.startIndex + 1 + 2 * BEYOND)
    return rowWindow(range, slots.current)
  })
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    rangeExtractor,
    isScrollingResetDelay: SETTLED,
    // The heading is in the scrolled box, too, and stays: the last row that is seen begins so much higher.
    scrollPaddingEnd: HEAD,
  })
  reveal.current = (row) => virtual.scrollToIndex(row)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is why everything is measured anew
  useLayoutEffect(() => virtual.measure(), [virtual, height])

  const items = virtual.getVirtualItems().map(({ index, start }) => ({
    index,
    start,
    slot: slotOf(index, slots.current),
  }))
  // The keyboard's row is there wherever one scrolls to: the table names its cell to whoever listens.
  if (!items.some(({ index }) => index === at.row)) items.push({ index: at.row, start: at.row * height, slot: -1 })
  // While rows scroll by, each part of the page stays where it is in its document; at rest they stand there in order, for
  // who reads it.
  items.sort(virtual.isScrolling ? (a, b) => a.slot - b.slot : (a, b) => a.index - b.index)
  const width = sizes.reduce((sum, size) => sum + size, 0)
  return (
    <div
      className={css.body}
      role="rowgroup"
      data-selecting={selection !== undefined || undefined}
      style={{ height: virtual.getTotalSize(), '--columns': `${width}px` } as CSSProperties}
      {...pointer}
    >
      {items.map(({ index, slot, start }) => {
        const row = shown[index]
        if (row === undefined) return undefined
        return (
          <TableRow
            key={slot}
            name={name}
            row={row.original}
            index={index}
            top={start}
            height={height}
            columns={columns}
            sizes={sizes}
            active={at.row === index ? at.column : undefined}
            open={open === row.id}
            chosen={selection === undefined ? undefined : selection[row.id] === true}
            hand={hand}
          />
        )
      })}
    </div>
  )
}
