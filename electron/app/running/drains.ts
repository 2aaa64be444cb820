/**
 * Computes being emptied: each a job, one at a time for a compute. The last of each is kept on disk, written before anything
 * is done and with every change, so that nothing is lost whenever the app ends.
 */
import { randomUUID } from 'node:crypto'
import { errorData, StacksteadError } from '../../../provisioner/core/errors.ts'
import { oneMore } from '../../../provisioner/core/oneMore.ts'
import type { DrainEnd, DrainedInstance, DrainProgress } from '../../../provisioner/index.ts'
import type { Drain, EmptyingWish } from '../../contract/computes.ts'
import { type Cell, cell } from '../cell.ts'
import type { Jobs } from '../jobs.ts'
import { readDrains, writeDrains } from './drainsFile.ts'

/** The work itself, with what it is given to tell and to be stopped by. */
export type DrainWork = (given: {
  readonly onProgress: (progress: DrainProgress) => void
  readonly stop: AbortSignal
  readonly signal: AbortSignal
  /** Of the same, where it was interrupted. */
  readonly earlier: readonly DrainedInstance[]
}) => Promise<DrainEnd>

export interface Drains extends AsyncDisposable {
  of(cloud: string): Promise<Cell<readonly Drain[]>>
  /**
   * Id of the drain, which is on disk then; it goes on by itself. Rejects with `locked` while the compute is being emptied,
   * and where it cannot be written.
   */
  begin(cloud: string, wish: EmptyingWish, work: DrainWork): Promise<string>
  /** One that was interrupted ends there. Of a compute that is not being emptied: nothing. */
  stop(cloud: string, host: string, now: boolean): Promise<void>
}

interface Working {
  readonly stop: AbortController
  readonly now: AbortController
  readonly done: Promise<void>
}

interface Kept {
  /** What is told: it is on disk already, unless that cannot be written. */
  readonly list: Cell<readonly Drain[]>
  readonly now: () => readonly Drain[]
  /** Resolves when it is on disk and told. */
  readonly set: (drains: readonly Drain[]) => Promise<void>
}

/** Neither comes nor goes any more. */
const SETTLED = new Set(['moved', 'stopped', 'stays', 'failed'])

