/** The keyboard of a table: arrows move, Enter opens, Space and Shift select, Ctrl-C copies the cell, Ctrl-A takes all. */
import { type KeyboardEvent, useRef } from 'react'
import { announce } from '../announce.ts'
import { copyText } from '../clipboard.ts'
import { type Column, cellText } from './columns.ts'
import { moved, type Spot } from './moves.ts'

type Chosen = Readonly<Record<string, boolean>>

interface TableKeys<T> {
  readonly at: Spot
  readonly rows: readonly { readonly id: string; readonly original: T }[]
  readonly columns: readonly Column<T>[]
  readonly page: number
  readonly onMove: (to: Spot) => void
  readonly onOpen: ((row: T) => void) | undefined
  readonly selection:
    | { readonly chosen: Chosen; readonly choose: (next: Chosen & Record<string, boolean>) => void }
    | undefined
}

export function useTableKeys<T>({ at, rows, columns, page, onMove, onOpen, selection }: TableKeys<T>) {
  const anchor = useRef<number>(undefined)

  /** Turns one row's choice over, or with shift takes all from the last one chosen to this. */
  const choose = (row: number, shift: boolean): void => {
    const id = rows[row]?.id
    if (selection === undefined || id === undefined) return
    if (shift && anchor.current !== undefined) {
      const [from, to] = [Math.min(anchor.current, row), Math.max(anchor.current, row)]
      const range = rows.slice(from, to + 1).map((one): [string, boolean] => [one.id, true])
      selection.choose({ ...selection.chosen, ...Object.fromEntries(range) })
      return
    }
    anchor.current = row
    selection.choose({ ...selection.chosen, [id]: selection.chosen[id] !== true })
  }

  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget) return
    const row = rows[at.row]?.original
    const control = event.ctrlKey || event.metaKey
    const to = moved(at, event.key, { rows: rows.length, columns: columns.length, page }, control)
    if (to !== undefined) {
      if (event.shiftKey && to.row !== at.row) {
        anchor.current ??= at.row
        choose(to.row, true)
      }
      onMove(to)
    } else if (event.key === 'Enter' && row !== undefined) onOpen?.(row)
    else if (event.key === ' ') choose(at.row, event.shiftKey)
    else if (control && event.key === 'a' && selection !== undefined)
      selection.choose(Object.fromEntries(rows.map(({ id }) => [id, true])))
    else if (control && event.key === 'c' && row !== undefined && getSelection()?.isCollapsed !== false) {
      const text = columns[at.column] === undefined ? '' : cellText(columns[at.column] as Column<T>, row)
      void copyText(text).then(() => announce(`Copied ${text}`))
    } else if (event.key === 'Escape' && selection !== undefined && Object.keys(selection.chosen).length > 0) {
      selection.choose({})
      event.stopPropagation()
    } else return
    event.preventDefault()
  }
  return Object.assign(onKey, { choose })
}
