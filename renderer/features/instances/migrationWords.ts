/** How far a live migration is, in words, and what may be done to it now. Pure. */
import type { LiveMigration } from '../../../electron/contract/servers.ts'
import { mebibytes } from '../../ui/time.ts'

type Copied = NonNullable<LiveMigration['memory']>

const MEBI = 1024 ** 2

/** Copied so often over, it changes faster than it is copied. */
const OVER = 2

interface CopyWords {
  readonly done: number
  readonly total: number
  readonly words: string
}

/** What is left, not what was copied: memory that changed is copied again. */
export function copyWords(part: Copied | undefined): CopyWords | undefined {
  if (part === undefined || part.total <= 0) return undefined
  const left = Math.min(part.remaining, part.total)
  return {
    done: part.total - left,
    total: part.total,
    words: `${mebibytes(left / MEBI)} of ${mebibytes(part.total / MEBI)} left`,
  }
}

/** Whether it does not come to an end by itself: more was copied than there is, and much is left. */
export function isEndless({ memory }: Pick<LiveMigration, 'memory'>): boolean {
  return memory !== undefined && memory.total > 0 && memory.processed > OVER * memory.total && memory.remaining > 0
}

/** Nova aborts those queued, being prepared and running (2.65), and finishes at once those that run only (2.22). */
export function mayDo({ status }: Pick<LiveMigration, 'status'>): { readonly abort: boolean; readonly force: boolean } {
  return { abort: ['queued', 'preparing', 'running'].includes(status), force: status === 'running' }
}

const STATUSES: Readonly<Record<string, string>> = {
  accepted: 'Waiting to begin',
  queued: 'Waiting for its turn',
  preparing: 'Preparing',
  running: 'Copying',
  'post-migrating': 'Copied; being finished',
}

/** A status Nova got since this was written is shown by its own name. */
export function migrationStatus(status: string): string {
  return STATUSES[status] ?? status
}