/** @param fileOf where those of a cloud are kept */
export function drains(jobs: Jobs, fileOf: (cloud: string) => Promise<string>): Drains {
  // By file: a cloud that is forgotten may come back elsewhere under its name.
  const opened = new Map<string, Promise<Kept>>()
  const working = new Map<string, Working>()
  let isOver = false
  const key = (cloud: string, host: string): string => `${cloud} ${host}`
  const keptOf = async (cloud: string): Promise<Kept> => {
    const file = await fileOf(cloud)
    const known = opened.get(file) ?? openKept(file)
    opened.set(file, known)
    return known
  }

  const run = async (cloud: string, kept: Kept, begun: Begun, work: DrainWork): Promise<void> => {
    const { id, wish } = begun
    // What moves is more than the note of it, which is written again with the next change.
    const change = (edit: (before: Drain) => Drain): Promise<void> => changed(kept, id, edit).catch(() => undefined)
    const end = (state: Drain['state'], error?: unknown): Promise<void> => {
      working.delete(key(cloud, wish.host))
      return change(({ waitsFor: _over, ...before }) => ({
        ...before,
        ...{ state, endedAt: Date.now() },
        ...(error === undefined ? {} : { error: errorData(error) }),
      }))
    }
    const emptied = async (share: (done: number) => void): Promise<DrainEnd> =>
      work({
        ...begun,
        onProgress(progress) {
          void change(({ waitsFor: _before, ...others }) => ({ ...others, ...progress }))
          share(shareOf(progress))
        },
      })
    // The end of the app is nobody's wish that it ends.
    const stopped = (): Drain['state'] =>
      isOver && kept.now().find((one) => one.id === id)?.state === 'running' ? 'interrupted' : 'cancelled'
    const title = `${wish.kind === 'drain' ? 'Drain' : 'Evacuate'} ${wish.host}`
    try {
      const how = await jobs.run({ kind: 'drain', cloud, title }, emptied, (one) =>
        one === 'empty' ? 'done' : one === 'cancelled' ? 'cancelled' : 'failed',
      )
      await end(how === 'cancelled' ? stopped() : how)
    } catch (error) {
      if (errorData(error).code === 'cancelled') await end(stopped())
      else await end('failed', error)
    }
  }
  return {
    of: async (cloud) => (await keptOf(cloud)).list,
    async begin(cloud, wish, work) {
      const kept = await keptOf(cloud)
      const { host } = wish
      if (working.has(key(cloud, host)))
        throw new StacksteadError({ code: 'locked', message: `${host} is being emptied already.` })
      const before = kept.now()
      const last = before.find((one) => one.host === host)
      const earlier = last?.state === 'interrupted' ? last.instances : []
      const id = randomUUID()
      const base = { id, host, wish, startedAt: Date.now() }
      const first: Drain = { ...base, state: 'running', step: 'looking', instances: earlier }
      const saved = kept.set([first, ...before.filter((one) => one !== last)])
      const [stop, now] = [new AbortController(), new AbortController()]
      const begun: Begun = { id, wish, earlier, stop: stop.signal, signal: now.signal }
      const done = saved.then(
        () => run(cloud, kept, begun, work),
        () => undefined,
      )
      working.set(key(cloud, host), { stop, now, done })
      try {
        await saved
      } catch (error) {
        working.delete(key(cloud, host))
        const others = kept.now().filter((one) => one.id !== id)
        await kept.set(last === undefined ? others : [last, ...others]).catch(() => undefined)
        throw error
      }
      return id
    },
    async stop(cloud, host, now) {
      const kept = await keptOf(cloud)
      const current = kept.now().find((one) => one.host === host)
      if (current === undefined) return
      const one = working.get(key(cloud, host))
      if (one === undefined) {
        if (current.state === 'interrupted')
          await changed(kept, current.id, (before) => ({ ...before, state: 'cancelled' }))
        return
      }
      one.stop.abort()
      if (now) one.now.abort()
      await changed(kept, current.id, (before) => ({ ...before, state: 'stopping' }))
    },
    async [Symbol.asyncDispose]() {
      isOver = true
      const all = [...working.values()]
      for (const { now, stop } of all) {
        stop.abort()
        now.abort()
      }
      await Promise.all(all.map(({ done }) => done))
      // Of one that ended just now it may be on its way.
      await Promise.allSettled(
        [...opened.values()].map(async (opening) => {
          const kept = await opening
          await kept.set(kept.now())
        }),
      )
    },
  }
}

interface Begun {
  readonly id: string
  readonly wish: EmptyingWish
  readonly earlier: readonly DrainedInstance[]
  readonly stop: AbortSignal
  readonly signal: AbortSignal
}

async function openKept(file: string): Promise<Kept> {
  let current = await readDrains(file)
  const list = cell(current)
  let written = ''
  const save = oneMore(async () => {
    const drains = current
    const wanted = drains.map(withoutCopied)
    const text = JSON.stringify(wanted)
    try {
      if (text !== written) await writeDrains(file, wanted)
      written = text
    } finally {
      list.set(drains)
    }
  })
  return {
    list,
    now: () => current,
    set(drains) {
      current = drains
      return save()
    },
  }
}

function changed({ now, set }: Kept, id: string, edit: (before: Drain) => Drain): Promise<void> {
  return set(now().map((one) => (one.id === id ? edit(one) : one)))
}

/** How far a move is changes every second, and is asked anew by whoever goes on. */
function withoutCopied(drain: Drain): Drain {
  return { ...drain, instances: drain.instances.map(({ copied: _moment, ...one }) => one) }
}

function shareOf({ instances }: DrainProgress): number {
  if (instances.length === 0) return 0
  const share = instances.reduce((sum, { copied = 0, state }) => sum + (SETTLED.has(state) ? 1 : copied * 0.9), 0)
  return share / instances.length
}
