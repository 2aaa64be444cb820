/** A run as it is shown: while it happens, at its end, and later in the history. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { historyText, runView } from '../../../provisioner/cli/render/history.ts'
import { eventLine, liveLines } from '../../../provisioner/cli/render/progress.ts'
import { componentTimes, runSummaryText } from '../../../provisioner/cli/render/runSummary.ts'
import { painter, width } from '../../../provisioner/cli/render/text.ts'
import type { RunEvent } from '../../../provisioner/core/event.ts'
import { type RunState, reduceRun } from '../../../provisioner/core/journal.ts'

const look = { paint: painter(false), columns: 90 }
const step = (id: string, machine: string, component = 'nova') => ({ id, machine, component, title: `Do ${id}` })
const STARTED: RunEvent = {
  type: 'run-started',
  at: 1_000,
  run: '2026-11-22T16-00-00-000Z-apply',
  operation: 'apply',
  steps: [step('a', 'controller', 'base'), step('b', 'controller'), step('c', 'compute-1'), step('d', 'compute-1')],
}
const error = { code: 'command-failed', message: 'It failed.', detail: 'E: no space', remedy: 'Make room.' } as const

function reduced(...events: RunEvent[]): RunState {
  const state = [STARTED, ...events].reduce<RunState | undefined>(reduceRun, undefined)
  if (state === undefined) throw new Error('no run')
  return state
}

const BEGUN: RunEvent[] = [
  { type: 'step-ok', at: 1_100, step: 'a' },
  { type: 'step-started', at: 2_000, step: 'b', changes: [] },
]
const FAILED: RunEvent[] = [
  ...BEGUN,
  { type: 'step-changed', at: 5_000, step: 'b' },
  { type: 'step-started', at: 5_000, step: 'c', changes: [] },
  { type: 'step-failed', at: 7_500, step: 'c', error },
  { type: 'step-skipped', at: 7_500, step: 'd', reason: 'an earlier step failed for compute-1' },
  { type: 'run-finished', at: 8_000, outcome: 'failed' },
]

describe('while it runs', () => {
  test('each machine shows its step, its place among all and the time left', () => {
    const under = {
      now: 6_000,
      output: new Map([['b', 'Unpacking b']]),
      total: 120_000,
      machines: new Map([['controller', 30_000]]),
      stopping: false,
    }
    expect(liveLines(reduced(...BEGUN), under, look)).toEqual([
      'controller  [1/2]  Do b  4.0 s, about 30 s left',
      '            Unpacking b',
      'compute-1   [0/2]  waits',
      '[1/4] 5.0 s, about 2 min left (Ctrl-C stops after the steps under way)',
    ])
  })

  test('no line is wider than the terminal, whatever a machine prints', () => {
    const texts = fc.string({ maxLength: 300 })
    fc.assert(
      fc.property(texts, fc.integer({ min: 60, max: 200 }), (printed, columns) => {
        const lines = liveLines(
          reduced(...BEGUN),
          { now: 6_000, output: new Map([['b', printed]]), stopping: true },
          { ...look, columns },
        )
        for (const line of lines) expect(width(line)).toBeLessThan(columns)
      }),
    )
  })

  test('a changed and a failed step leave a line behind, others none', () => {
    const lines = FAILED.map((event, index) => eventLine(event, reduced(...FAILED.slice(0, index + 1)), look))
    expect(lines.filter((line) => line !== undefined)).toEqual([
      '[2/4] controller  Do b  3.0 s',
      '[3/4] compute-1  failed: Do c  2.5 s\n    It failed.',
    ])
  })
})

describe('at its end', () => {
  test('the summary names times, the failure with its remedy, and what is left', () => {
    const text = runSummaryText(reduced(...FAILED), look)
    expect(text).toContain(
      'Failed: Do c on compute-1\n  Error: It failed.\n      E: no space\n  What to try:\n    Make room.',
    )
    expect(text).toContain('Left to do:\n  compute-1: 1 step of nova (an earlier step failed for compute-1)')
    expect(text).toContain('1 step failed in 7.0 s, 1 step changed something.')
    expect(text).toContain('nova       1 changed  5.5 s  1 failed, 1 left')
  })

  test('after Ctrl-C the reason is not repeated for every machine', () => {
    const skipped: RunEvent = { type: 'step-skipped', at: 6_000, step: 'c', reason: 'cancelled' }
    const text = runSummaryText(
      reduced(...BEGUN, skipped, { type: 'run-finished', at: 6_000, outcome: 'cancelled' }),
      look,
    )
    expect(text).toContain('compute-1: 2 steps of nova\n')
    expect(text).toContain('Stopped in 5.0 s: 0 steps changed something. Run "stackstead apply" again to go on')
  })

  test('components where nothing was done are not listed', () => {
    expect(componentTimes(reduced(...FAILED)).map((one) => one.component)).toEqual(['nova'])
  })

  test('a journal that ends in the middle was interrupted', () => {
    const state = reduced(...BEGUN)
    expect(runView(state)).toMatchObject({ outcome: 'interrupted', steps: { running: 1, waiting: 2, ok: 1 } })
    expect(runSummaryText(state, look)).toContain('Run "stackstead apply" again to go on')
    expect(historyText([state], look)).toContain('interrupted  0 changed, 3 left')
  })

  test('without runs the history says so', () => {
    expect(historyText([], look)).toBe('Nothing has been applied yet.')
  })
})
