/** Work on a run of a recipe with its journal open: one at a time, and how it ended is the last that is noted. */

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { privateFolder, readText, writeNew } from '../../adapters/localFiles.ts'
import { type ErrorData, errorData, StacksteadError } from '../../core/errors.ts'
import type { RecipeEvent } from '../../recipes/progress.ts'
import type { Note, RecipeRoom } from './recipeRoom.ts'
import { openRecipeJournal } from './recipeRuns.ts'

export interface Ends {
  readonly done: RecipeEvent
  readonly failed: (outcome: 'failed' | 'stopped', error: ErrorData) => RecipeEvent
}

/** Ends of making. */
const MADE = (): Ends => ({
  done: { type: 'ended', at: Date.now(), outcome: 'done' },
  failed: (outcome, error) => ({ type: 'ended', at: Date.now(), outcome, error }),
})

export async function withJournal(
  room: RecipeRoom,
  run: string,
  first: readonly RecipeEvent[],
  work: (note: Note) => Promise<void>,
  ends: () => Ends = MADE,
): Promise<void> {
  await using _taken = await taken(room.folder, run)
  await using journal = await openRecipeJournal(room.folder, run)
  const note: Note = async (event) => {
    await journal.append(event)
    room.emit?.(event, run)
  }
  for (const event of first) await note(event)
  try {
    await work(note)
  } catch (error) {
    const data = errorData(error)
    await note(ends().failed(room.signal?.aborted || data.code === 'cancelled' ? 'stopped' : 'failed', data))
    throw error
  }
  await note(ends().done)
}

/** Of two programs that work on the same run, each would make what the other makes. */
async function taken(folder: string, run: string): Promise<AsyncDisposable> {
  await privateFolder(folder)
  const file = join(folder, `${run}.lock`)
  const mine = String(process.pid)
  if (!(await writeNew(file, mine, 0o600))) {
    const owner = Number(await readText(file))
    if (isAlive(owner))
      throw new StacksteadError({
        code: 'locked',
        message: `Another program (process ${owner}) is working on ${run}.`,
        remedy: 'Wait until it has ended, or end it.',
      })
    // Its owner was killed.
    await rm(file, { force: true })
    return taken(folder, run)
  }
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
