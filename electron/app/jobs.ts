/** Jobs: everything that takes longer than a moment, for status bar, tray and notifications. */
import { randomUUID } from 'node:crypto'
import { errorData } from '../../provisioner/core/errors.ts'
import type { Job } from '../contract/index.ts'
import { type Cell, cell } from './cell.ts'

/** How long an ended job is told of, in milliseconds. */
const KEPT = 60 * 60_000

export interface Jobs {
  readonly list: Cell<readonly Job[]>
  /**
   * Tells of `work` from its beginning to its end; what it resolves to or rejects with is passed on.
   * @param endOf how a job ended that did not reject; default `done`
   */
  run<T>(
    job: Pick<Job, 'kind' | 'cloud' | 'title'>,
    work: (progress: (share: number) => void) => Promise<T>,
    endOf?: (result: T) => 'done' | 'failed' | 'cancelled',
  ): Promise<T>
}

export function jobs(): Jobs {
  const list = cell<readonly Job[]>([])
  const change = (id: string, fields: Partial<Job>): void =>
    list.set(list.get().map((job) => (job.id === id ? { ...job, ...fields } : job)))
  return {
    list,
    async run(job, work, endOf = () => 'done') {
      const id = randomUUID()
      const now = Date.now()
      const recent = list.get().filter((one) => one.endedAt === undefined || one.endedAt > now - KEPT)
      list.set([{ ...job, id, startedAt: now, state: 'running' }, ...recent])
      try {
        const result = await work((progress) => change(id, { progress }))
        change(id, { state: endOf(result), endedAt: Date.now() })
        return result
      } catch (error) {
        change(id, { state: errorData(error).code === 'cancelled' ? 'cancelled' : 'failed', endedAt: Date.now() })
        throw error
      }
    },
  }
}

/** What works on a cloud, beginning to end, over its connections; looking at it may be broken off. */
const WORK: ReadonlySet<Job['kind']> = new Set(['run', 'verify', 'image', 'recipe', 'drain'])

/** The newest work on a cloud that would break if its connections were closed now. */
export function interrupted({ list }: Jobs, cloud: string): Job | undefined {
  return list.get().find((job) => job.cloud === cloud && WORK.has(job.kind) && job.state === 'running')
}

/** Whether a cloud is being deployed or destroyed. */
export function isRunUnderWay({ list }: Jobs, cloud: string): boolean {
  return list.get().some((job) => job.cloud === cloud && job.kind === 'run' && job.state === 'running')
}
