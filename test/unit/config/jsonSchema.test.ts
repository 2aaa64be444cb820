/** Tests of the JSON Schema editors use. */
import { describe, expect, it } from 'vitest'
import { cloudJsonSchema, type JsonSchema, schemaAt } from '../../../provisioner/config/jsonSchema.ts'
import { PARTS } from '../../../provisioner/config/parts.ts'

/** Paths of all fields that lack a description. */
function undescribed(schema: JsonSchema, path: string): string[] {
  const fields = Object.entries(schema.properties ?? {})
  const below = fields.flatMap(([key, field]) => [
    ...(field.description === undefined ? [`${path}.${key}`] : []),
    ...undescribed(field, `${path}.${key}`),
  ])
  const rest = schema.additionalProperties
  return typeof rest === 'object' ? [...below, ...undescribed(rest, `${path}.*`)] : below
}

describe('the JSON Schema', () => {
  const schema = cloudJsonSchema()

  it('explains every field', () => {
    expect(undescribed(schema, '')).toEqual([])
  })

  it('says what must be there, what may be chosen, and what is assumed', () => {
    expect(schema.required).toEqual(['name', 'machines', 'networks'])
    expect(schemaAt(schema, ['networks', 'provider'])?.required).toEqual(['subnet', 'gateway', 'instances'])
    expect(schemaAt(schema, ['machines', 'any', 'roles', 0])?.enum).toEqual([
      'controller',
      'network',
      'compute',
      'storage',
    ])
    expect(schemaAt(schema, ['region'])?.default).toBe('RegionOne')
    expect(Object.keys(schemaAt(schema, ['placement'])?.properties ?? {})).toEqual(PARTS.map((part) => part.id))
    expect(schema.additionalProperties).toBe(false)
  })
})
