/** Counts and lists in sentences. */
import { expect, test } from 'vitest'
import { count, listed, shortList } from '../../../provisioner/core/words.ts'

test('counts have their plural and thousands apart', () => {
  expect([count(0, 'step'), count(1, 'step'), count(2, 'entry', 'entries'), count(12_000, 'line')]).toEqual([
    '0 steps',
    '1 step',
    '2 entries',
    '12,000 lines',
  ])
})

test('lists end with a word, long ones with how many more there are', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((words) => listed(words))).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ])
  expect(listed(['a', 'b', 'c'], 'or')).toBe('a, b or c')
  expect(shortList(['a', 'b', 'c', 'd'])).toBe('a, b, c and d')
  expect(shortList(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more')
})
