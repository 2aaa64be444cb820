/** Summaries of all runs of a cloud, read from their journals; each is read again only when it has changed. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { listRuns, readMilestones } from '../../../provisioner/index.ts'
import type { RunEvent, RunSummary } from '../../contract/index.ts'

const known = new Map<string, { readonly mark: string; readonly summary: RunSummary | undefined }>()

/** Newest first. A run without an end is `interrupted` here: only who started it knows that it is under way. */
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
  if (before?.mark === mark) return before.summary
  const summary = summarised(await readMilestones(folder, run))
  known.set(file, { mark, summary })
  return summary
}

/** Undefined for a journal that a crash left before its first event was written. */
function summarised(events: readonly RunEvent[]): RunSummary | undefined {
  const first = events.find((event) => event.type === 'run-started')
  if (first === undefined) return undefined
  const last = events.find((event) => event.type === 'run-finished')
  const count = (type: RunEvent['type']): number => events.filter((event) => event.type === type).length
  return {
    run: first.run,
    operation: first.operation,
    startedAt: first.at,
    ...(last === undefined ? {} : { endedAt: last.at }),
    state: last?.outcome ?? 'interrupted',
    steps: first.steps.length,
    changed: count('step-changed'),
    failed: count('step-failed'),
  }
}
