/** Settings of components out of the schema of cloud.yaml, and what a typed value must be. Pure. */
import type { JsonSchema } from '../../../electron/contract/index.ts'
import { listOf } from './addresses.ts'
import { shownValue } from './fieldProblems.ts'
import type { SetValue } from './networkContext.ts'

export interface Setting {
  readonly component: string
  readonly key: string
  readonly path: readonly string[]
  readonly schema: JsonSchema
}

export function settingsIn(schema: JsonSchema): readonly Setting[] {
  const components = schema.properties?.settings?.properties ?? {}
  return Object.entries(components).flatMap(([component, inner]) =>
    Object.entries(inner.properties ?? {}).map(([key, one]) => ({
      component,
      key,
      path: ['settings', component, key],
      schema: one,
    })),
  )
}

export type SettingKind = 'switch' | 'choice' | 'choices' | 'list' | 'number' | 'text'

export function kindOf(schema: JsonSchema): SettingKind {
  if (schema.type === 'boolean') return 'switch'
  if (schema.type === 'array') return choicesOf(schema.items) === undefined ? 'list' : 'choices'
  if (choicesOf(schema) !== undefined) return 'choice'
  return schema.type === 'integer' || schema.type === 'number' ? 'number' : 'text'
}

export function choicesOf(schema: JsonSchema | undefined): readonly string[] | undefined {
  const { enum: choices } = (schema ?? {}) as { readonly enum?: unknown }
  return Array.isArray(choices) ? choices.map(String) : undefined
}

/** What is wrong with a typed text; undefined where it can be used. */
export function checkSetting(schema: JsonSchema, text: string): string | undefined {
  const kind = kindOf(schema)
  if (kind === 'number') {
    const number = Number(text)
    if (text.trim() === '' || !Number.isFinite(number)) return 'Write a number.'
    if (schema.type === 'integer' && !Number.isInteger(number)) return 'Write a whole number.'
    const { minimum, maximum, exclusiveMinimum } = schema as Readonly<Record<string, unknown>>
    if (typeof minimum === 'number' && number < minimum) return `Write ${minimum} or more.`
    if (typeof exclusiveMinimum === 'number' && number <= exclusiveMinimum)
      return `Write more than ${exclusiveMinimum}.`
    if (typeof maximum === 'number' && number > maximum) return `Write ${maximum} or less.`
    return undefined
  }
  const { pattern } = (kind === 'list' ? (schema.items ?? {}) : schema) as { readonly pattern?: unknown }
  if (typeof pattern !== 'string') return undefined
  const expression = new RegExp(pattern)
  const wrong = (kind === 'list' ? listOf(text) : [text.trim()]).find((one) => !expression.test(one))
  return wrong === undefined ? undefined : `"${wrong}" cannot be used here.`
}

export function readSetting(schema: JsonSchema, text: string): SetValue {
  const kind = kindOf(schema)
  if (kind === 'number') return Number(text)
  return kind === 'list' ? [...listOf(text)] : text.trim()
}

/** The default in words: "off", "none", "4". */
export function defaultWords(schema: JsonSchema): string {
  if (schema.default === true) return 'on'
  if (schema.default === false) return 'off'
  return shownValue(schema.default) || 'none'
}
