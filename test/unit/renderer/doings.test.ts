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
  mark.accepted()
  expect(doingWords(all.now().get('a'), Date.now() - 1)).toBe('Stopping')
  expect(doingWords(all.now().get('a'), Date.now() + 1)).toBeUndefined()
})

test('do not outlive the belief in an API that tells nothing', () => {
  const all = doings()
  all.begin(['a'], 'Stopping').accepted()
  vi.advanceTimersByTime(4001)
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
  first.accepted()
  vi.advanceTimersByTime(10_000)
  expect(doingWords(all.now().get('a'), undefined)).toBe('Deleting')
})
