/** What the app is doing before and beside the steps, in words. Pure. */
import type { RunNow, RunSummary } from '../../../electron/contract/index.ts'
import { shortList } from '../../ui/words.ts'

/** Undefined once steps run. */
export function beforeText({ phase, waitingFor }: RunNow): string | undefined {
  const waiting = waitingFor.length === 0 ? '' : `; waiting for ${shortList(waitingFor)}, busy with an earlier run`
  switch (phase) {
    case 'reading':
      return `Reading every machine to see what is left to do${waiting}`
    case 'checking':
      return `Checking that nothing stands in the way${waiting}`
    case 'locking':
      return `Taking the lock of every machine, so that nobody else changes it meanwhile${waiting}`
    default:
      return undefined
  }
}

const OPERATIONS = { apply: 'Deploying', destroy: 'Destroying' } as const

/** One line for the title row. */
export function runText(now: RunNow, state: RunSummary['state'] | undefined, operation: 'apply' | 'destroy'): string {
  if (now.phase === 'pausing') return 'Pausing after the steps under way'
  if (now.phase === 'stopping') return 'Stopping: the steps under way come to their end'
  switch (state) {
    case 'running':
      return OPERATIONS[operation]
    case 'interrupted':
      return 'Interrupted: the app ended in the middle'
    case 'failed':
      return 'Failed'
    case 'cancelled':
      return 'Paused: what is done stays done'
    case 'done':
      return operation === 'apply' ? 'Deployed' : 'Taken away'
    default:
      return ''
  }
}

/** Whether starting again goes on with it. */
export function canGoOn(state: RunSummary['state'] | undefined): boolean {
  return state === 'interrupted' || state === 'failed' || state === 'cancelled'
}
