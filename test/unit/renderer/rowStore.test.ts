/** Live rows in the page: events reduced, identity kept, listened to only while somebody sees them. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RowsEvent } from '../../../electron/contract/live.ts'
import { type Identified, rowStore } from '../../../renderer/api/rowStore.ts'
import { type ListenRows, rowStores } from '../../../renderer/api/rowStores.ts'
import { sameData } from '../../../renderer/api/sameData.ts'

interface Row extends Identified {
  readonly name: string
  readonly tags?: readonly string[]
}

const event = (fields: Partial<RowsEvent<Row>>): RowsEvent<Row> => ({ rows: [], gone: [], complete: true, ...fields })
const a: Row = { id: 'a', name: 'one', tags: ['x'] }
const b: Row = { id: 'b', name: 'two' }

describe('the store of rows', () => {
  test('has no rows until the first page, and rows that are none after an empty listing', () => {
    const store = rowStore<Row>()
    expect(store.now().rows).toBeUndefined()
    store.feed(event({ first: true, complete: false, error: { code: 'unreachable', message: 'No answer.' } }))
    expect(store.now()).toMatchObject({ rows: undefined, complete: false, error: { message: 'No answer.' } })
    store.feed(event({}))
    expect(store.now()).toMatchObject({ rows: [], complete: true, error: undefined })
  })

  test('keeps the array where nothing changed, and unchanged rows where something did', () => {
    const store = rowStore<Row>()
    store.feed(event({ first: true, rows: [a, b], at: 1 }))
    const before = store.now()
    store.feed(event({ rows: [{ ...a, tags: ['x'] }], at: 2 }))
    expect(store.now().rows).toBe(before.rows)
    expect(store.now().byId).toBe(before.byId)
    expect(store.now().at).toBe(2)
    store.feed(event({ rows: [{ ...b, name: 'three' }] }))
    expect(store.now().rows).not.toBe(before.rows)
    expect(store.now().rows?.[0]).toBe(a)
    expect(store.now().byId.get('b')?.name).toBe('three')
  })

  test('forgets what is gone', () => {
    const store = rowStore<Row>()
    store.feed(event({ first: true, rows: [a, b] }))
    store.feed(event({ gone: ['a', 'never there'] }))
    expect(store.now().rows).toEqual([b])
    expect(store.now().byId.has('a')).toBe(false)
  })

  test('a listing that begins anew shows the rows of before until it is whole, and those not told are gone then', () => {
    const store = rowStore<Row>()
    store.feed(event({ first: true, rows: [a, b] }))
    store.feed(event({ first: true, rows: [{ ...a }], complete: false }))
    expect(store.now()).toMatchObject({ rows: [a, b], complete: false })
    expect(store.now().rows?.[0]).toBe(a)
    store.feed(event({}))
    expect(store.now().rows).toEqual([a])
  })

  test('an error leaves the rows as they are', () => {
    const store = rowStore<Row>()
    store.feed(event({ first: true, rows: [a], at: 7 }))
    const { rows } = store.now()
    store.fail({ code: 'api', message: 'No.' })
    expect(store.now().rows).toBe(rows)
    expect(store.now()).toMatchObject({ at: 7, error: { message: 'No.' } })
  })

  test('10,000 rows in pages and a change of one are cheap', () => {
    const store = rowStore<Row>()
    const rows = Array.from({ length: 10_000 }, (_, index) => ({ id: `${index}`, name: `web-${index}`, tags: ['x'] }))
    const began = performance.now()
    for (let from = 0; from < rows.length; from += 500) {
      store.feed(
        event({ rows: rows.slice(from, from + 500), complete: from === 9500, ...(from === 0 ? { first: true } : {}) }),
      )
    }
    for (let round = 0; round < 100; round += 1) store.feed(event({ rows: [{ id: '5', name: `web-${round}` }] }))
    expect(store.now().rows).toHaveLength(10_000)
    // Generous: quadratic work would take minutes.
    expect(performance.now() - began).toBeLessThan(3000)
  })
})

describe('the same data', () => {
  test('is found by value, and absent is undefined', () => {
    expect(sameData({ a: 1, b: undefined, c: [1, { d: null }] }, { c: [1, { d: null }], a: 1 })).toBe(true)
    expect(sameData({ a: 1 }, { a: 1, b: 2 })).toBe(false)
    expect(sameData([1, 2], [1])).toBe(false)
    expect(sameData([1], { 0: 1 })).toBe(false)
    expect(sameData(null, {})).toBe(false)
  })
})

describe('shared rows', () => {
  const page = { isHidden: false, listeners: [] as (() => void)[], frame: [] as (() => void)[] }
  const streams: { name: string; input: unknown; tell: Parameters<ListenRows>[2]; left: boolean }[] = []
  const open = () => streams.filter(({ left }) => !left)
  const show = (seen: boolean): void => {
    page.isHidden = !seen
    for (const listener of page.listeners) listener()
  }
  const draw = (): void => {
    for (const work of page.frame.splice(0)) work()
  }
  const stores = () =>
    rowStores(
      (name, input, tell) => {
        const stream = { name, input, tell, left: false }
        streams.push(stream)
        return () => {
          stream.left = true
        }
      },
      {
        hidden: () => page.isHidden,
        onChange(listener) {
          page.listeners.push(listener)
          return () => undefined
        },
        beforeFrame: (work) => page.frame.push(work),
      },
      1000,
    )

  beforeEach(() => {
    vi.useFakeTimers()
    streams.length = 0
    page.isHidden = false
    page.listeners = []
    page.frame = []
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('are listened to once for all who show them, and left a moment after the last', () => {
    const all = stores()
    const told = vi.fn()
    const leave = [all.subscribe('live.x', { cloud: 'one' }, told), all.subscribe('live.x', { cloud: 'one' }, told)]
    all.subscribe('live.x', { cloud: 'two' }, told)
    expect(open()).toHaveLength(2)
    streams[0]?.tell({ ok: true, value: event({ first: true, rows: [a] }) })
    streams[0]?.tell({ ok: true, value: event({ rows: [], complete: true }) })
    expect(told).not.toHaveBeenCalled()
    draw()
    // Both who show them, and each once however much was told since the last frame.
    expect(told).toHaveBeenCalledTimes(2)
    draw()
    expect(told).toHaveBeenCalledTimes(2)
    expect(all.now('live.x', { cloud: 'one' }).rows).toEqual([a])
    expect(all.now('live.x', { cloud: 'two' }).rows).toBeUndefined()
    for (const one of leave) one()
    vi.advanceTimersByTime(900)
    expect(open()).toHaveLength(2)
    const again = all.subscribe('live.x', { cloud: 'one' }, told)
    vi.advanceTimersByTime(5000)
    expect(open()).toHaveLength(2)
    again()
    vi.advanceTimersByTime(1001)
    expect(open().map(({ input }) => input)).toEqual([{ cloud: 'two' }])
    expect(all.now('live.x', { cloud: 'one' }).rows).toBeUndefined()
  })

  test('of a hidden page are not listened to; shown again it goes on with the rows it had', () => {
    const all = stores()
    all.subscribe('live.x', {}, vi.fn())
    streams[0]?.tell({ ok: true, value: event({ first: true, rows: [a] }) })
    const { rows } = all.now('live.x', {})
    show(false)
    expect(open()).toHaveLength(0)
    show(true)
    expect(open()).toHaveLength(1)
    streams[1]?.tell({ ok: true, value: event({ first: true, rows: [{ ...a }] }) })
    expect(all.now('live.x', {}).rows).toBe(rows)
  })

  test('asked for while hidden are listened to when the page is shown', () => {
    const all = stores()
    show(false)
    all.subscribe('live.x', {}, vi.fn())
    expect(open()).toHaveLength(0)
    show(true)
    expect(open()).toHaveLength(1)
  })
})
