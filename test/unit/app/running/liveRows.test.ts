/** Rows that keep themselves up to date: what is told, and when anything is asked at all. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type LiveRowsOptions, liveRows } from '../../../../electron/app/running/liveRows.ts'
import type { Changes, Reader } from '../../../../electron/app/running/rowReader.ts'
import type { RowsEvent } from '../../../../electron/contract/index.ts'
import { StacksteadError } from '../../../../provisioner/core/errors.ts'

interface Row {
  readonly id: string
  readonly name?: string
}

/** Stands in for an API: what is there, in pages, and how often it was asked. */
class Shelf implements Reader<Row> {
  pages: Row[][] = [[]]
  found: Changes<Row> = { rows: [], gone: [] }
  failure: Error | undefined
  wholes = 0
  questions = 0
  pagesRead = 0
  /** Milliseconds an answer is on its way. */
  slow = 0
  news = 0

  async whole(onPage: (rows: readonly Row[]) => boolean): Promise<void> {
    this.wholes += 1
    for (const page of this.pages) {
      if (this.failure !== undefined) throw this.failure
      this.pagesRead += 1
      // Each time as new values, as an answer that was parsed has them.
      if (!onPage(structuredClone(page))) return
      await Promise.resolve()
    }
  }

  async changes(): Promise<Changes<Row>> {
    this.questions += 1
    if (this.failure !== undefined) throw this.failure
    const { found } = this
    if (this.slow > 0) await new Promise((resolve) => setTimeout(resolve, this.slow))
    return found
  }

  async notices(): Promise<boolean> {
    if (this.news === 0) return false
    this.news -= 1
    return true
  }
}

/** What a page that applies the events knows. */
function known(events: readonly RowsEvent<Row>[]): Row[] {
  const rows = new Map<string, Row>()
  for (const event of events) {
    if (event.first) rows.clear()
    for (const row of event.rows) rows.set(row.id, row)
    for (const id of event.gone) rows.delete(id)
  }
  return [...rows.values()]
}

function follow(options: Partial<LiveRowsOptions<Row>> & { readonly shelf: Shelf }) {
  const { shelf, ...others } = options
  const rows = liveRows<Row>({ reader: async () => shelf, every: 1_000, wholeEvery: 60_000, ...others })
  const listen = () => {
    const events: RowsEvent<Row>[] = []
    const over = new AbortController()
    rows.join((event) => events.push(event), over.signal)
    return { events, leave: () => over.abort() }
  }
  return { rows, listen }
}

