/** JSON Schema of cloud.yaml: what editors complete and explain, and what the checks look field names up in. */
import { z } from 'zod'
import { ANY_SETTINGS, cloudSchema, type SettingsSchemas } from './schema.ts'

/** The parts of JSON Schema that this room reads back. */
export interface JsonSchema {
  readonly type?: string
  readonly description?: string
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly [keyword: string]: unknown
}

/** Draft 7, because that is what editors' YAML support understands best. */
export function cloudJsonSchema(settings: SettingsSchemas = ANY_SETTINGS): JsonSchema {
  const schema = z.toJSONSchema(cloudSchema(settings), { target: 'draft-7', io: 'input', unrepresentable: 'any' })
  return { ...schema, title: 'Stackstead cloud.yaml' } as JsonSchema
}

/** The schema of what lies under a key, where the schema says anything about it. */
export function schemaUnder(schema: JsonSchema | undefined, key: string | number): JsonSchema | undefined {
  if (typeof key === 'number') return schema?.items
  const { properties, additionalProperties } = schema ?? {}
  if (properties !== undefined && Object.hasOwn(properties, key)) return properties[key]
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

/** The schema of what lies at a path. */
export function schemaAt(schema: JsonSchema, path: readonly (string | number)[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>(schemaUnder, schema)
}
