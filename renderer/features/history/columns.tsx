/** The columns of the table of runs. */
import type { RunSummary } from '../../../electron/contract/index.ts'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { duration, moment } from '../../ui/time.ts'

const OUTCOMES: Readonly<Record<RunSummary['state'], readonly [StatusKind, string]>> = {
  running: ['progress', 'Running'],
  done: ['works', 'Done'],
  failed: ['failed', 'Failed'],
  cancelled: ['off', 'Cancelled'],
  interrupted: ['needs-you', 'Interrupted'],
}

const OPERATIONS = { apply: 'Deploy', destroy: 'Remove' } as const

export const COLUMNS: readonly Column<RunSummary>[] = [
  {
    id: 'when',
    title: 'When',
    width: 188,
    value: ({ startedAt }) => startedAt,
    text: ({ startedAt }) => moment(startedAt),
  },
  { id: 'operation', title: 'Operation', width: 120, value: ({ operation }) => OPERATIONS[operation] },
  {
    id: 'outcome',
    title: 'Outcome',
    width: 136,
    value: ({ state }) => OUTCOMES[state][1],
    cell: ({ state }) => <Status kind={OUTCOMES[state][0]}>{OUTCOMES[state][1]}</Status>,
  },
  {
    id: 'duration',
    title: 'Took',
    width: 96,
    align: 'end',
    mono: true,
    value: took,
    text: (run) => {
      const time = took(run)
      return time === undefined ? '' : duration(time)
    },
  },
  { id: 'steps', title: 'Steps', width: 88, align: 'end', mono: true, value: ({ steps }) => steps },
  { id: 'changed', title: 'Changed', width: 96, align: 'end', mono: true, value: ({ changed }) => changed },
  { id: 'failed', title: 'Failed', width: 88, align: 'end', mono: true, value: ({ failed }) => failed },
  { id: 'run', title: 'Run', width: 260, mono: true, value: ({ run }) => run },
]

function took({ startedAt, endedAt }: RunSummary): number | undefined {
  return endedAt === undefined ? undefined : endedAt - startedAt
}
