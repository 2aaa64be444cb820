/** Tables: columns as wide as their widest cell, the first row a heading. Pure. */
import { type Paint, pad, width } from './text.ts'

export interface TableLook {
  readonly paint: Paint
  /** Columns whose cells end on the right, counted from 0. */
  readonly right?: readonly number[]
  readonly indent?: string
}

export function table(rows: readonly (readonly string[])[], { paint, right = [], indent = '' }: TableLook): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => width(row[column] ?? ''))),
  )
  const cell = (text: string, column: number): string => {
    const wide = widths[column] ?? 0
    return right.includes(column) ? ' '.repeat(Math.max(0, wide - width(text))) + text : pad(text, wide)
  }
  return rows
    .map((row, index) => {
      const line = widths
        .map((_, column) => cell(row[column] ?? '', column))
        .join('  ')
        .trimEnd()
      return indent + (index === 0 ? paint('dim', line) : line)
    })
    .join('\n')
}
