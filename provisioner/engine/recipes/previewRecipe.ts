/** A recipe before it runs: what can be chosen, what would be made with which requests, and whether the quotas leave it. */

import { type ErrorData, errorData } from '../../core/errors.ts'
import { MASK, Secret } from '../../core/secret.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import { type Choices, type Given, settle } from '../../recipes/choices.ts'
import type { MakingAction } from '../../recipes/makers.ts'
import { type Making, type Need, needsOf } from '../../recipes/need.ts'
import {
  expectedResult,
  isMaking,
  kindOf,
  makingInput,
  type OnePart,
  partsOf,
  scopeAfter,
} from '../../recipes/parts.ts'
import type { PartRef } from '../../recipes/progress.ts'
import type { Recipe } from '../../recipes/schema.ts'
import { type RecipeFacts, recipeFacts } from './recipeFacts.ts'

export interface PreviewedPart extends PartRef {
  /** Absent: it waits. Secrets in the input are masked; results that do not exist yet stand in brackets. */
  readonly action?: MakingAction
  readonly input?: Readonly<Record<string, unknown>>
}

export interface RecipePreview {
  readonly choices: Choices
  /** What was chosen, with every default. */
  readonly given: Given
  /** By parameter. */
  readonly problems: Readonly<Record<string, string>>
  readonly parts: readonly PreviewedPart[]
  readonly needs: readonly Need[]
  /** Why nothing could be made of it, where that is not a parameter's fault. */
  readonly error?: ErrorData
}

export async function previewRecipe(os: Openstack, recipe: Recipe, given: Given): Promise<RecipePreview> {
  return previewOf(recipe, given, await recipeFacts(os))
}

/** The same with facts read before. Pure. */
export function previewOf(recipe: Recipe, given: Given, { choices, quotas }: RecipeFacts): RecipePreview {
  const settled = settle(recipe, given, choices)
  const base = { choices, given: settled.given, problems: settled.problems }
  if (Object.keys(settled.problems).length > 0) return { ...base, parts: [], needs: [] }
  try {
    const parts = previewedParts(recipe, settled.values)
    const makings = parts.filter((part): part is PreviewedPart & Making => part.action !== undefined)
    return { ...base, parts, needs: needsOf(makings, choices.flavors, quotas) }
  } catch (error) {
    return { ...base, parts: [], needs: [], error: errorData(error) }
  }
}

/** What stands for the run before there is one: a name every service would take. */
const RUN = 'RUN'

function previewedParts(recipe: Recipe, values: Readonly<Record<string, unknown>>): PreviewedPart[] {
  const scope = { ...values, ...standIns(recipe), run: RUN }
  const parts = partsOf(recipe, scope)
  const expected = new Map(parts.map((part) => [part.id, expectedResult(part)]))
  return parts.map((part) => {
    const ref = partRef(part)
    if (!isMaking(part)) return ref
    const known = scopeAfter(scope, parts, expected)
    return { ...ref, action: part.part.action, input: makingInput(part, known, RUN, () => MASK) }
  })
}

export function partRef(part: OnePart): PartRef {
  const kind = kindOf(part)
  return { id: part.id, title: part.title, ...(kind === undefined ? {} : { kind }) }
}

/** Secrets that were not made yet. */
function standIns(recipe: Recipe): Record<string, unknown> {
  const hidden = new Secret('')
  // A well-formed key that belongs to nobody: the schema of a key pair wants one.
  const publicKey = `ssh-ed25519 ${'A'.repeat(68)} (made-when-it-runs)`
  return Object.fromEntries(
    Object.entries(recipe.secrets).map(([name, { kind }]) => [
      name,
      kind === 'sshKey' ? { publicKey, privateKey: hidden } : hidden,
    ]),
  )
}
