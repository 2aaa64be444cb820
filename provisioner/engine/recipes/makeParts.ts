/** Makes the parts of a recipe one after the other: what carries the run's mark is there, what does not is made. */

import type { ActionName, InputOfAction } from '../../actions/index.ts'
import { StacksteadError } from '../../core/errors.ts'
import { Secret } from '../../core/secret.ts'
import { checkAndPerform } from '../../openstack/perform.ts'
import type { MakingAction } from '../../recipes/makers.ts'
import { type Making, needsOf, shortageWords } from '../../recipes/need.ts'
import {
  expectedResult,
  isMaking,
  isWaiting,
  makingInput,
  type OnePart,
  type Result,
  scopeAfter,
  waitOf,
} from '../../recipes/parts.ts'
import type { RecipeEvent } from '../../recipes/progress.ts'
import type { Scope } from '../../recipes/references.ts'
import type { Recipe } from '../../recipes/schema.ts'
import { type FoundThing, floatingIpResult, foundThings, portResult } from './foundThings.ts'
import type { RecipeFacts } from './recipeFacts.ts'
import { recipeOutputs } from './recipeOutputs.ts'
import type { Note, RecipeRoom } from './recipeRoom.ts'
import { outputFolder } from './recipeRuns.ts'
import type { RecipeSecrets } from './recipeSecrets.ts'
import { waited } from './waiting.ts'

export interface Work {
  readonly room: RecipeRoom
  readonly recipe: Recipe
  readonly facts: RecipeFacts
  readonly scope: Scope
  readonly parts: readonly OnePart[]
  readonly secrets: RecipeSecrets
  readonly run: string
  readonly note: Note
  /** Of a run that goes on; none for one that begins. */
  readonly events: readonly RecipeEvent[]
}

export async function makeParts(work: Work): Promise<void> {
  const { events, note, parts, recipe, room, run, scope, secrets } = work
  const found = events.length === 0 ? [] : await foundThings(room.os, run)
  refuseWhatDoesNotFit(work, found)
  const before = resultsIn(events)
  const results = new Map<string, Result>()
  for (const part of parts) {
    room.signal?.throwIfAborted()
    const known = scopeAfter(scope, parts, results)
    const there = resultThere(part, found, before)
    if (there !== undefined) {
      results.set(part.id, there)
      if (!before.has(part.id))
        await note({ type: 'part-done', at: Date.now(), part: part.id, result: there, found: true })
      continue
    }
    await note({ type: 'part-started', at: Date.now(), part: part.id })
    try {
      const result = isWaiting(part)
        ? await waited(room, waitOf(part, known), part.title)
        : await made(work, part, known)
      results.set(part.id, result)
      await note({ type: 'part-done', at: Date.now(), part: part.id, result })
    } catch (error) {
      const data = error instanceof StacksteadError ? error.data : undefined
      if (data !== undefined) await note({ type: 'part-failed', at: Date.now(), part: part.id, error: data })
      throw error
    }
  }
  const folder = outputFolder(room.folder, run)
  await recipeOutputs({ ...room, folder, secrets }, recipe, scopeAfter(scope, parts, results), (output) =>
    note({ type: 'output', at: Date.now(), output }),
  )
}

/** What the journal says was made. */
function resultsIn(events: readonly RecipeEvent[]): ReadonlyMap<string, Result> {
  return new Map(events.flatMap((event) => (event.type === 'part-done' ? [[event.part, event.result] as const] : [])))
}

function resultThere(
  part: OnePart,
  found: readonly FoundThing[],
  before: ReadonlyMap<string, Result>,
): Result | undefined {
  const noted = before.get(part.id)
  if (isWaiting(part)) return noted
  const thing = found.find((one) => one.part === part.id)
  if (thing !== undefined || noted === undefined) return thing?.result
  throw new StacksteadError({
    code: 'blocked',
    message: `"${part.title}" was made and is no longer there: somebody removed it.`,
    remedy: 'What came after it relies on it. Remove what the recipe made, and run it again.',
  })
}

/** Before anything is made, or anything more. */
function refuseWhatDoesNotFit({ facts, parts, recipe, run, scope }: Work, found: readonly FoundThing[]): void {
  const missing = parts.filter(isMaking).filter(({ id }) => !found.some((one) => one.part === id))
  const known = scopeAfter(scope, parts, new Map(parts.map((part) => [part.id, expectedResult(part)])))
  const makings = missing.map((part): Making => ({ action: part.part.action, input: makingInput(part, known, run) }))
  const short = needsOf(makings, facts.choices.flavors, facts.quotas).filter(({ isTooMuch }) => isTooMuch)
  if (short.length === 0) return
  throw new StacksteadError({
    code: 'blocked',
    message: `The project's quota is too small for ${recipe.title}; ${found.length === 0 ? 'nothing was made' : 'nothing more was made'}.`,
    detail: short.map(shortageWords).join('\n'),
    remedy: "Delete what is no longer needed, choose less, or have an administrator raise the project's quota.",
  })
}

async function made({ room, run, secrets }: Work, part: OnePart, known: Scope): Promise<Result> {
  if (!isMaking(part)) throw new Error(`${part.id} makes nothing`)
  const { action } = part.part
  const input = makingInput(part, known, run)
  const keys = Object.values(secrets).flatMap((one) => (one instanceof Secret ? [] : one))
  const key = keys.find(({ publicKey }) => publicKey === input.publicKey)
  // Kept before the cloud has it: a pair whose private half is lost helps nobody.
  if (key !== undefined) await room.keepKey?.(String(input.name), key)
  const id = await checkAndPerform(room.os.session, action as ActionName, input as InputOfAction<ActionName>)
  return resultOf(room, action, typeof id === 'string' ? id : '', String(input.name ?? ''))
}

async function resultOf({ os }: RecipeRoom, action: MakingAction, id: string, name: string): Promise<Result> {
  switch (action) {
    case 'keypair.import':
      return { name }
    case 'securityGroupRule.create':
      return { id }
    case 'port.create': {
      const port = await os.ports.get(id)
      return port === undefined ? gone('port') : portResult(port)
    }
    case 'floatingIp.create': {
      const floatingIp = await os.floatingIps.get(id)
      return floatingIp === undefined ? gone('floating IP') : floatingIpResult(floatingIp)
    }
    case 'securityGroup.create':
    case 'serverGroup.create':
    case 'server.create':
      return { id, name }
  }
}

function gone(what: string): never {
  throw new StacksteadError({ code: 'api', message: `The ${what} that was just made is gone: somebody removed it.` })
}
