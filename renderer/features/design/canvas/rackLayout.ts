/** Where cards and network lines stand, as in a rack drawing: rows of cards, above each row the lines their ports hang from. Pure. */

export const CARD = { width: 240, gap: 20 } as const
/** From so many machines on, cards are compact. */
export const COMPACT_FROM = 13
export const COMPACT_CARD = { width: 184, gap: 16 } as const
/** Height of a network's line with its name, and from the last line down to the ports. */
export const LINE = 28
export const DROP = 24
/** The names of the networks stand here, left of the cards. */
const LABELS = 152
const ROW_GAP = 40

export interface PlacedCard {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly height: number
}

export interface PlacedRow {
  /** Upper edge of the network lines. */
  readonly y: number
  readonly width: number
  /** Down to the foot of its tallest card. */
  readonly height: number
}

export interface RackLayout {
  readonly cards: readonly PlacedCard[]
  readonly rows: readonly PlacedRow[]
  readonly width: number
  readonly height: number
  readonly perRow: number
  readonly compact: boolean
}

export interface Sized {
  readonly name: string
  readonly height: number
}

/** What may be seen at once, in px. */
export interface Room {
  readonly width: number
  readonly height: number
}

/** Smaller than this nobody reads cards: more of them are moved through instead. */
export const LEGIBLE = 0.75

/**
 * How many cards a row holds so that all of them are seen as large as the room allows; where that is too small to be
 * read, as many as fill its width, and the rest is below.
 * @param height of a usual card
 */
export function cardsPerRow(count: number, lines: number, height: number, room: Room): number {
  const { width, gap } = count >= COMPACT_FROM ? COMPACT_CARD : CARD
  let best = { perRow: 1, zoom: 0 }
  for (let perRow = 1; perRow <= Math.max(1, count); perRow++) {
    const rows = Math.ceil(count / perRow)
    const tall = rows * (lines * LINE + DROP + height + ROW_GAP) - ROW_GAP
    const wide = LABELS + perRow * (width + gap)
    const zoom = Math.min(1, room.width / wide, room.height / tall)
    // Fewer rows where it comes to the same: neighbours stay side by side.
    if (zoom >= best.zoom - 0.001) best = { perRow, zoom }
  }
  if (best.zoom >= LEGIBLE) return best.perRow
  return Math.max(1, Math.min(count, Math.floor((room.width / LEGIBLE - LABELS) / (width + gap))))
}

/** @param lines networks drawn above each row */
export function rackLayout(machines: readonly Sized[], lines: number, perRow: number): RackLayout {
  const compact = machines.length >= COMPACT_FROM
  const { width, gap } = compact ? COMPACT_CARD : CARD
  const rowWidth = LABELS + Math.min(perRow, machines.length) * (width + gap)
  const cards: PlacedCard[] = []
  const rows: PlacedRow[] = []
  let y = 0
  for (let first = 0; first < machines.length; first += perRow) {
    const row = machines.slice(first, first + perRow)
    const top = y + lines * LINE + DROP
    row.forEach(({ name, height }, index) => {
      cards.push({ name, x: LABELS + index * (width + gap), y: top, height })
    })
    const foot = top + Math.max(...row.map((one) => one.height))
    rows.push({ y, width: rowWidth, height: foot - y })
    y = foot + ROW_GAP
  }
  return { cards, rows, width: rowWidth, height: Math.max(0, y - ROW_GAP), perRow, compact }
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The card next to one, in the rows as they stand; undefined at the edge. */
export function neighbour(layout: RackLayout, name: string, direction: Direction): string | undefined {
  const index = layout.cards.findIndex((card) => card.name === name)
  if (index === -1) return undefined
  const step = { left: -1, right: 1, up: -layout.perRow, down: layout.perRow }[direction]
  const sideways = direction === 'left' || direction === 'right'
  const sameRow = Math.floor(index / layout.perRow) === Math.floor((index + step) / layout.perRow)
  if (sideways && !sameRow) return undefined
  const lastRow = Math.floor((layout.cards.length - 1) / layout.perRow)
  const toShorterRow = direction === 'down' && Math.floor(index / layout.perRow) < lastRow
  return layout.cards[index + step]?.name ?? (toShorterRow ? layout.cards.at(-1)?.name : undefined)
}
