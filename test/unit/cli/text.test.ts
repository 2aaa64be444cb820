/** Text for a terminal: nothing wider than it should be, nothing harmful, times as people say them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { table } from '../../../provisioner/cli/render/table.ts'
import {
  clip,
  count,
  duration,
  listed,
  pad,
  painter,
  printable,
  width,
  wrap,
} from '../../../provisioner/cli/render/text.ts'

const plain = painter(false)

describe('durations', () => {
  test.each([
    [0, '0.0 s'],
    [420, '0.4 s'],
    [9_940, '9.9 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [3_725_000, '1 h 02 min'],
    [-5, '0.0 s'],
  ])('%i ms is %s', (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words)
  })
})

test('wrapped text keeps its words and, but for long words, the width', () => {
  const words = fc.array(fc.stringMatching(/^[a-z•é]{1,15}$/), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(words, fc.integer({ min: 24, max: 90 }), (given, columns) => {
      const lines = wrap(given.join(' '), columns, '  ').split('\n')
      expect(lines.map((line) => line.trim()).join(' ')).toBe(given.join(' '))
      for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns)
    }),
  )
})

test('clipped text is never too wide and says that something is missing', () => {
  expect(clip('controller', 20)).toBe('controller')
  expect(clip('controller', 5)).toBe('cont…')
  fc.assert(
    fc.property(
      fc.string(),
      fc.nat(40),
      (text, columns) => width(clip(printable(text), columns)) <= Math.max(1, columns),
    ),
  )
})

test('what a machine printed cannot steer the terminal', () => {
  expect(printable('\u001b[2J\u001b]0;title\u0007gone\rback\u009b1A\n\tkept')).toBe('goneback\n\tkept')
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (text) => !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(printable(text)),
    ),
  )
})

test('colours count for nothing in widths', () => {
  const red = painter(true)('red', 'failed')
  expect(red).not.toBe('failed')
  expect(width(red)).toBe(6)
  expect(width(pad(red, 10))).toBe(10)
})

test('tables align, numbers to the right', () => {
  const text = table(
    [
      ['Name', 'Time'],
      ['a', '9 s'],
      ['longer', '12 s'],
    ],
    { paint: plain, right: [1] },
  )
  expect(text).toBe('Name    Time\na        9 s\nlonger  12 s')
})

test('counts and lists read as English', () => {
  expect([count(1, 'file'), count(2, 'file'), count(0, 'entry', 'entries')]).toEqual(['1 file', '2 files', '0 entries'])
  expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c'])
})
