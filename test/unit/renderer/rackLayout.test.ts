import { describe, expect, test } from 'vitest'
import {
  CARD,
  COMPACT_FROM,
  cardsPerRow,
  DROP,
  LINE,
  neighbour,
  rackLayout,
} from '../../../renderer/features/design/canvas/rackLayout.ts'

const machines = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `node-${index}`, height: 180 }))

describe('the rack', () => {
  test('lets no two cards overlap, nor a card and the lines above the next row', () => {
    for (const count of [1, 2, 3, 7, 20, 100]) {
      const layout = rackLayout(machines(count), 3, 4)
      const width = layout.cards[1] === undefined ? CARD.width : layout.cards[1].x - (layout.cards[0]?.x ?? 0)
      for (const [index, card] of layout.cards.entries())
        for (const other of layout.cards.slice(index + 1)) {
          const apart = Math.abs(card.x - other.x) >= width - 1 || Math.abs(card.y - other.y) >= card.height
          expect(apart, `${card.name} ${other.name}`).toBe(true)
        }
      layout.rows.slice(1).forEach((row, index) => {
        const before = layout.rows[index]
        expect(row.y).toBeGreaterThan((before?.y ?? 0) + (before?.height ?? 0))
      })
      expect(layout.compact).toBe(count >= COMPACT_FROM)
    }
  })

  test('hangs every card of a row from the same lines, with room for a tall one', () => {
    const layout = rackLayout([{ name: 'a', height: 500 }, ...machines(3)], 2, 2)
    const [first, second] = layout.rows
    expect(layout.cards.slice(0, 2).map((card) => card.y)).toEqual([2 * LINE + DROP, 2 * LINE + DROP])
    expect(first?.height).toBe(2 * LINE + DROP + 500)
    expect(second?.y).toBeGreaterThan(first?.height ?? 0)
  })

  test('puts as many side by side as can be read', () => {
    expect(cardsPerRow(1, 3, 180, { width: 700, height: 500 })).toBe(1)
    expect(cardsPerRow(3, 3, 180, { width: 1200, height: 700 })).toBe(3)
    // Narrow and tall: two rows are larger than one.
    expect(cardsPerRow(3, 3, 180, { width: 640, height: 600 })).toBe(2)
    const hundred = cardsPerRow(100, 3, 112, { width: 1300, height: 860 })
    expect(hundred).toBeGreaterThan(5)
    expect(hundred).toBeLessThan(20)
  })

  test('leads from card to card by arrow keys', () => {
    const layout = rackLayout(machines(5), 3, 3)
    expect(neighbour(layout, 'node-0', 'right')).toBe('node-1')
    expect(neighbour(layout, 'node-2', 'right')).toBeUndefined()
    expect(neighbour(layout, 'node-3', 'left')).toBeUndefined()
    expect(neighbour(layout, 'node-0', 'down')).toBe('node-3')
    expect(neighbour(layout, 'node-4', 'up')).toBe('node-1')
    // The row below is shorter: its last card is the nearest.
    expect(neighbour(layout, 'node-2', 'down')).toBe('node-4')
    expect(neighbour(layout, 'node-4', 'down')).toBeUndefined()
  })
})
