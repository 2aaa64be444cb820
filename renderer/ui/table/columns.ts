/** Columns of a table as screens describe them, and the parts of TanStack Table that tables here use. */
import {
  type ColumnDef,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  constructSortFn,
  createSortedRowModel,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { natural } from './order.ts'
import { USUAL } from './spareRoom.ts'

export interface Column<T> {
  readonly id: string
  readonly title: string
  /** What is sorted by, searched and copied. */
  readonly value: (row: T) => string | number | undefined
  /** What is shown, where that is more than the value. It keeps no state: a row that scrolls away lends its cells to another. */
  readonly cell?: (row: T) => ReactNode
  /** What is copied and searched, where the value is a number that reads otherwise. */
  readonly text?: (row: T) => string
  /** Pixels; columns of text are wider where the window has room. */
  readonly width?: number
  /** Numbers stand right, so that they compare. */
  readonly align?: 'start' | 'end'
  /** Addresses, ids and sizes. */
  readonly mono?: boolean
  /** Hidden until the person asks for it. */
  readonly hidden?: boolean
}

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { natural: constructSortFn({ sort: natural }) },
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSelectionFeature,
})

export const NARROWEST = 56
export const WIDEST = 900

/** The column as TanStack Table wants it; cells are drawn by the table from the description. */
export function columnDefs<T extends object>(columns: readonly Column<T>[]): ColumnDef<typeof features, T>[] {
  return columns.map((column, index) => ({
    id: column.id,
    accessorFn: column.value,
    header: column.title,
    size: column.width ?? USUAL,
    minSize: NARROWEST,
    maxSize: WIDEST,
    sortFn: 'natural' as const,
    sortUndefined: 'last' as const,
    // The first column names the row: without it the others mean nothing.
    enableHiding: index > 0,
  }))
}

/** What stands in a cell, as text: for the clipboard and for the filter. */
export function cellText<T>(column: Column<T>, row: T): string {
  if (column.text !== undefined) return column.text(row)
  const value = column.value(row)
  return value === undefined ? '' : String(value)
}

/** Whether a row has what was typed in any of its columns; several words must all be there. */
export function rowMatches<T extends object>(columns: readonly Column<T>[], row: T, typed: string): boolean {
  return rowSearch(columns).matching(typed)(row)
}

export interface RowSearch<T> {
  readonly matching: (typed: string) => (row: T) => boolean
  /** Puts its text together ahead of the first search: for ten thousand rows that takes longer than a key may. */
  readonly prepare: (row: T) => void
}

/** Like {@link rowMatches} for many rows and many words: the text of a row is put together once, while it is the same object. */
export function rowSearch<T extends object>(columns: readonly Column<T>[]): RowSearch<T> {
  const texts = new WeakMap<T, string>()
  const textOf = (row: T): string => {
    const known = texts.get(row)
    if (known !== undefined) return known
    const text = columns.map((column) => cellText(column, row).toLowerCase()).join('\n')
    texts.set(row, text)
    return text
  }
  return {
    matching(typed) {
      const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
      return (row) => words.every((word) => textOf(row).includes(word))
    },
    prepare: (row) => void textOf(row),
  }
}
