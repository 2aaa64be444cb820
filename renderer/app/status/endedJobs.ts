/** Which jobs ended since the last look. Pure. */
import type { Job } from '../../../electron/contract/index.ts'

/** Long ones, after which a person wants to be called back. */
const LONG: readonly Job['kind'][] = ['practice', 'run', 'verify']

/** @param running ids of the jobs that ran at the last look: one that ended before the page opened is no news */
export function endedJobs(running: ReadonlySet<string>, jobs: readonly Job[]): readonly Job[] {
  return jobs.filter(
    ({ id, kind, state }) => running.has(id) && LONG.includes(kind) && (state === 'done' || state === 'failed'),
  )
}
