/** The parts of a recipe one by one: several of a kind become so many, each with a name of its own. */
import { z } from 'zod'
import { StacksteadError } from '../core/errors.ts'
import { MASK, reveal, type Secret } from '../core/secret.ts'
import { filled } from './filled.ts'
import { inputOf, type MakingAction, maker } from './makers.ts'
import { marked } from './marks.ts'
import { givesOf } from './readRecipe.ts'
import type { Scope } from './references.ts'
import type { Part, Recipe, Wait } from './schema.ts'

/** What a part gave, by the names later parts know it by. */
export type Result = Readonly<Record<string, string>>

export interface OnePart {
  /** Like "controller", or "worker.2" of several. */
  readonly id: string
  /** Its name in the recipe. */
  readonly name: string
  readonly title: string
  readonly part: Part
  /** What `{{ item }}` and `{{ number }}` stand for; absent where there is only one. */
  readonly one?: { readonly item: string | number; readonly number: number }
}

/** @param scope parameters and secrets */
export function partsOf(recipe: Recipe, scope: Scope): OnePart[] {
  return Object.entries(recipe.make).flatMap(([name, part]): OnePart[] => {
    const titled = (more: Scope): string => String(filled(part.title, { ...scope, ...more }, () => MASK))
    if (part.each === undefined) return [{ id: name, name, part, title: titled({}) }]
    return itemsOf(filled(part.each, scope, reveal), name).map((item, index) => {
      const one = { item, number: index + 1 }
      return { id: `${name}.${index + 1}`, name, part, one, title: titled(one) }
    })
  })
}

const MOST = 100

function itemsOf(each: unknown, name: string): readonly (string | number)[] {
  if (typeof each === 'number' && Number.isInteger(each) && each >= 0 && each <= MOST)
    return Array.from({ length: each }, (_, index) => index + 1)
  if (Array.isArray(each) && each.length <= MOST) return each as (string | number)[]
  throw new StacksteadError({
    code: 'invalid-input',
    message: `"each" of ${name} is neither a list nor a number from 0 to ${MOST}.`,
    remedy: 'Correct the recipe.',
  })
}

/** What is known after some parts: their results beside parameters and secrets, several of a kind as a list. */
export function scopeAfter(scope: Scope, parts: readonly OnePart[], results: ReadonlyMap<string, Result>): Scope {
  const known: Record<string, unknown> = { ...scope }
  for (const { id, name, one, part } of parts) {
    const result = results.get(id)
    if (result === undefined) continue
    if (one === undefined) known[name] = result
    else known[name] = [...((known[name] as Result[] | undefined) ?? []), result]
    if (part.each !== undefined) known[name] ??= []
  }
  return known
}

/** What stands for a result before there is one: "(controller.id)". */
export function expectedResult({ id, part }: OnePart): Result {
  return Object.fromEntries(givesOf(part).map((field) => [field, `(${id}.${field})`]))
}

/** The input of the action as it is sent, with its mark. Throws `invalid-input` for one the action does not take. */
export function makingInput(
  { id, one, part, title }: OnePart & { readonly part: Extract<Part, { action: unknown }> },
  scope: Scope,
  run: string,
  shown: (secret: Secret) => string = reveal,
): Record<string, unknown> {
  const input = filled(part.input, { ...scope, ...one }, shown) as Record<string, unknown>
  const whole = marked(part.action, input, { run, part: id })
  const checked = inputOf(part.action).safeParse(whole)
  if (checked.success) return whole
  throw new StacksteadError({
    code: 'invalid-input',
    message: `"${title}" cannot be made as the recipe says.`,
    detail: z.prettifyError(checked.error),
    remedy: 'Choose other values, or correct the recipe.',
  })
}

/** What is waited for, filled in. */
export function waitOf(
  { one, part }: OnePart & { readonly part: Extract<Part, { wait: unknown }> },
  scope: Scope,
): Wait {
  return filled(part.wait, { ...scope, ...one }, reveal) as Wait
}

export function isMaking(one: OnePart): one is OnePart & { readonly part: Extract<Part, { action: MakingAction }> } {
  return 'action' in one.part
}

export function isWaiting(one: OnePart): one is OnePart & { readonly part: Extract<Part, { wait: unknown }> } {
  return 'wait' in one.part
}

/** The kind of thing a part makes, undefined for one that waits. */
export function kindOf(one: OnePart) {
  return isMaking(one) ? maker(one.part.action).kind : undefined
}
