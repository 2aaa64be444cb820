/** Inputs of a recipe filled in: references become values, and texts in other languages are written by those who know them. */
import { stringify } from 'yaml'
import { quote } from '../core/command.ts'
import type { Secret } from '../core/secret.ts'
import { filledText, type Scope } from './references.ts'

/**
 * Besides plain values an input may hold: `{script, values}`, a shell script that gets its values as variables; `{yaml}`, a
 * text in YAML; `{cloudConfig}`, user data for cloud-init. What is filled in is a value there and never code.
 * @param reveal what stands for a secret
 */
export function filled(value: unknown, scope: Scope, reveal: (secret: Secret) => string): unknown {
  const inner = (one: unknown): unknown => filled(one, scope, reveal)
  if (typeof value === 'string') return filledText(value, scope, reveal)
  if (Array.isArray(value)) return value.map(inner)
  if (value === null || typeof value !== 'object') return value
  const kind = constructorOf(value)
  if (kind === 'script') {
    const { script, values = {} } = value as Script
    return scriptText(script, inner(values) as Readonly<Record<string, unknown>>)
  }
  if (kind === 'yaml') return yamlText(inner((value as { yaml: unknown }).yaml))
  if (kind === 'cloudConfig')
    return `#cloud-config\n${yamlText(inner((value as { cloudConfig: unknown }).cloudConfig))}`
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inner(one)]))
}

interface Script {
  readonly script: string
  readonly values?: Readonly<Record<string, unknown>>
}

/** Which of them a mapping is, by its keys; undefined for any other mapping. */
export function constructorOf(value: object): 'script' | 'yaml' | 'cloudConfig' | undefined {
  const keys = Object.keys(value)
  if (keys.includes('script') && keys.every((key) => key === 'script' || key === 'values')) return 'script'
  if (keys.length !== 1) return undefined
  return keys[0] === 'yaml' || keys[0] === 'cloudConfig' ? keys[0] : undefined
}

/** Why a mapping of that kind cannot be used; undefined where it can. */
export function scriptProblem(value: object): string | undefined {
  const { script, values = {} } = value as Script
  if (typeof script !== 'string') return 'A script is a text.'
  if (!script.startsWith('#!')) return 'A script begins with #! and the program that runs it.'
  if (values === null || typeof values !== 'object' || Array.isArray(values))
    return 'Values are names with their texts.'
  const wrong = Object.keys(values).find((name) => !/^[A-Z][A-Z0-9_]*$/.test(name))
  return wrong === undefined ? undefined : `${wrong} is no name for a value of a script. Use capitals, digits and _.`
}

/** The line that names the program, the values as quoted words, the rest as it is written. */
function scriptText(script: string, values: Readonly<Record<string, unknown>>): string {
  const [program = '', ...rest] = script.split('\n')
  // A shell ends a word at a NUL, and no text it reads can have one.
  const lines = Object.entries(values).map(([name, value]) => `${name}=${quote(String(value).replaceAll('\0', ''))}`)
  return [program, ...lines, ...rest].join('\n')
}

/** Long lines stay whole; nothing is shortened to an anchor. */
function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
}
