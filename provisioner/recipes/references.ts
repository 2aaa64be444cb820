/**
 * References in a recipe: `{{ controller.id }}` stands for what an earlier part gave. Paths only, neither filters nor code, and
 * they are filled in after the YAML was read, so that nothing in a value can become syntax.
 */
import { StacksteadError } from '../core/errors.ts'
import { Secret } from '../core/secret.ts'

/** What references may name: parameters, secrets, results of earlier parts. */
export type Scope = Readonly<Record<string, unknown>>

const PATH = /[a-z][a-zA-Z0-9]*(?:\.[a-zA-Z][a-zA-Z0-9]*|\[\d{1,3}\])*/
const REFERENCE = new RegExp(`\\{\\{\\s*(${PATH.source})\\s*\\}\\}`, 'g')
const WHOLE = new RegExp(`^\\{\\{\\s*(${PATH.source})\\s*\\}\\}$`)

/** Paths a text refers to, each as its steps: "worker[0].id" as worker, 0, id. */
export function referencesIn(text: string): (readonly string[])[] {
  return [...text.matchAll(REFERENCE)].map((match) => steps(match[1] ?? ''))
}

/** Why a text cannot be filled in, whatever the values are; undefined where it can. */
export function textProblem(text: string): string | undefined {
  if (!text.includes('{{')) return undefined
  if (text.includes('\n'))
    return 'A text of several lines is not filled in. Write a script with its values, or YAML below "yaml".'
  const rest = text.replaceAll(REFERENCE, '')
  if (!rest.includes('{{')) return undefined
  return 'Between {{ and }} only the name of a value may stand, like {{ controller.id }}.'
}

/**
 * The text filled in. A text that is one reference and nothing else becomes the value itself: a number, a list.
 * @param reveal what stands for a secret
 */
export function filledText(text: string, scope: Scope, reveal: (secret: Secret) => string): unknown {
  if (text.includes('\n')) return text
  const whole = WHOLE.exec(text)?.[1]
  if (whole !== undefined) return plain(valueAt(scope, whole), reveal)
  return text.replaceAll(REFERENCE, (_, path: string) => {
    const value = plain(valueAt(scope, path), reveal)
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    throw refused(`{{ ${path} }} is no text, so it cannot stand within one.`)
  })
}

function valueAt(scope: Scope, path: string): unknown {
  let value: unknown = scope
  for (const step of steps(path)) {
    const known = isOpen(value) && Object.hasOwn(value, step) && (!Array.isArray(value) || /^\d+$/.test(step))
    if (!known) throw refused(`There is no {{ ${path} }} here.`)
    value = (value as Record<string, unknown>)[step]
  }
  return value
}

function isOpen(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !(value instanceof Secret)
}

function plain(value: unknown, reveal: (secret: Secret) => string): unknown {
  if (value instanceof Secret) return reveal(value)
  if (Array.isArray(value)) return value.map((one) => plain(one, reveal))
  return value
}

function steps(path: string): string[] {
  return path.split(/[.[\]]+/).filter((step) => step !== '')
}

function refused(message: string): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message, remedy: 'Correct the recipe.' })
}
