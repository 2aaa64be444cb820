/** Lines come out whole whatever the chunks. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineSplitter } from '../../../provisioner/adapters/lines.ts'

test('lines are the same however the bytes are cut', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''))
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat(200)), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((one) => `${one}\n`).join(''))
      const seen: string[] = []
      const splitter = lineSplitter((one) => seen.push(one))
      let at = 0
      for (const cut of cuts) {
        splitter.push(bytes.subarray(at, at + cut))
        at += cut
      }
      splitter.push(bytes.subarray(at))
      splitter.end()
      expect(seen).toEqual(lines)
    }),
  )
})

test('a last line without newline is handed over at the end, a carriage return before a newline is not', () => {
  const seen: string[] = []
  const splitter = lineSplitter((one) => seen.push(one))
  splitter.push(Buffer.from('50 %\r\nhalf'))
  expect(seen).toEqual(['50 %'])
  splitter.end()
  expect(seen).toEqual(['50 %', 'half'])
})
