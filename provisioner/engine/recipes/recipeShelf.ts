/** Recipes on this computer: those that come with Stackstead, and a person's own in folders beside them. */
import { join } from 'node:path'
import { privateFolder, readFolder, readText, writeNew } from '../../adapters/localFiles.ts'
import { RECIPE_FOLDER } from '../../adapters/templateFolder.ts'
import { StacksteadError } from '../../core/errors.ts'
import { checkRecipe, type RecipeProblem } from '../../recipes/readRecipe.ts'
import type { Recipe } from '../../recipes/schema.ts'

const END = '.yaml'
/** A file's name without its end; a run is called after it. */
const NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/

export interface ShelvedRecipe {
  readonly name: string
  /** Absolute path. */
  readonly file: string
  /** It came with Stackstead. */
  readonly isShipped: boolean
  readonly text: string
  /** Absent for one with problems. */
  readonly recipe?: Recipe
  readonly problems: readonly RecipeProblem[]
}

export interface RecipeShelf {
  /** By name; a person's own stands for a shipped one of the same name. */
  list(): Promise<ShelvedRecipe[]>
  /** Rejects with `invalid-input` for one that is not there. */
  get(name: string): Promise<ShelvedRecipe>
  /** Copies one into the person's own folder, to be changed there. Gives its path. */
  copy(name: string, as: string): Promise<string>
}

/**
 * @param folders a person's own, the most important first; copies go into the first
 * @param shipped where those that come with Stackstead lie
 */
export function recipeShelf(folders: readonly string[], shipped = RECIPE_FOLDER): RecipeShelf {
  const list = async (): Promise<ShelvedRecipe[]> => {
    const found = new Map<string, ShelvedRecipe>()
    for (const one of await inFolder(shipped, true)) found.set(one.name, one)
    for (const folder of folders.toReversed()) for (const one of await inFolder(folder, false)) found.set(one.name, one)
    return [...found.values()].sort((a, b) => a.name.localeCompare(b.name))
  }
  const get = async (name: string): Promise<ShelvedRecipe> => {
    const all = await list()
    const found = all.find((one) => one.name === name)
    if (found !== undefined) return found
    throw refused(`There is no recipe ${JSON.stringify(name)}.`, `There are: ${all.map((one) => one.name).join(', ')}.`)
  }
  return {
    list,
    get,
    async copy(name, as) {
      const { text } = await get(name)
      const [folder] = folders
      if (folder === undefined || !NAME.test(as))
        throw refused(`${JSON.stringify(as)} is no name for a recipe.`, 'Use small letters, digits and hyphens.')
      await privateFolder(folder)
      const file = join(folder, `${as}${END}`)
      if (await writeNew(file, text, 0o600)) return file
      throw refused(`There is a recipe ${file} already.`, 'Choose another name.')
    },
  }
}

/** A person need not have a folder of their own; that of Stackstead's own is always there. */
async function inFolder(folder: string, isShipped: boolean): Promise<ShelvedRecipe[]> {
  const all = await readFolder(folder)
  if (all === undefined && isShipped) throw incomplete(folder)
  const files = (all ?? []).filter((file) => file.endsWith(END))
  const names = files.map((file) => file.slice(0, -END.length)).filter((name) => NAME.test(name))
  const read = await Promise.all(
    names.map(async (name): Promise<ShelvedRecipe[]> => {
      const file = join(folder, `${name}${END}`)
      const text = await readText(file)
      return text === undefined ? [] : [{ name, file, text, isShipped, ...checkRecipe(text) }]
    }),
  )
  return read.flat()
}

function incomplete(folder: string): StacksteadError {
  return new StacksteadError({
    code: 'internal',
    message: `The recipes that come with Stackstead are not in ${folder}.`,
    remedy: 'Install Stackstead anew.',
  })
}

function refused(message: string, remedy: string): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message, remedy })
}
