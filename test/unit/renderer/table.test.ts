import { describe, expect, it } from 'vitest'
import { type Column, rowMatches, rowSearch } from '../../../renderer/ui/table/columns.ts'
import { heldOrder } from '../../../renderer/ui/table/heldOrder.ts'
import { keepMemory, readMemory, type TableMemory } from '../../../renderer/ui/table/memory.ts'
import { moved } from '../../../renderer/ui/table/moves.ts'
import { asBefore, natural } from '../../../renderer/ui/table/order.ts'
import { spareRoom } from '../../../renderer/ui/table/spareRoom.ts'

const FIRST: TableMemory = { widths: {}, visible: { roles: false }, sort: [] }
const COLUMNS = ['name', 'state', 'roles']

describe('what a table remembers', () => {
  it('comes back as it was kept', () => {
    const memory: TableMemory = {
      widths: { name: 220 },
      visible: { roles: true, state: false },
      sort: [{ id: 'name', desc: true }],
    }
    const stored = JSON.parse(JSON.stringify(keepMemory(memory)))
    expect(readMemory(stored, FIRST, COLUMNS)).toEqual(memory)
  })

  it('is what the screen says where nothing was kept', () => {
    expect(readMemory(undefined, FIRST, COLUMNS)).toBe(FIRST)
  })

  it('leaves out columns that are gone and values of another shape', () => {
    const stored = {
      widths: { name: 'wide', state: 90, gone: 50, roles: -3 },
      visible: { gone: false, state: 'no' },
      sort: [{ id: 'gone', desc: false }, 'name', { id: 'state', desc: true }],
    }
    expect(readMemory(stored, FIRST, COLUMNS)).toEqual({
      widths: { state: 90 },
      visible: { roles: false },
      sort: [{ id: 'state', desc: true }],
    })
  })

  it('survives a kept value that is no record at all', () => {
    expect(readMemory({ widths: [1, 2], visible: null, sort: 'name' }, FIRST, COLUMNS)).toEqual(FIRST)
  })
})

describe('room to spare', () => {
  const columns: readonly Column<object>[] = [
    { id: 'name', title: 'Name', width: 200, value: () => '' },
    { id: 'size', title: 'Size', width: 80, align: 'end', value: () => 1 },
    { id: 'zone', title: 'Zone', width: 100, value: () => '' },
  ]

  it('goes to columns of text, each by its width; numbers keep theirs', () => {
    expect(spareRoom(columns, 530)).toEqual({ name: 300, zone: 150 })
  })

  it('makes no column more than twice as wide', () => {
    expect(spareRoom(columns, 5000)).toEqual({ name: 400, zone: 200 })
  })

  it('is none where the columns fill the window, or are wider', () => {
    expect(spareRoom(columns, 380)).toEqual({})
    expect(spareRoom(columns, 100)).toEqual({})
  })
})

describe('the order under the pointer', () => {
  const rows = (...ids: string[]) => ids.map((id) => ({ id }))

  it('stays, with new rows at the end and gone ones taken out', () => {
    expect(heldOrder(['a', 'b', 'c'], rows('d', 'c', 'a')).map(({ id }) => id)).toEqual(['a', 'c', 'd'])
  })

  it('is the asked one where nothing stood before', () => {
    expect(heldOrder([], rows('b', 'a')).map(({ id }) => id)).toEqual(['b', 'a'])
  })
})

describe('keys in a table', () => {
  const extent = { rows: 10, columns: 3, page: 4 }

  it.each([
    ['ArrowDown', { row: 6, column: 1 }],
    ['ArrowUp', { row: 4, column: 1 }],
    ['ArrowRight', { row: 5, column: 2 }],
    ['PageDown', { row: 9, column: 1 }],
    ['PageUp', { row: 1, column: 1 }],
    ['Home', { row: 5, column: 0 }],
    ['End', { row: 5, column: 2 }],
  ])('%s', (key, to) => {
    expect(moved({ row: 5, column: 1 }, key, extent)).toEqual(to)
  })

  it('stop at the edges', () => {
    expect(moved({ row: 9, column: 2 }, 'ArrowDown', extent)).toEqual({ row: 9, column: 2 })
    expect(moved({ row: 0, column: 0 }, 'ArrowLeft', extent)).toEqual({ row: 0, column: 0 })
    expect(moved({ row: 0, column: 0 }, 'ArrowDown', { rows: 0, columns: 0, page: 1 })).toEqual({ row: 0, column: 0 })
  })

  it('with control lead to the ends of the whole table', () => {
    expect(moved({ row: 5, column: 1 }, 'End', extent, true)).toEqual({ row: 9, column: 2 })
  })

  it('that do not move are left to others', () => {
    expect(moved({ row: 5, column: 1 }, 'x', extent)).toBeUndefined()
  })
})

describe('the filter', () => {
  const columns = [
    { id: 'name', title: 'Name', value: ({ name }: { name: string; gib: number }) => name },
    { id: 'ram', title: 'RAM', value: () => 65_536, text: ({ gib }: { name: string; gib: number }) => `${gib} GiB` },
  ]

  it('wants every word, in any column, as shown', () => {
    const row = { name: 'compute-1', gib: 64 }
    expect(rowMatches(columns, row, 'COMP 64 gib')).toBe(true)
    expect(rowMatches(columns, row, 'comp 32')).toBe(false)
    expect(rowMatches(columns, row, '65536')).toBe(false)
    expect(rowMatches(columns, row, '  ')).toBe(true)
  })
})

describe('the order of rows', () => {
  it('is the one people read: numbers by size, also within names, whatever the case', () => {
    expect(['web-10', 'Web-2', 'web-1'].sort(natural)).toEqual(['web-1', 'Web-2', 'web-10'])
    expect([10, 9, -1].sort(natural)).toEqual([-1, 9, 10])
  })

  it('is kept for rows known before, so that sorting them again is cheap; new ones come last, gone ones are gone', () => {
    const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
    const ids = asBefore(['d', 'gone', 'b'], rows, ({ id }) => id).map(({ id }) => id)
    expect(ids).toEqual(['d', 'b', 'a', 'c'])
    expect(asBefore([], rows, ({ id }) => id)).toBe(rows)
  })

  it('of a filter is found in any column, each word by itself', () => {
    const columns = [
      { id: 'name', title: 'Name', value: ({ name }: { name: string }) => name },
      { id: 'size', title: 'Size', value: () => 4, text: () => '4 GiB' },
    ]
    const matches = rowSearch(columns).matching('WEB gib')
    expect([{ name: 'web-1' }, { name: 'db' }].filter(matches)).toEqual([{ name: 'web-1' }])
  })
})
