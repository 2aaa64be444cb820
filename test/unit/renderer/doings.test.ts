/** What is being done to rows: words until the API tells, and none after an error. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { doings, doingWords } from '../../../renderer/api/doings.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.setSystemTime(1_000_000)
})
afterEach(() => {
  vi.useRealTimers()
})

test('stand from the click until the rows are told anew', () => {
  const all = doings()
  const mark = all.begin(['a', 'b'], 'Stopping')
  expect(doingWords(all.now().get('a'), Date.now() + 1)).toBe('Stopping')
  mark.accepted(1_000_050)
  expect(doingWords(all.now().get('a'), 1_000_049)).toBe('Stopping')
  expect(doingWords(all.now().get('a'), 1_000_050)).toBeUndefined()
})

test('stand for as long as an API tells nothing, and are forgotten some day', () => {
  const all = doings()
  all.begin(['a'], 'Stopping').accepted(Date.now())
  vi.advanceTimersByTime(60_000)
  expect(doingWords(all.now().get('a'), 999_999)).toBe('Stopping')
  vi.advanceTimersByTime(10 * 60_000)
  expect(all.now().size).toBe(0)
})

test('are gone with an error, at once', () => {
  const all = doings()
  const told = vi.fn()
  all.subscribe(told)
  const mark = all.begin(['a'], 'Stopping')
  mark.failed()
  expect(all.now().size).toBe(0)
  expect(told).toHaveBeenCalledTimes(2)
})

test('of another action on the same row are left alone', () => {
  const all = doings()
  const first = all.begin(['a'], 'Stopping')
  all.begin(['a'], 'Deleting')
  first.failed()
  expect(doingWords(all.now().get('a'), undefined)).toBe('Deleting')
  first.accepted(Date.now())
  vi.advanceTimersByTime(10_000)
  expect(doingWords(all.now().get('a'), undefined)).toBe('Deleting')
})
