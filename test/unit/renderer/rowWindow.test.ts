/** Which rows a table draws while it scrolls: always those that are seen, always as many, each in a slot of its own. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowWindow, slotOf } from '../../../renderer/ui/table/rowWindow.ts'

test('rows on both sides of those that are seen are drawn, and as many at either end', () => {
  expect(rowWindow({ startIndex: 10, endIndex: 13, count: 100 }, 8)).toEqual([8, 9, 10, 11, 12, 13, 14, 15])
  expect(rowWindow({ startIndex: 0, endIndex: 3, count: 100 }, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(rowWindow({ startIndex: 96, endIndex: 99, count: 100 }, 8)).toEqual([92, 93, 94, 95, 96, 97, 98, 99])
  expect(rowWindow({ startIndex: 0, endIndex: 2, count: 3 }, 8)).toEqual([0, 1, 2])
})

test('a list that scrolls by a few rows keeps all others in their slots', () => {
  const slots = 40
  const before = new Map(
    rowWindow({ startIndex: 500, endIndex: 523, count: 10_000 }, slots).map((row) => [slotOf(row, slots), row]),
  )
  const after = rowWindow({ startIndex: 512, endIndex: 535, count: 10_000 }, slots)
  const others = after.filter((row) => before.get(slotOf(row, slots)) !== row)
  expect(others).toEqual(after.slice(-12))
})

const seen = fc
  .record({ startIndex: fc.nat(10_000), many: fc.integer({ min: 1, max: 60 }), after: fc.nat(10_000) })
  .map(({ after, many, startIndex }) => ({
    startIndex,
    endIndex: startIndex + many - 1,
    count: startIndex + many + after,
  }))

test('whatever is seen is drawn, in order, without gaps, and no two rows have one slot', () => {
  fc.assert(
    fc.property(seen, fc.nat(40), (range, more) => {
      const slots = range.endIndex - range.startIndex + 1 + more
      const rows = rowWindow(range, slots)
      const [first = Number.NaN] = rows
      expect(rows).toEqual(rows.map((_, index) => first + index))
      expect(rows).toHaveLength(Math.min(range.count, slots))
      expect(first).toBeGreaterThanOrEqual(0)
      expect(first).toBeLessThanOrEqual(range.startIndex)
      expect(rows.at(-1)).toBeGreaterThanOrEqual(range.endIndex)
      expect(rows.at(-1)).toBeLessThan(range.count)
      expect(new Set(rows.map((row) => slotOf(row, slots))).size).toBe(rows.length)
    }),
  )
})
