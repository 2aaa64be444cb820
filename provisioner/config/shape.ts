/** Shape: compares data with the schema, says everything that is wrong, and keeps the rest for the checks that follow. */
import type { z } from 'zod'
import { shown } from './formats.ts'
import { cloudJsonSchema, type JsonSchema, schemaAt, schemaUnder } from './jsonSchema.ts'
import type { Mistake, Path } from './problem.ts'
import { type CloudFile, cloudSchema, type SettingsSchemas } from './schema.ts'
import { didYouMean } from './suggest.ts'

export interface Shape {
  readonly mistakes: readonly Mistake[]
  /** What was understood; broken values are missing from it. */
  readonly file: CloudFile
  /** Whether a value was dropped at, around or under a path, so that a check does not blame the person twice. */
  broken(path: Path): boolean
}

interface Schemas {
  readonly json: JsonSchema
  readonly schema: ReturnType<typeof cloudSchema>
}

/** Building the schemas takes longer than using them, and an editor asks with every key stroke. */
const built = new WeakMap<SettingsSchemas, Schemas>()

function schemas(settings: SettingsSchemas): Schemas {
  const known = built.get(settings) ?? { json: cloudJsonSchema(settings), schema: cloudSchema(settings) }
  built.set(settings, known)
  return known
}

export function shapeOf(data: unknown, settings: SettingsSchemas): Shape {
  const { json, schema } = schemas(settings)
  const mistakes: Mistake[] = []
  const dropped: Path[] = []
  const broken = (path: Path) => dropped.some((one) => startsWith(one, path) || startsWith(path, one))
  let rest = data
  // Each round drops what the round before complained about; an empty file is always understood.
  for (let round = 0; ; round++) {
    const result = schema.safeParse(rest)
    if (result.success) {
      mistakes.push(...missing(json, rest, [], broken))
      return { mistakes, file: result.data, broken }
    }
    mistakes.push(...result.error.issues.flatMap((issue) => explained(issue, json, rest)))
    const paths = result.error.issues.flatMap(culprits)
    dropped.push(...paths)
    rest = round > 8 || paths.some((path) => path.length === 0) ? {} : without(rest, paths)
  }
}

/** Where the values are that have to go before the rest can be understood: a whole list, so that indices stay true. */
function culprits(issue: z.core.$ZodIssue): Path[] {
  const path = pathOf(issue)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key])
  const index = path.findIndex((key) => typeof key === 'number')
  const end = path[0] === 'settings' ? 2 : path.length
  return [path.slice(0, index === -1 ? end : Math.min(end, index))]
}

function explained(issue: z.core.$ZodIssue, json: JsonSchema, data: unknown): Mistake[] {
  const path = pathOf(issue)
  const value = path.reduce(under, data)
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(schemaAt(json, path)?.properties ?? {})
    return issue.keys.map((key) => ({
      path: [...path, key],
      on: 'key',
      message: `${shown(key)} is not known here. ${didYouMean(key, known)}`,
    }))
  }
  if (issue.code === 'invalid_value' && typeof value === 'string')
    return [{ path, message: `${shown(value)} is not known here. ${didYouMean(value, issue.values.map(String))}` }]
  if (issue.code === 'custom') return [{ path, message: issue.message }]
  const schema = schemaAt(json, path)
  const quotes =
    schema?.type === 'string' && typeof value !== 'object' ? ' Put it in "quotes" if it is meant as text.' : ''
  return [
    { path, message: `${wanted(schema)} is expected here, not ${kindOf(value)}.${value === undefined ? '' : quotes}` },
  ]
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'A group of "key: value" lines',
  array: 'A list, like [a, b],',
  string: 'Text',
  integer: 'A whole number',
}

function wanted(schema: JsonSchema | undefined): string {
  if (schema?.type === 'integer') return `A whole number from ${schema.minimum} to ${schema.maximum}`
  const [example] = schema?.examples ?? []
  const like = typeof example === 'string' ? `, like ${example},` : ''
  return `${KINDS[schema?.type ?? ''] ?? 'A name or a list of names'}${like}`
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a group of keys'
  return typeof value === 'string' ? shown(value) : String(value)
}

/** Fields the schema requires and the data lacks. A field that was dropped as broken has been complained about already. */
function missing(schema: JsonSchema | undefined, data: unknown, path: Path, broken: Shape['broken']): Mistake[] {
  if (typeof data !== 'object' || data === null || path[0] === 'settings') return []
  const lacking = (schema?.required ?? []).filter((key) => !Object.hasOwn(data, key) && !broken([...path, key]))
  const here = lacking.map((key) => {
    const field = schemaUnder(schema, key)
    return {
      path,
      on: 'key' as const,
      message: `${key} is missing: ${field?.description ?? ''} ${exampleOf(field, key)}`,
    }
  })
  const below = Object.entries(data).map(([key, value]) =>
    missing(schemaUnder(schema, key), value, [...path, key], broken),
  )
  return [...here, ...below.flat()]
}

function exampleOf(schema: JsonSchema | undefined, key: string): string {
  const [example] = schema?.examples ?? []
  return example === undefined ? `Add "${key}:".` : `Add "${key}: ${String(example)}".`
}

/** A copy without the values at the given paths. */
function without(data: unknown, paths: readonly Path[]): unknown {
  if (paths.length === 0 || typeof data !== 'object' || data === null || Array.isArray(data)) return data
  const kept = Object.entries(data).flatMap(([key, value]) => {
    const inner = paths.filter((path) => path[0] === key).map((path) => path.slice(1))
    return inner.some((path) => path.length === 0) ? [] : [[key, without(value, inner)]]
  })
  return Object.fromEntries(kept)
}

function under(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined
}

function pathOf(issue: z.core.$ZodIssue): Path {
  return issue.path.filter((key) => typeof key !== 'symbol')
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((key, index) => path[index] === key)
}
