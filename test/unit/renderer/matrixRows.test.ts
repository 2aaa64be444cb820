/** Rows of the check's matrix that are drawn: those in view, and those one could lose the place by. */
import { expect, test } from 'vitest'
import { drawnRows } from '../../../renderer/features/check/matrixRows.ts'

test('the row of the tab stop stays above or below what is seen, in order', () => {
  expect(drawnRows([40, 41, 42], [3, -1], 100)).toEqual([3, 40, 41, 42])
  expect(drawnRows([40, 41, 42], [99, 7], 100)).toEqual([7, 40, 41, 42, 99])
})

test('a row in view is drawn once, and one that is gone not at all', () => {
  expect(drawnRows([0, 1, 2], [1, 1], 3)).toEqual([0, 1, 2])
  expect(drawnRows([0, 1], [2, 5], 2)).toEqual([0, 1])
  expect(drawnRows([], [0, -1], 0)).toEqual([])
})
