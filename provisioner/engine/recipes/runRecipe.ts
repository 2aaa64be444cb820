/** Runs a recipe: everything it makes carries the run's mark, so that a run that was killed goes on where it stopped. */
import { privateFolder } from '../../adapters/localFiles.ts'
import { StacksteadError } from '../../core/errors.ts'
import { type Given, settle } from '../../recipes/choices.ts'
import { shortageWords } from '../../recipes/need.ts'
import { partsOf } from '../../recipes/parts.ts'
import type { RecipeEvent } from '../../recipes/progress.ts'
import { readRecipe } from '../../recipes/readRecipe.ts'
import type { Scope } from '../../recipes/references.ts'
import type { Recipe } from '../../recipes/schema.ts'
import { makeParts } from './makeParts.ts'
import { partRef, previewOf } from './previewRecipe.ts'
import { type RecipeFacts, recipeFacts } from './recipeFacts.ts'
import type { RecipeRoom } from './recipeRoom.ts'
import { newRecipeRun, readRecipeEvents, secretsFile } from './recipeRuns.ts'
import { keepSecrets, makeSecrets, openSecrets, type RecipeSecrets } from './recipeSecrets.ts'
import { withJournal } from './withJournal.ts'

export interface RecipeSource {
  /** Name of its file, without its end. */
  readonly name: string
  readonly text: string
}

export interface PreparedRecipe {
  readonly recipe: Recipe
  readonly run: string
  /** Rejects with whatever went wrong; what was made stays, for going on or for removal. */
  make(room: RecipeRoom): Promise<void>
}

/**
 * A recipe ready to be made. Rejects with `invalid-input` for choices that are not possible, and with `blocked` for quotas that
 * do not leave enough: before anything is made.
 */
export async function prepareRecipe(
  { os }: Pick<RecipeRoom, 'os'>,
  { name, text }: RecipeSource,
  given: Given,
): Promise<PreparedRecipe> {
  const recipe = readRecipe(text, name)
  const facts = await recipeFacts(os)
  refuseImpossible(recipe, given, facts)
  const run = newRecipeRun(name)
  return {
    recipe,
    run,
    async make(room) {
      const secrets = makeSecrets(recipe, run)
      const scope = scopeOf(recipe, given, facts, secrets, run)
      const parts = partsOf(recipe, scope)
      await privateFolder(room.folder)
      // On disk before anything is made with them: a run that is killed right afterwards can go on.
      await keepSecrets(secretsFile(room.folder, run), secrets, room.vault)
      const { given: chosen } = settle(recipe, given, facts.choices)
      const started: RecipeEvent = {
        ...{ type: 'started', at: Date.now(), run, recipe: name, title: recipe.title, text },
        ...{ given: chosen, parts: parts.map(partRef) },
      }
      await withJournal(room, run, [started], (note) =>
        makeParts({ room, recipe, facts, scope, parts, secrets, run, note, events: [] }),
      )
    },
  }
}

/** Goes on with a run that was stopped, killed or has failed: what is there stays, what is missing is made. */
export async function resumeRecipe(room: RecipeRoom, run: string): Promise<void> {
  const started = await startOf(room.folder, run)
  const recipe = readRecipe(started.text, started.recipe)
  const secrets = await openSecrets(secretsFile(room.folder, run), room.vault)
  const facts = await recipeFacts(room.os)
  const scope = scopeOf(recipe, started.given, facts, secrets, run)
  const parts = partsOf(recipe, scope)
  const events = await readRecipeEvents(room.folder, run)
  await withJournal(room, run, [{ type: 'resumed', at: Date.now() }], (note) =>
    makeParts({ room, recipe, facts, scope, parts, secrets, run, note, events }),
  )
}

type StartedEvent = Extract<RecipeEvent, { type: 'started' }>

async function startOf(folder: string, run: string): Promise<StartedEvent> {
  const events = await readRecipeEvents(folder, run)
  const started = events.find((event): event is StartedEvent => event.type === 'started')
  if (started !== undefined && !events.some(({ type }) => type === 'removing')) return started
  throw new StacksteadError({
    code: 'blocked',
    message:
      started === undefined
        ? `This computer knows nothing of the run ${run}, so it cannot go on here.`
        : `What ${run} made was being removed, so it cannot go on.`,
    remedy: 'Remove what it made, and run the recipe again.',
  })
}

function refuseImpossible(recipe: Recipe, given: Given, facts: RecipeFacts): void {
  const { error, needs, problems } = previewOf(recipe, given, facts)
  const wrong = Object.entries(problems).map(
    ([name, problem]) => `${recipe.parameters[name]?.title ?? name}: ${problem}`,
  )
  if (wrong.length > 0)
    throw new StacksteadError({
      code: 'invalid-input',
      message: 'The recipe cannot be run with these values.',
      detail: wrong.join('\n'),
    })
  if (error !== undefined) throw new StacksteadError(error)
  const short = needs.filter(({ isTooMuch }) => isTooMuch)
  if (short.length > 0)
    throw new StacksteadError({
      code: 'blocked',
      message: `The project's quota is too small for ${recipe.title}; nothing was made.`,
      detail: short.map(shortageWords).join('\n'),
      remedy: "Delete what is no longer needed, choose less, or have an administrator raise the project's quota.",
    })
}

function scopeOf(recipe: Recipe, given: Given, facts: RecipeFacts, secrets: RecipeSecrets, run: string): Scope {
  const { problems, values } = settle(recipe, given, facts.choices)
  const [first] = Object.values(problems)
  if (first !== undefined)
    throw new StacksteadError({
      code: 'blocked',
      message: `What was chosen for ${run} is no longer there: ${first}`,
      remedy: 'Remove what it made, and run the recipe again.',
    })
  return { ...values, ...secrets, run }
}
