/** Runs of recipes in this app: those on disk, those under way, and what is being done with each. */
import { join } from 'node:path'
import { errorData, StacksteadError } from '../../../provisioner/core/errors.ts'
import {
  listRecipeRuns,
  type RecipeEvent,
  type RecipeProgress,
  type RecipeRoom,
  reduceRecipe,
} from '../../../provisioner/index.ts'
import type { RecipeRun } from '../../contract/index.ts'
import { type Cell, cell } from '../cell.ts'
import type { Jobs } from '../jobs.ts'
import { perCloud } from '../perCloud.ts'

export interface RecipeRuns extends AsyncDisposable {
  /** The list, read from disk anew. */
  follow(cloud: string, folder: string): Promise<Cell<readonly RecipeRun[]>>
  /** Tells of an event of a run. */
  note(cloud: string, folder: string, run: string, event: RecipeEvent): void
  /**
   * Work on one run: one at a time. Throws `locked` where some is under way. Resolves as soon as the list has the run, whose
   * progress tells the rest; until then with its end, and rejects with what it rejects with: nobody else would tell.
   */
  begin(wanted: Wanted): Promise<void>
  /** Of a run nothing is done with: nothing. */
  stop(cloud: string, run: string): void
  isBusy(cloud: string, run: string): boolean
  forget(cloud: string, run: string): void
}

export interface Wanted {
  readonly cloud: string
  readonly folder: string
  readonly run: string
  readonly title: string
  readonly work: (more: Pick<RecipeRoom, 'signal' | 'emit'>) => Promise<unknown>
}

export function recipeRuns(jobs: Jobs): RecipeRuns {
  const lists = perCloud(() => cell<readonly RecipeRun[]>([]))
  const busy = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>()
  const key = (cloud: string, run: string): string => `${cloud} ${run}`
  const shown = (cloud: string, folder: string, progress: RecipeProgress): RecipeRun => ({
    ...progress,
    isBusy: busy.has(key(cloud, progress.run)),
    folder: join(folder, `${progress.run}.files`),
  })
  const change = (cloud: string, run: string, edit: (before: RecipeRun) => RecipeRun): void => {
    const list = lists.of(cloud)
    list.set(list.get().map((one) => (one.run === run ? edit(one) : one)))
  }
  const note: RecipeRuns['note'] = (cloud, folder, run, event) => {
    const list = lists.of(cloud)
    const before = list.get().find((one) => one.run === run)
    const next = reduceRecipe(before, event)
    if (next === undefined) return
    const after = shown(cloud, folder, next)
    list.set(before === undefined ? [after, ...list.get()] : list.get().map((one) => (one.run === run ? after : one)))
  }
  const isTold = (cloud: string, run: string): boolean =>
    lists
      .of(cloud)
      .get()
      .some((one) => one.run === run)
  const work = async (
    { cloud, folder, run, title, work }: Wanted,
    { onTold, signal }: { readonly onTold: () => void; readonly signal: AbortSignal },
  ): Promise<void> => {
    if (isTold(cloud, run)) onTold()
    try {
      await jobs.run({ kind: 'recipe', cloud, title }, (share) =>
        work({
          signal,
          emit: (event, of) => {
            note(cloud, folder, of, event)
            if (isTold(cloud, of)) onTold()
            const parts =
              lists
                .of(cloud)
                .get()
                .find((one) => one.run === of)?.parts ?? []
            share(parts.filter(({ state }) => state === 'done').length / Math.max(1, parts.length))
          },
        }).then(() => undefined),
      )
    } catch (error) {
      if (!isTold(cloud, run)) throw error
      // Most of it is in the journal; what comes before the journal is open is told here.
      change(cloud, run, (one) => (one.error === undefined ? { ...one, error: errorData(error) } : one))
    } finally {
      busy.delete(key(cloud, run))
      change(cloud, run, (one) => ({ ...one, isBusy: false }))
    }
  }
  return {
    async follow(cloud, folder) {
      const list = lists.of(cloud)
      const wereBusy = new Set(list.get().flatMap(({ isBusy, run }) => (isBusy ? [run] : [])))
      const read = await listRecipeRuns(folder)
      const known = new Map(list.get().map((one) => [one.run, one]))
      // What is under way here, or was while the disk was read, is newer in memory.
      const next = read.map((one) => {
        const mine = known.get(one.run)
        return mine !== undefined && (mine.isBusy || wereBusy.has(one.run)) ? mine : shown(cloud, folder, one)
      })
      const begun = list.get().filter((one) => one.isBusy && !next.some(({ run }) => run === one.run))
      list.set([...begun, ...next])
      return list
    },
    note,
    begin(wanted) {
      const id = key(wanted.cloud, wanted.run)
      if (busy.has(id))
        throw new StacksteadError({
          code: 'locked',
          message: `Something is being done with ${wanted.run} already.`,
          remedy: 'Wait until it has ended, or stop it.',
        })
      const stop = new AbortController()
      const [told, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      busy.set(id, { stop, done: ended.promise })
      change(wanted.cloud, wanted.run, (one) => ({ ...one, isBusy: true }))
      work(wanted, { onTold: told.resolve, signal: stop.signal }).then(told.resolve, told.reject).finally(ended.resolve)
      return told.promise
    },
    stop: (cloud, run) => busy.get(key(cloud, run))?.stop.abort(),
    isBusy: (cloud, run) => busy.has(key(cloud, run)),
    forget(cloud, run) {
      const list = lists.of(cloud)
      list.set(list.get().filter((one) => one.run !== run))
    },
    async [Symbol.asyncDispose]() {
      const all = [...busy.values()]
      for (const { stop } of all) stop.abort()
      await Promise.allSettled(all.map(({ done }) => done))
    },
  }
}
