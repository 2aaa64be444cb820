/** The matrix of the preflight: worst first, unreachable told from not needed, running told from known. */
import { describe, expect, test } from 'vitest'
import type { Finding, PreflightState } from '../../../electron/contract/index.ts'
import { matrixOf, summaryOf, wordOf, worstCell } from '../../../renderer/features/check/matrix.ts'

const subjects = [
  { id: 'connection', title: 'Connection' },
  { id: 'disk', title: 'Room on disk' },
  { id: 'ports', title: 'Ports' },
]

function finding(machine: string, id: string, level: Finding['level']): Finding {
  return { id, machine, level, what: `${id} of ${machine}` }
}

function state(findings: readonly Finding[], more: Partial<PreflightState> = {}): PreflightState {
  return { subjects, findings, running: [], at: { one: 1, two: 1 }, stale: false, ...more }
}

describe('cells', () => {
  test('hold all findings of their subject, worst first', () => {
    const found = [
      finding('one', 'ports', 'ok'),
      finding('one', 'ports/80', 'warning'),
      finding('one', 'ports/3306', 'error'),
      finding('one', 'ports/5672', 'error'),
    ]
    const cell = matrixOf(state(found), ['one', 'two']).cell('one', 'ports')
    expect(cell.findings.map(({ level }) => level)).toEqual(['error', 'error', 'warning', 'ok'])
    expect(wordOf(cell)).toBe('2 errors')
  })

  test('tell what is not needed from what could not be read', () => {
    const matrix = matrixOf(state([finding('two', 'connection', 'error')], { at: { one: 1, two: 1 } }), [
      'one',
      'two',
      'new',
    ])
    expect(matrix.cell('one', 'disk').state).toBe('none')
    expect(matrix.cell('two', 'disk').state).toBe('unknown')
    expect(matrix.cell('new', 'disk').state).toBe('unknown')
  })

  test('of a machine that is being looked at say so, whatever was found before', () => {
    const matrix = matrixOf(state([finding('one', 'disk', 'error')], { running: ['one'] }), ['one'])
    expect(matrix.cell('one', 'disk').state).toBe('looking')
  })
})

test('a finding of a subject that is not listed gets a subject of its own', () => {
  const matrix = matrixOf(state([finding('one', 'clock/skew', 'warning')]), ['one'])
  expect(matrix.subjects.map(({ id }) => id)).toEqual(['connection', 'disk', 'ports', 'clock'])
  expect(matrix.cell('one', 'clock').state).toBe('warning')
})

test('the first error is what a person sees first, else the first warning', () => {
  const warning = finding('one', 'connection', 'warning')
  const both = matrixOf(state([warning, finding('two', 'ports/80', 'error')]), ['one', 'two'])
  expect(worstCell(both)).toMatchObject({ machine: 'two', subject: 'ports' })
  expect(worstCell(matrixOf(state([warning]), ['one']))).toMatchObject({ machine: 'one', subject: 'connection' })
  expect(worstCell(matrixOf(state([]), ['one']))).toBeUndefined()
})

test('the summary counts findings', () => {
  const found = [finding('one', 'disk', 'error'), finding('one', 'ports/1', 'error'), finding('two', 'disk', 'warning')]
  expect(summaryOf(state(found), 3)).toBe('2 errors, 1 warning on 3 machines')
  expect(summaryOf(state([]), 1)).toBe('Nothing in the way on 1 machine')
})
