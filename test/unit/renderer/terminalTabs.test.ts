/** Tabs of terminals: names told apart, the right one shown, and keys that go round. */
import { expect, test } from 'vitest'
import type { Terminal } from '../../../electron/contract/index.ts'
import { machineName } from '../../../electron/contract/names.ts'
import { plain } from '../../../renderer/features/deploy/plainLine.ts'
import { LOCAL, openFor, shownTab, tabAfter, tabTitles } from '../../../renderer/features/terminals/tabs.ts'

const shell = (id: string, machine: string, state: Terminal['state'] = 'open'): Terminal => ({
  ...{ id, cloud: 'home', title: machine, kind: 'machine', machine, state },
})
const local: Terminal = { id: 'l', cloud: 'home', title: 'This computer', kind: 'local', state: 'open' }

test('several shells of one machine are numbered', () => {
  const titles = tabTitles([shell('a', 'one'), shell('b', 'two'), shell('c', 'one')])
  expect([...titles.values()]).toEqual(['one', 'two', 'one 2'])
})

test('the newest is shown where the chosen one went', () => {
  const all = [shell('a', 'one'), shell('b', 'two')]
  expect(shownTab(all, 'a')).toBe('a')
  expect(shownTab(all, 'gone')).toBe('b')
  expect(shownTab([], 'a')).toBeUndefined()
})

test('a shell that is open is shown again instead of making another; one that ended is not', () => {
  const all = [shell('a', 'one', 'ended'), shell('b', 'one'), local]
  expect(openFor(all, 'one')?.id).toBe('b')
  expect(openFor(all, LOCAL)?.id).toBe('l')
  expect(openFor(all, 'two')).toBeUndefined()
})

test('a machine may have any name and is never taken for this computer', () => {
  expect(machineName.safeParse(LOCAL).success).toBe(false)
  const all = [local, shell('a', 'local')]
  expect(openFor(all, 'local')?.id).toBe('a')
  expect(openFor([local], 'local')).toBeUndefined()
})

test('arrow keys go round', () => {
  expect(tabAfter(['a', 'b', 'c'], 'c', 'ArrowRight')).toBe('a')
  expect(tabAfter(['a', 'b', 'c'], 'a', 'ArrowLeft')).toBe('c')
  expect(tabAfter(['a', 'b', 'c'], 'b', 'End')).toBe('c')
  expect(tabAfter(['a', 'b', 'c'], 'b', 'x')).toBeUndefined()
})

test('a line of output without what a terminal does with it', () => {
  expect(plain('\u001b[1;32mok\u001b[0m done')).toBe('ok done')
  expect(plain('10%\r50%\r100%')).toBe('100%')
  expect(plain('last\r')).toBe('last')
})