/** The microtasks of what is under way. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

let shelf: Shelf

beforeEach(() => {
  vi.useFakeTimers()
  shelf = new Shelf()
})
afterEach(() => {
  vi.useRealTimers()
})

test('pages come one after the other, and complete comes last', async () => {
  shelf.pages = [[{ id: 'a' }, { id: 'b' }], [{ id: 'c' }]]
  const { events } = follow({ shelf }).listen()
  await settle()
  expect(events.map(({ rows, complete }) => [rows.map(({ id }) => id).join(''), complete])).toEqual([
    ['', false],
    ['ab', false],
    ['c', false],
    ['', true],
  ])
  expect(events[0]?.first).toBe(true)
  expect(events.at(-1)?.at).toBe(Date.now())
})

test('an empty listing is complete, too', async () => {
  const { events } = follow({ shelf }).listen()
  await settle()
  expect(events.at(-1)).toMatchObject({ rows: [], gone: [], complete: true })
})

test('only what differs is told, and nothing while nothing differs', async () => {
  shelf.pages = [[{ id: 'a', name: 'web' }, { id: 'b' }]]
  const { events } = follow({ shelf, wholeEvery: 0 }).listen()
  await settle()
  const told = events.length
  await vi.advanceTimersByTimeAsync(10_000)
  expect(shelf.wholes).toBe(11)
  expect(events.length).toBe(told)
  shelf.pages = [[{ id: 'a', name: 'shop' }, { id: 'b' }]]
  await vi.advanceTimersByTimeAsync(1_000)
  expect(events.slice(told)).toMatchObject([{ rows: [{ id: 'a', name: 'shop' }], gone: [] }])
})

test('what is gone from a listing, or told as gone, is told once', async () => {
  shelf.pages = [[{ id: 'a' }, { id: 'b' }, { id: 'c' }]]
  const { events } = follow({ shelf }).listen()
  await settle()
  shelf.found = { rows: [], gone: ['a', 'never-seen'] }
  await vi.advanceTimersByTimeAsync(3_000)
  expect(events.filter(({ gone }) => gone.length > 0)).toMatchObject([{ gone: ['a'] }])
  shelf.pages = [[{ id: 'c' }]]
  shelf.found = { rows: [], gone: [] }
  await vi.advanceTimersByTimeAsync(60_000)
  expect(known(events)).toEqual([{ id: 'c' }])
  expect(shelf.wholes).toBe(2)
})

test('an action looks at once, and at everything where changes would not tell', async () => {
  const { rows, listen } = follow({ shelf })
  const { events } = listen()
  await settle()
  shelf.found = { rows: [{ id: 'new' }], gone: [] }
  rows.nudge('changes')
  await settle()
  expect(known(events)).toEqual([{ id: 'new' }])
  expect(shelf.wholes).toBe(1)
  rows.nudge('whole')
  await settle()
  expect(shelf.wholes).toBe(2)
})

test('what is done while a poll is under way is looked at by another one after it', async () => {
  const { rows, listen } = follow({ shelf })
  const whole = shelf.whole.bind(shelf)
  shelf.whole = async (onPage) => {
    if (shelf.wholes === 0) for (const _twice of [1, 2]) queueMicrotask(() => rows.nudge('whole'))
    await whole(onPage)
  }
  listen()
  await settle()
  expect(shelf.wholes).toBe(2)
  expect(shelf.questions).toBe(0)
})

test('rows are of the moment they were asked for, not of the answer', async () => {
  shelf.pages = [[{ id: 'a' }], [{ id: 'b' }]]
  const { events } = follow({ shelf }).listen()
  await settle()
  const first = events.at(-1)?.at ?? 0
  shelf.slow = 300
  shelf.found = { rows: [{ id: 'a', name: 'web' }], gone: [] }
  await vi.advanceTimersByTimeAsync(1_300)
  expect(events.at(-1)).toMatchObject({ rows: [{ id: 'a', name: 'web' }], at: first + 1_000 })
})

test('while everything is read again the rows are of before, until the last page', async () => {
  shelf.pages = [[{ id: 'a' }], [{ id: 'b' }]]
  const { rows, listen } = follow({ shelf })
  const { events } = listen()
  await settle()
  const first = events.at(-1)?.at ?? 0
  await vi.advanceTimersByTimeAsync(500)
  const told = events.length
  shelf.pages = [[{ id: 'a', name: 'web' }], [{ id: 'b' }]]
  rows.nudge('whole')
  await settle()
  expect(events.slice(told).map(({ at }) => at)).toEqual([first])
  await vi.advanceTimersByTimeAsync(6_000)
  expect(events.at(-1)?.at).toBeGreaterThan(first + 4_000)
})

test('who did something is told in the end, even that nothing has changed; not while the API tells nothing', async () => {
  const { rows, listen } = follow({ shelf })
  const { events } = listen()
  await settle()
  const told = events.length
  rows.nudge('changes')
  await vi.advanceTimersByTimeAsync(3_900)
  expect(events.length).toBe(told)
  shelf.failure = new Error('gone')
  await vi.advanceTimersByTimeAsync(60_000)
  const failed = events.at(-1)
  expect(failed).toMatchObject({ error: {}, at: expect.any(Number) })
  const done = (failed?.at ?? 0) + 1
  shelf.failure = undefined
  await vi.advanceTimersByTimeAsync(15_000)
  expect(events.at(-1)?.at).toBeGreaterThan(done)
  const quiet = events.length
  await vi.advanceTimersByTimeAsync(10_000)
  expect(events.length).toBe(quiet)
})

test('what is noticed elsewhere is a reason to ask at once', async () => {
  const { listen } = follow({ shelf, every: 10_000 })
  listen()
  await settle()
  expect(shelf.questions).toBe(0)
  shelf.news = 1
  await vi.advanceTimersByTimeAsync(10_000)
  // By the clock, and for what was noticed after it.
  expect(shelf.questions).toBe(2)
})

test('nobody listens: nothing is asked, not even the next page', async () => {
  shelf.pages = [[{ id: 'a' }], [{ id: 'b' }], [{ id: 'c' }]]
  const { rows, listen } = follow({ shelf })
  rows.nudge('whole')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(shelf.wholes).toBe(0)
  const { leave } = listen()
  leave()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(shelf.wholes).toBe(1)
  expect(shelf.pagesRead).toBe(1)
})

test('many listeners are one poll, and who comes later is told all at once', async () => {
  shelf.pages = [Array.from({ length: 2_500 }, (_, index) => ({ id: String(index) }))]
  const { listen } = follow({ shelf })
  const first = listen()
  await settle()
  const second = listen()
  expect(second.events.map(({ first, rows, complete }) => [first, rows.length, complete])).toEqual([
    [true, 1_000, false],
    [undefined, 1_000, false],
    [undefined, 500, true],
  ])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(shelf.questions).toBe(5)
  first.leave()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(shelf.questions).toBe(6)
  second.leave()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(shelf.questions).toBe(6)
})

test('who comes back soon sees at once what was known, later nothing', async () => {
  shelf.pages = [[{ id: 'a' }]]
  const { listen } = follow({ shelf })
  const { leave } = listen()
  await settle()
  leave()
  await vi.advanceTimersByTimeAsync(60_000)
  const back = listen()
  expect(back.events).toMatchObject([{ first: true, rows: [{ id: 'a' }], complete: true }])
  await settle()
  back.leave()
  await vi.advanceTimersByTimeAsync(6 * 60_000)
  expect(listen().events).toMatchObject([{ first: true, rows: [], complete: false }])
})

test('an API that dies is said once and asked ever more rarely; the rows stay, and it recovers by itself', async () => {
  shelf.pages = [[{ id: 'a' }]]
  const { events } = follow({ shelf }).listen()
  await settle()
  const at = Date.now()
  shelf.failure = new StacksteadError({ code: 'unreachable', message: 'Listing failed: nothing answers.' })
  await vi.advanceTimersByTimeAsync(60_000)
  const failing = events.filter(({ error }) => error !== undefined)
  expect(failing).toMatchObject([{ rows: [], gone: [], complete: true, at, error: { code: 'unreachable' } }])
  // After 1, 2, 4, 8, 15, 15 … seconds.
  expect(shelf.questions).toBeLessThan(9)
  expect(known(events)).toEqual([{ id: 'a' }])
  shelf.failure = undefined
  await vi.advanceTimersByTimeAsync(15_000)
  expect(events.at(-1)?.error).toBeUndefined()
  expect(events.at(-1)?.at).toBeGreaterThan(at)
})

test('a way that is there again is tried at once', async () => {
  const { rows, listen } = follow({ shelf })
  shelf.failure = new Error('gone')
  const { events } = listen()
  await vi.advanceTimersByTimeAsync(40_000)
  shelf.failure = undefined
  rows.retry()
  await settle()
  expect(events.at(-1)).toMatchObject({ complete: true })
  const { wholes } = shelf
  rows.retry()
  await settle()
  expect(shelf.wholes).toBe(wholes)
})

test('what policy forbids is asked once a minute', async () => {
  shelf.failure = new StacksteadError({ code: 'api', status: 403, message: 'Policy does not allow it.' })
  const { events } = follow({ shelf }).listen()
  await vi.advanceTimersByTimeAsync(59_000)
  expect(shelf.wholes).toBe(1)
  expect(events.at(-1)?.error?.status).toBe(403)
})

test('another cloud by the same name begins anew', async () => {
  shelf.pages = [[{ id: 'a' }]]
  const other = new Shelf()
  other.pages = [[{ id: 'z' }]]
  let present = shelf
  const { events } = follow({ shelf, reader: async () => present }).listen()
  await settle()
  present = other
  await vi.advanceTimersByTimeAsync(1_000)
  expect(known(events)).toEqual([{ id: 'z' }])
})

test('a long listing does not put off the question for what changed since', async () => {
  const whole = shelf.whole.bind(shelf)
  shelf.whole = async (onPage) => {
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    await whole(onPage)
  }
  follow({ shelf }).listen()
  await vi.advanceTimersByTimeAsync(5_100)
  expect(shelf.questions).toBe(1)
})

test('a slow API is left alone for longer than its answers take', async () => {
  const whole = shelf.whole.bind(shelf)
  shelf.whole = async (onPage) => {
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    await whole(onPage)
  }
  follow({ shelf, wholeEvery: 0 }).listen()
  await vi.advanceTimersByTimeAsync(33_000)
  expect(shelf.wholes).toBe(2)
})
