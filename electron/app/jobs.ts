/** Jobs: everything that takes longer than a moment, for status bar, tray and notifications. */
import { randomUUID } from 'node:crypto'
import type { Job } from '../contract/index.ts'
import { type Cell, cell } from './cell.ts'

/** How long an ended job is told of, in milliseconds. */
const KEPT = 60 * 60_000

export interface Jobs {
  readonly list: Cell<readonly Job[]>
  /** Tells of `work` from its beginning to its end; what it resolves to or rejects with is passed on. */
  run<T>(
    job: Pick<Job, 'kind' | 'cloud' | 'title'>,
    work: (progress: (share: number) => void) => Promise<T>,
  ): Promise<T>
}

export function jobs(): Jobs {
  const list = cell<readonly Job[]>([])
  const change = (id: string, fields: Partial<Job>): void =>
    list.set(list.get().map((job) => (job.id === id ? { ...job, ...fields } : job)))
  return {
    list,
    async run(job, work) {
      const id = randomUUID()
      const now = Date.now()
      const recent = list.get().filter((one) => one.endedAt === undefined || one.endedAt > now - KEPT)
      list.set([{ ...job, id, startedAt: now, state: 'running' }, ...recent])
      try {
        const result = await work((progress) => change(id, { progress }))
        change(id, { state: 'done', endedAt: Date.now() })
        return result
      } catch (error) {
        const cancelled = error instanceof Error && error.name === 'AbortError'
        change(id, { state: cancelled ? 'cancelled' : 'failed', endedAt: Date.now() })
        throw error
      }
    },
  }
}
