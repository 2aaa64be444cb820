/** Where a key leads within a table. */

export interface Spot {
  readonly row: number
  readonly column: number
}

interface Extent {
  readonly rows: number
  readonly columns: number
  /** Rows that fit on the screen. */
  readonly page: number
}

/** The cell a key leads to; undefined for keys that do not move. */
export function moved(at: Spot, key: string, extent: Extent, whole = false): Spot | undefined {
  const last = { row: Math.max(0, extent.rows - 1), column: Math.max(0, extent.columns - 1) }
  const within = (row: number, column: number): Spot => ({
    row: Math.min(Math.max(0, row), last.row),
    column: Math.min(Math.max(0, column), last.column),
  })
  switch (key) {
    case 'ArrowDown':
      return within(at.row + 1, at.column)
    case 'ArrowUp':
      return within(at.row - 1, at.column)
    case 'ArrowRight':
      return within(at.row, at.column + 1)
    case 'ArrowLeft':
      return within(at.row, at.column - 1)
    case 'PageDown':
      return within(at.row + extent.page, at.column)
    case 'PageUp':
      return within(at.row - extent.page, at.column)
    case 'Home':
      return whole ? within(0, 0) : within(at.row, 0)
    case 'End':
      return whole ? last : within(at.row, last.column)
    default:
      return undefined
  }
}
