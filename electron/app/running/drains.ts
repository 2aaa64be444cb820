/** Computes being emptied: each a job, one at a time for a compute, the last of each kept to be looked at. */
import { randomUUID } from 'node:crypto'
import { errorData, StacksteadError } from '../../../provisioner/core/errors.ts'
import type { DrainEnd, DrainProgress, DrainWish } from '../../../provisioner/index.ts'
import type { Drain } from '../../contract/computes.ts'
import { type Cell, cell } from '../cell.ts'
import type { Jobs } from '../jobs.ts'
import { perCloud } from '../perCloud.ts'

/** The work itself, with what it is given to tell and to be stopped by. */
export type DrainWork = (given: {
  readonly onProgress: (progress: DrainProgress) => void
  readonly stop: AbortSignal
  readonly signal: AbortSignal
}) => Promise<DrainEnd>

export interface Drains extends AsyncDisposable {
  of(cloud: string): Cell<readonly Drain[]>
  /** Id of the drain; it goes on by itself. Throws `locked` while the compute is being drained. */
  begin(cloud: string, wish: DrainWish, work: DrainWork): string
  /** Of a compute that is not being drained: nothing. */
  stop(cloud: string, host: string, now: boolean): void
}

interface Working {
  readonly stop: AbortController
  readonly now: AbortController
  readonly done: Promise<void>
}

/** Neither comes nor goes any more. */
const SETTLED = new Set(['moved', 'stopped', 'stays', 'failed'])

export function drains(jobs: Jobs): Drains {
  const lists = perCloud(() => cell<readonly Drain[]>([]))
  const working = new Map<string, Working>()
  const key = (cloud: string, host: string): string => `${cloud} ${host}`

  const change = (cloud: string, id: string, edit: (before: Drain) => Drain): void => {
    const list = lists.of(cloud)
    list.set(list.get().map((one) => (one.id === id ? edit(one) : one)))
  }
  const run = async (cloud: string, id: string, wish: DrainWish, work: DrainWork, signals: Signals): Promise<void> => {
    const end = (state: Drain['state'], error?: unknown): void =>
      change(cloud, id, ({ waitsFor: _over, ...before }) => ({
        ...before,
        ...{ state, endedAt: Date.now() },
        ...(error === undefined ? {} : { error: errorData(error) }),
      }))
    const drained = async (share: (done: number) => void): Promise<DrainEnd> =>
      work({
        ...signals,
        onProgress(progress) {
          change(cloud, id, ({ waitsFor: _before, ...others }) => ({ ...others, ...progress }))
          share(shareOf(progress))
        },
      })
    try {
      end(
        await jobs.run({ kind: 'drain', cloud, title: `Drain ${wish.host}` }, drained, (how) =>
          how === 'empty' ? 'done' : how === 'cancelled' ? 'cancelled' : 'failed',
        ),
      )
    } catch (error) {
      if (errorData(error).code === 'cancelled') end('cancelled')
      else end('failed', error)
    } finally {
      working.delete(key(cloud, wish.host))
    }
  }
  return {
    of: (cloud) => lists.of(cloud),
    begin(cloud, wish, work) {
      const { host, reason } = wish
      if (working.has(key(cloud, host)))
        throw new StacksteadError({ code: 'locked', message: `${host} is being drained already.` })
      const id = randomUUID()
      const list = lists.of(cloud)
      const first: Drain = { id, host, reason, state: 'running', step: 'looking', instances: [], startedAt: Date.now() }
      list.set([first, ...list.get().filter((one) => one.host !== host)])
      const [stop, now] = [new AbortController(), new AbortController()]
      const signals = { stop: stop.signal, signal: now.signal }
      working.set(key(cloud, host), { stop, now, done: run(cloud, id, wish, work, signals) })
      return id
    },
    stop(cloud, host, now) {
      const one = working.get(key(cloud, host))
      if (one === undefined) return
      const current = lists
        .of(cloud)
        .get()
        .find((drain) => drain.host === host)
      if (current !== undefined) change(cloud, current.id, (before) => ({ ...before, state: 'stopping' }))
      one.stop.abort()
      if (now) one.now.abort()
    },
    async [Symbol.asyncDispose]() {
      const all = [...working.values()]
      for (const { now, stop } of all) {
        stop.abort()
        now.abort()
      }
      await Promise.allSettled(all.map(({ done }) => done))
    },
  }
}

interface Signals {
  readonly stop: AbortSignal
  readonly signal: AbortSignal
}

function shareOf({ instances }: DrainProgress): number {
  if (instances.length === 0) return 0
  const share = instances.reduce((sum, { copied = 0, state }) => sum + (SETTLED.has(state) ? 1 : copied * 0.9), 0)
  return share / instances.length
}
