/** Recipes: things made together from a file, how far that is, and their removal. */
import { z } from 'zod'
import type {
  Choices,
  Given,
  Need,
  NeedName,
  OutputValue,
  Parameter,
  PartProgress,
  PreviewedPart,
  RecipePreview,
  RecipeProblem,
  RecipeProgress,
} from '../../provisioner/index.ts'
import { request, stream } from './call.ts'
import { cloudId, ofCloud, path } from './names.ts'

export type {
  Choices,
  Given,
  Need,
  NeedName,
  OutputValue,
  Parameter,
  PartProgress,
  PreviewedPart,
  RecipePreview,
  RecipeProblem,
  RecipeProgress,
}

export interface RecipeSummary {
  /** Its file's name without the end. */
  readonly name: string
  readonly title: string
  readonly about: string
  /** Absolute path. */
  readonly file: string
  /** It came with Stackstead. */
  readonly isShipped: boolean
  /** Why it cannot be run as it is. */
  readonly problems: readonly RecipeProblem[]
  /** By name, in the order of the file. */
  readonly parameters: Readonly<Record<string, Parameter>>
}

export interface RecipeRun extends RecipeProgress {
  /** Something is being made or removed right now, by this app. */
  readonly isBusy: boolean
  /** Absolute path of the folder its files are in. */
  readonly folder: string
}

/** Things in the cloud that carry the mark of a run nobody here knows of. */
export interface StrayRun {
  readonly run: string
  readonly things: readonly { readonly kind: string; readonly name: string }[]
}

const recipe = z.string().regex(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/, 'Small letters, digits and hyphens, 40 at most.')
const run = z.string().regex(/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?-[0-9a-f]{6}$/)
const given = z.record(z.string().max(32), z.union([z.string().max(1024), z.number()]))
const ofRecipe = z.strictObject({ cloud: cloudId, recipe })
const ofRun = z.strictObject({ cloud: cloudId, run })

export const recipes = {
  'recipes.list': request<readonly RecipeSummary[]>()(ofCloud),
  'recipes.read': request<{ readonly file: string; readonly text: string }>()(ofRecipe),
  /** Copies its file into the person's own folder of this cloud, under another name. */
  'recipes.copy': request<{ readonly file: string }>()(z.strictObject({ ...ofRecipe.shape, as: recipe })),
  /** What it would make with these values; what is not given gets its default. Nothing is made. */
  'recipes.preview': request<RecipePreview>()(z.strictObject({ ...ofRecipe.shape, given })),
  /** Resolves when it has begun; `recipes.runs` tells the rest. Rejects with `blocked` where the quota leaves too little. */
  'recipes.start': request<{ readonly run: string }>()(z.strictObject({ ...ofRecipe.shape, given })),
  /** Goes on where it was stopped, has failed, or its program was killed. */
  'recipes.resume': request<null>()(ofRun),
  /** Ends making or removing; what was made stays. */
  'recipes.stop': request<null>()(ofRun),
  /** Removes everything it made, and nothing else; of a run unknown here it is answered when all is gone. */
  'recipes.remove': request<null>()(ofRun),
  /** Takes a run that is gone off the list. */
  'recipes.forget': request<null>()(ofRun),
  'recipes.strays': request<readonly StrayRun[]>()(ofCloud),
  /** Copies a file that came out of it, mode 0600; where there is one, only with `replace`. Gives its absolute path. */
  'recipes.save': request<{ readonly file: string }>()(
    z.strictObject({ ...ofRun.shape, output: z.string().max(32), file: path, replace: z.boolean().default(false) }),
  ),
}

export const recipeStreams = {
  /** The newest first, again with every change. */
  'recipes.runs': stream<readonly RecipeRun[]>()(ofCloud),
}
