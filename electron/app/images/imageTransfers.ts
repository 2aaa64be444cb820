/** Images on their way into clouds: each a job that can be cancelled, with how far it is. */
import { randomUUID } from 'node:crypto'
import { errorData } from '../../../provisioner/core/errors.ts'
import type { Uploaded, UploadProgress } from '../../../provisioner/index.ts'
import type { ImageTransfer, NewImage } from '../../contract/index.ts'
import { type Cell, cell } from '../cell.ts'
import type { Jobs } from '../jobs.ts'
import { type PerCloud, perCloud } from '../perCloud.ts'
import { transferRate } from './transferRate.ts'

/** What a transfer gives whoever sends. */
export interface Sending {
  readonly image: NewImage
  readonly signal: AbortSignal
  readonly onProgress: (progress: UploadProgress) => void
}

export interface Wanted {
  readonly cloud: string
  readonly image: NewImage
  /** The file or address it comes from. */
  readonly from: string
  readonly send: (sending: Sending) => Promise<Uploaded>
  /** However it ended. */
  readonly onEnd: () => void
}

export interface ImageTransfers extends AsyncDisposable {
  /** Id of the transfer; it goes on by itself. */
  begin(wanted: Wanted): string
  /** One that has ended is told of no longer. */
  cancel(cloud: string, transfer: string): void
  of(cloud: string): Cell<readonly ImageTransfer[]>
}

/** Milliseconds an ended one is told of. */
const KEPT = 60 * 60_000
/** Milliseconds between two reports of progress. */
const EVERY = 250

export function imageTransfers(jobs: Jobs): ImageTransfers {
  const lists: PerCloud<Cell<readonly ImageTransfer[]>> = perCloud(() => cell<readonly ImageTransfer[]>([]))
  const working = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>()

  const change = (cloud: string, id: string, edit: (before: ImageTransfer) => ImageTransfer): void => {
    const list = lists.of(cloud)
    list.set(list.get().map((one) => (one.id === id ? edit(one) : one)))
  }
  const work = async (id: string, { cloud, image, onEnd, send }: Wanted, signal: AbortSignal): Promise<void> => {
    const pace = transferRate()
    let toldAt = 0
    const upload = async (share: (done: number) => void): Promise<string> => {
      const onProgress = ({ sent, stage, total }: UploadProgress): void => {
        const now = Date.now()
        const moving = pace(sent, total, now)
        if (stage === 'sending' && now - toldAt < EVERY) return
        toldAt = now
        change(cloud, id, ({ rate: _before, remaining: _until, ...others }) => ({
          ...others,
          ...{ state: stage, sent },
          ...(total === undefined ? {} : { total }),
          ...(stage === 'sending' ? moving : {}),
        }))
        if (total !== undefined && total > 0) share(sent / total)
      }
      return (await send({ image, signal, onProgress })).image.id
    }
    try {
      const made = await jobs.run({ kind: 'image', cloud, title: `Upload ${image.name}` }, upload)
      change(cloud, id, (before) => ({ ...before, state: 'done', image: made, endedAt: Date.now() }))
    } catch (error) {
      const data = errorData(error)
      const state = signal.aborted || data.code === 'cancelled' ? 'cancelled' : 'failed'
      change(cloud, id, (before) => ({ ...before, state, error: data, endedAt: Date.now() }))
    } finally {
      working.delete(id)
      onEnd()
    }
  }
  return {
    of: (cloud) => lists.of(cloud),
    begin(wanted) {
      const id = randomUUID()
      const list = lists.of(wanted.cloud)
      const recent = list.get().filter(({ endedAt }) => endedAt === undefined || endedAt > Date.now() - KEPT)
      list.set([begun(id, wanted), ...recent])
      const stop = new AbortController()
      working.set(id, { stop, done: work(id, wanted, stop.signal) })
      return id
    },
    cancel(cloud, transfer) {
      const list = lists.of(cloud)
      const all = list.get()
      const found = all.find(({ id }) => id === transfer)
      if (found === undefined) return
      if (found.endedAt === undefined) working.get(transfer)?.stop.abort()
      else list.set(all.filter((one) => one !== found))
    },
    /** What is half sent is taken away before the connections go. */
    async [Symbol.asyncDispose]() {
      const all = [...working.values()]
      for (const { stop } of all) stop.abort()
      await Promise.allSettled(all.map(({ done }) => done))
    },
  }
}

function begun(id: string, { from, image }: Wanted): ImageTransfer {
  return { id, name: image.name, from, state: 'preparing', sent: 0, startedAt: Date.now() }
}
