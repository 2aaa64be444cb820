/** Walking the matrix by keyboard while only the rows in view are drawn: the focus is never lost with a row that goes. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { usePreferences } from '../../api/usePreferences.ts'
import { moved, type Spot } from '../../ui/table/moves.ts'
import { drawnRows } from './matrixRows.ts'

/** Of a usual row with its line, in px; one whose name takes more is measured. */
const ROW = { compact: 33, comfortable: 41 }
/** Rows that PageDown goes by. */
const PAGE = 10

interface MatrixWalk {
  readonly rows: readonly string[]
  readonly columns: number
  /** The chosen cell, which is the stop in the tab order. */
  readonly at: Spot
  readonly onMove: (to: Spot) => void
}

export function useMatrixWalk({ rows, columns, at, onMove }: MatrixWalk) {
  const box = useRef<HTMLDivElement>(null)
  const height = ROW[usePreferences().preferences.density]
  /** The row that has the focus. */
  const focused = useRef(-1)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 8,
    getItemKey: (index) => rows[index] ?? index,
    rangeExtractor: (range) => drawnRows(defaultRangeExtractor(range), [at.row, focused.current], rows.length),
  })

  const isAwaited = useRef(false)
  // A cell that was out of view is drawn once it is the chosen one: the focus follows then.
  useLayoutEffect(() => {
    if (isAwaited.current) focusCell(box.current, { row: at.row, column: at.column })
    isAwaited.current = false
  }, [at.row, at.column])

  return {
    box,
    virtual,
    /** Of the grid, whose cells say in `data-cell` where they are: "row:column". */
    listeners: {
      onKeyDown(event: KeyboardEvent): void {
        const place = event.target instanceof HTMLElement ? event.target.dataset.cell : undefined
        if (place === undefined) return
        const [row = 0, column = 0] = place.split(':').map(Number)
        const to = moved({ row, column }, event.key, { rows: rows.length, columns, page: PAGE }, event.ctrlKey)
        if (to === undefined) return
        event.preventDefault()
        isAwaited.current = !focusCell(box.current, to)
        onMove(to)
      },
      onFocus({ target }: FocusEvent): void {
        focused.current = Number(target.closest('tr')?.dataset.index ?? -1)
      },
      onBlur(): void {
        focused.current = -1
      },
    },
  }
}

/** Says whether it is drawn. */
function focusCell(within: HTMLElement | null, { row, column }: Spot): boolean {
  const cell = within?.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`)
  cell?.focus({ preventScroll: true })
  cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  return cell !== null && cell !== undefined
}
