/** The plan's tree: grouping, counts, filters, and the keys that walk it. */
import { describe, expect, test } from 'vitest'
import type { Change, PreviewView, StepView } from '../../../electron/contract/index.ts'
import { type PlanFilter, planRows, planTotals } from '../../../renderer/features/plan/planRows.ts'
import { deploySentence, totalsText } from '../../../renderer/features/plan/sentences.ts'
import { treeMove } from '../../../renderer/features/plan/treeKeys.ts'

const ALL: PlanFilter = { text: '', kinds: new Set(), settled: false }

function step(id: string, state: StepView['state'], changes: readonly Change[] = []): StepView {
  const [component = '', title = ''] = id.split('/')
  return { id, title, component, explains: 'What for.', state, changes }
}
const file = (subject: string): Change => ({ kind: 'file', operation: 'update', subject })
const pack = (subject: string): Change => ({ kind: 'package', operation: 'create', subject })

const view: PreviewView = {
  cloud: 'home',
  converged: false,
  machines: [
    {
      name: 'one',
      steps: [
        step('base/packages@one', 'change', [pack('nova-api'), pack('glance')]),
        step('nova/config@one', 'change', [file('/etc/nova/nova.conf')]),
        step('nova/service@one', 'ok'),
      ],
    },
    { name: 'two', steps: [step('nova/config@two', 'unknown', [file('/etc/nova/nova.conf')])] },
    {
      name: 'three',
      unreadable: { code: 'unreachable', message: 'three did not answer.' },
      steps: [step('base/x@three', 'unknown')],
    },
  ],
}

const ids = (filter: PlanFilter, grouping: 'machine' | 'component' = 'machine', toggled: readonly string[] = []) =>
  planRows(view, { grouping, filter, toggled: new Set(toggled) }).map(({ id }) => id)

describe('rows', () => {
  test('are machines with their components; a machine that could not be read stands by itself', () => {
    expect(ids(ALL)).toEqual(['three', 'one', 'one/base', 'one/nova', 'two', 'two/nova'])
    const [lost] = planRows(view, { grouping: 'machine', filter: ALL, toggled: new Set() })
    expect(lost).toMatchObject({ unreadable: { code: 'unreachable' } })
  })

  test('are components with their machines where so wished', () => {
    expect(ids(ALL, 'component')).toEqual(['base', 'base/one', 'base/three', 'nova', 'nova/one', 'nova/two'])
  })

  test('open and close by what was toggled', () => {
    expect(ids(ALL, 'machine', ['one/nova'])).toContain('nova/config@one')
    expect(ids(ALL, 'machine', ['one'])).not.toContain('one/base')
  })

  test('show settled steps only when asked', () => {
    expect(ids(ALL, 'machine', ['one/nova'])).not.toContain('nova/service@one')
    expect(ids({ ...ALL, settled: true }, 'machine', ['one/nova'])).toContain('nova/service@one')
  })

  test('of a search are open and match subjects too', () => {
    expect(ids({ ...ALL, text: 'GLANCE' })).toEqual(['three', 'one', 'one/base', 'base/packages@one'])
  })

  test('of one kind leave out the others', () => {
    expect(ids({ ...ALL, kinds: new Set(['file']) })).toEqual(['three', 'one', 'one/nova', 'two', 'two/nova'])
  })

  test('count the same file on two machines as two', () => {
    const [nova] = planRows(view, { grouping: 'component', filter: ALL, toggled: new Set() }).filter(
      ({ id }) => id === 'nova',
    )
    expect(nova).toMatchObject({ steps: 2, counts: [{ kind: 'file', count: 2 }] })
  })
})

describe('steps that are decided while running', () => {
  const steps = [
    step('nova/first@one', 'unknown'),
    step('nova/config@one', 'change', [file('/etc/nova/nova.conf')]),
    step('nova/expected@one', 'unknown', [file('/etc/nova/x')]),
    step('nova/second@one', 'unknown'),
  ]
  const rowsOf = (own: readonly StepView[], toggled: readonly string[], text = '') =>
    planRows(
      { ...view, machines: [{ name: 'one', steps: own }] },
      { grouping: 'machine', filter: { ...ALL, text }, toggled: new Set(toggled) },
    )
  const drawn = (...given: Parameters<typeof rowsOf>) => rowsOf(...given).map(({ id, level }) => `${level} ${id}`)

  test('are one row below those that are known, and open by it', () => {
    const known = ['1 one', '2 one/nova', '3 nova/config@one', '3 nova/expected@one', '3 one/nova/later']
    expect(drawn(steps, ['one/nova'])).toEqual(known)
    expect(rowsOf(steps, ['one/nova']).at(-1)).toMatchObject({ what: 'later', open: false, steps: 2, counts: [] })
    expect(drawn(steps, ['one/nova', 'one/nova/later'])).toEqual([...known, '4 nova/first@one', '4 nova/second@one'])
  })

  test('are found by a search, which opens their row', () => {
    expect(drawn(steps, [], 'nova/').slice(-3)).toEqual(['3 one/nova/later', '4 nova/first@one', '4 nova/second@one'])
    expect(drawn(steps, [], 'second')).toEqual(['1 one', '2 one/nova', '3 nova/second@one'])
  })

  test('need no row of their own when there is one, which stays in its place', () => {
    expect(drawn(steps.slice(0, 2), ['one/nova']).slice(2)).toEqual(['3 nova/first@one', '3 nova/config@one'])
  })

  test('are walked into and out of by keys', () => {
    const rows = rowsOf(steps, ['one/nova', 'one/nova/later'])
    expect(treeMove('ArrowRight', rowsOf(steps, ['one/nova']), 4)).toEqual({ toggle: 'one/nova/later' })
    expect(treeMove('ArrowLeft', rows, 6)).toEqual({ to: 4 })
    expect(treeMove('ArrowLeft', rows, 4)).toEqual({ toggle: 'one/nova/later' })
  })
})

test('totals leave out machines that could not be read', () => {
  const totals = planTotals(view)
  expect(totals).toMatchObject({ change: 2, unknown: 1, ok: 1, machines: ['one', 'two'], unreadable: ['three'] })
  expect(totalsText(totals)).toBe(
    '2 steps would change something, 1 cannot be known yet, 1 is as it should be and three could not be read',
  )
  expect(deploySentence(totals)).toBe('This changes 2 machines (one and two): 2 packages and 2 files.')
})

test('keys walk the tree, open and close groups', () => {
  const rows = planRows(view, { grouping: 'machine', filter: ALL, toggled: new Set() })
  expect(treeMove('ArrowDown', rows, 5)).toEqual({ to: 5 })
  expect(treeMove('ArrowUp', rows, 0)).toEqual({ to: 0 })
  expect(treeMove('End', rows, 0)).toEqual({ to: 5 })
  expect(treeMove('ArrowRight', rows, 2)).toEqual({ toggle: 'one/base' })
  expect(treeMove('ArrowRight', rows, 1)).toEqual({ to: 2 })
  expect(treeMove('ArrowLeft', rows, 1)).toEqual({ toggle: 'one' })
  expect(treeMove('ArrowLeft', rows, 3)).toEqual({ to: 1 })
  expect(treeMove('x', rows, 0)).toBeUndefined()
})
