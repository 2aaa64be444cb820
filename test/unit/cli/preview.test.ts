/** A preview as people and programs read it. */
import { describe, expect, test } from 'vitest'
import { explainedText, previewText, shortPreviewText } from '../../../provisioner/cli/render/preview.ts'
import { painter } from '../../../provisioner/cli/render/text.ts'
import type { Preview } from '../../../provisioner/core/check.ts'
import { buildPlan } from '../../../provisioner/core/plan.ts'
import type { Change, Step, Verdict } from '../../../provisioner/core/step.ts'
import { type Finding, previewView } from '../../../provisioner/index.ts'

const look = { paint: painter(false), columns: 80 }

function step(id: string, machine: string): Step {
  const title = `Do ${id}`
  return {
    id,
    title,
    machine,
    explains: `${id} is needed.`,
    reads: [],
    check: () => ({ state: 'ok' }),
    actions: () => [],
  }
}

const DIFF = '--- /etc/a.conf\n+++ /etc/a.conf\n@@ -1,1 +1,1 @@\n-old = 1\n+password = ••••\n'
const file: Change = { kind: 'file', operation: 'update', subject: '/etc/a.conf', diff: DIFF }
const unit = (summary: string): Change => ({ kind: 'unit', operation: 'update', subject: 'a.service', summary })
const pack = (subject: string): Change => ({ kind: 'package', operation: 'create', subject })

const plan = buildPlan([
  {
    component: 'base',
    requires: [],
    phases: [{ title: 'All', scope: 'cloud', steps: ['one', 'two', 'three'].map((id) => step(id, 'controller')) }],
  },
  { component: 'far', requires: [], phases: [{ title: 'Far', scope: 'machine', steps: [step('four', 'attic')] }] },
])

function viewOf(
  verdicts: Record<string, Verdict>,
  unreadable: Preview['unreadable'] = new Map(),
  findings: readonly Finding[] = [],
) {
  const preview = { verdicts: new Map(Object.entries(verdicts)), unreadable }
  return previewView('home', ['controller', 'attic'], plan, preview, findings)
}

const OK: Verdict = { state: 'ok' }
const MIXED = viewOf({
  one: { state: 'change', changes: [file, pack('zoo'), pack('ant')] },
  two: { state: 'change', changes: [unit('enable'), unit('start')] },
  three: {
    state: 'unknown',
    reason: 'MariaDB does not answer yet',
    expected: [{ kind: 'database', operation: 'create', subject: 'database x' }],
  },
  four: OK,
})

describe('plan', () => {
  test('groups changes, shows diffs, and says what cannot be known yet', () => {
    expect(previewText(MIXED, look)).toBe(
      `controller  2 steps to apply, 1 not known yet
  2 packages
    + ant zoo
  1 file
    ~ /etc/a.conf
        @@ -1,1 +1,1 @@
        -old = 1
        +password = ••••
  1 unit
    ~ a.service  enable, start
  1 step that cannot be checked yet; applying would then do:
    because MariaDB does not answer yet:
      ? Do three  database x

home: 2 steps would change something, 1 cannot be checked yet and 1 is as it
should be.`,
    )
  })

  test('--explain tells what each step is for', () => {
    const text = explainedText(MIXED, look)
    expect(text).toContain('Do two  two\n    two is needed.\n    1 unit')
    expect(text).toContain('Not known yet: MariaDB does not answer yet. Applying would then do:')
    expect(text).not.toContain('Do four')
  })

  test('is one line a machine before apply asks', () => {
    const text = shortPreviewText(MIXED, look)
    expect(text).toContain('controller: 2 packages, 1 file and 1 unit; 1 more step not known yet')
    expect(text).toContain('attic: nothing to do')
  })

  test('says so when there is nothing to do', () => {
    const view = viewOf({ one: OK, two: OK, three: OK, four: OK })
    expect(view.converged).toBe(true)
    expect(previewText(view, look)).toBe('Nothing to do: all 4 steps of home are as they should be.')
  })

  test('a machine out of reach is named with its remedy, and nothing counts as done', () => {
    const lost = new Map([
      ['attic', { code: 'unreachable', message: 'attic did not answer.', remedy: 'Switch it on.' } as const],
    ])
    const unknown: Verdict = { state: 'unknown', reason: 'attic did not answer.', expected: [] }
    const view = viewOf({ one: OK, two: OK, three: OK, four: unknown }, lost)
    const text = previewText(view, look)
    expect(text).toContain('attic\n  Error: attic did not answer.\n  What to try:\n    Switch it on.')
    expect(text).toContain('home: 3 are as they should be and attic could not be read.')
    expect(view.converged).toBe(false)
  })

  test('what stands in no step is told before the sum, wherever the plan is shown', () => {
    const lost = {
      id: 'moved/x',
      machine: 'attic',
      level: 'error',
      what: 'Left behind.',
      why: 'Lost.',
      remedy: 'Carry it.',
    }
    const change: Verdict = { state: 'change', changes: [pack('zoo')] }
    const view = viewOf({ one: change, two: OK, three: OK, four: OK }, new Map(), [lost as Finding])
    for (const text of [previewText(view, look), shortPreviewText(view, look), explainedText(view, look)])
      expect(text).toContain('\n\nerror   attic: Left behind.\n        Lost.\n        Carry it.\n\nhome: ')
  })

  test('a diff of masked values only is not an empty place', () => {
    const masked = viewOf({
      one: { state: 'change', changes: [{ ...file, diff: '--- a\n+++ b\n' }] },
      two: OK,
      three: OK,
      four: OK,
    })
    expect(previewText(masked, look)).toContain('only values that are masked differ')
  })
})
