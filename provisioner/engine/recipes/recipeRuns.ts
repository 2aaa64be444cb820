/** Runs of recipes on disk: a journal each, its sealed secrets and the files that came out of it. */
import { randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { appendLines, type LineFile, privateFolder, readLines } from '../../adapters/localFiles.ts'
import { RUN_ID } from '../../recipes/marks.ts'
import { type RecipeEvent, type RecipeProgress, reduceRecipeEvents } from '../../recipes/progress.ts'

const END = '.jsonl'

/** The recipe's name and chance: it marks what the run makes, in this cloud and in every other. */
export function newRecipeRun(recipe: string): string {
  return `${recipe}-${randomBytes(3).toString('hex')}`
}

export async function openRecipeJournal(folder: string, run: string): Promise<LineFile> {
  await privateFolder(folder)
  return appendLines(join(folder, `${run}${END}`))
}

export async function readRecipeEvents(folder: string, run: string): Promise<RecipeEvent[]> {
  return (await readLines(join(folder, `${run}${END}`))) as RecipeEvent[]
}

/** Runs known here, the newest first. */
export async function listRecipeRuns(folder: string): Promise<RecipeProgress[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(END))
  const runs = names.map((name) => name.slice(0, -END.length)).filter((run) => RUN_ID.test(run))
  const read = await Promise.all(runs.map(async (run) => reduceRecipeEvents(await readRecipeEvents(folder, run))))
  return read.filter((state) => state !== undefined).sort((a, b) => b.startedAt - a.startedAt)
}

/** Takes a run that is gone off the list. */
export async function forgetRecipeRun(folder: string, run: string): Promise<void> {
  await rm(join(folder, `${run}${END}`), { force: true })
}

export function secretsFile(folder: string, run: string): string {
  return join(folder, `${run}.sealed`)
}

/** Where its files go. */
export function outputFolder(folder: string, run: string): string {
  return join(folder, `${run}.files`)
}
