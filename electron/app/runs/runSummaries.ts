/** Summaries of all runs of a cloud, read from their journals; each is read again only when it has changed. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunningProcess } from '../../../provisioner/core/event.ts'
import { isRunning, listRuns, readMilestones } from '../../../provisioner/index.ts'
import type { RunEvent, RunSummary } from '../../contract/index.ts'

/** What a journal says; whether a process still writes it is asked each time. */
interface Journalled {
  readonly summary: RunSummary
  readonly by: RunningProcess | undefined
}

const known = new Map<string, { readonly mark: string; readonly found: Journalled | undefined }>()

/**
 * Newest first. A run without an end is `running` where another process is at it, else `interrupted`: of this process's own
 * only who started it knows that it is under way.
 */
export async function runSummaries(folder: string): Promise<readonly RunSummary[]> {
  const found = await Promise.all((await listRuns(folder)).map((run) => summaryOf(folder, run)))
  return found.flatMap((one) => one ?? [])
}

/** The newest run alone. */
export async function lastRunSummary(folder: string): Promise<RunSummary | undefined> {
  for (const run of await listRuns(folder)) {
    const summary = await summaryOf(folder, run)
    if (summary !== undefined) return summary
  }
  return undefined
}

async function summaryOf(folder: string, run: string): Promise<RunSummary | undefined> {
  const file = join(folder, `${run}.jsonl`)
  const { mtimeMs, size } = await stat(file).catch(() => ({ mtimeMs: 0, size: 0 }))
  const mark = `${mtimeMs} ${size}`
  const before = known.get(file)
  const found = before?.mark === mark ? before.found : summarised(await readMilestones(folder, run))
  known.set(file, { mark, found })
  if (found?.summary.state !== 'interrupted' || !(await isElsewhere(found.by))) return found?.summary
  return { ...found.summary, state: 'running' }
}

async function isElsewhere(by: RunningProcess | undefined): Promise<boolean> {
  return by !== undefined && by.pid !== process.pid && (await isRunning(by))
}

/** Undefined for a journal that a crash left before its first event was written. */
function summarised(events: readonly RunEvent[]): Journalled | undefined {
  const first = events.find((event) => event.type === 'run-started')
  if (first === undefined) return undefined
  const last = events.find((event) => event.type === 'run-finished')
  const count = (type: RunEvent['type']): number => events.filter((event) => event.type === type).length
  const summary: RunSummary = {
    run: first.run,
    operation: first.operation,
    startedAt: first.at,
    ...(last === undefined ? {} : { endedAt: last.at }),
    state: last?.outcome ?? 'interrupted',
    steps: first.steps.length,
    changed: count('step-changed'),
    failed: count('step-failed'),
  }
  return { summary, by: first.by }
}
