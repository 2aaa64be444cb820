/** Work on a run of a recipe with its journal open: one at a time, and how it ended is the last that is noted. */

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { holder, isRunning, parsedNote, takeFile, thisProcess } from '../../adapters/heldFile.ts'
import { privateFolder } from '../../adapters/localFiles.ts'
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
  await takeFile(file, JSON.stringify(await thisProcess()), async (text) => {
    const owner = parsedNote(holder, text)
    if (owner === undefined || !(await isRunning(owner))) return
    throw new StacksteadError({
      code: 'locked',
      message: `Another program (process ${owner.pid}) is working on ${run}.`,
      remedy: 'Wait until it has ended, or end it.',
    })
  })
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) }
}
