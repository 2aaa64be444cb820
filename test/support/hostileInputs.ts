/** Inputs nobody would wish for, made from an action's own schema: every text of it gets every text that it lets through. */
import type { z } from 'zod'

const WIDE = 'é'.repeat(255)

/** What breaks shells, addresses, JSON, Terraform, terminals and pages that are not careful. */
export const HOSTILE: readonly string[] = [
  ...[
    "it's",
    'say "x"',
    "'; id; '",
    '"; id; "',
    '$(id)',
    '`id`',
    `${'$'}{HOME}`,
    '$HOME',
    '$$',
    '\\',
    '\\n',
    'a\\',
    "$'\\x41'",
  ],
  ...['%s%n%d', '%{ if true }x%{ endif }', `${'$'}{path.module}`, '$${x}', '%%{x}', '${', '%2e%2e%2f', '100%'],
  ...['a\nb', 'a\r\nb', 'a\tb', 'a\0b', '\u001b]0;owned\u0007', '\u007f', '\u0085', '\u2028', '\ufeff'],
  ...['\u202egnp.exe', '\u2066x\u2069', '\u200fא', '\u200b'],
  ...[WIDE, '字'.repeat(255), 'x'.repeat(255), 'x'.repeat(1000), '😀', '👩‍👩‍👧‍👦', 'e\u0301', '\ud800', 'a\udc00b'],
  ...['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '&lt;b&gt;', '"><b>', ']]>'],
  ...[
    '-',
    '--',
    '-rf',
    '--help',
    '-oProxyCommand=id',
    '.',
    '..',
    '../../etc',
    'a/b',
    '//host/x',
    '?a=b',
    'a?b#c',
    'a&b=c',
  ],
  ...[
    '*',
    '~root',
    '{a,b}',
    '[a-z]',
    '!x',
    '#x',
    'a;b',
    'a|b',
    'a&&b',
    'a>b',
    'a b',
    '  a  ',
    ' ',
    'a,b=c',
    'key=value',
  ],
  ...['null', 'true', '0', '-1', '{}', '[]', 'EOT', '<<EOT', '__proto__', 'constructor', 'toString'],
]

/** What fields want that are no free text. */
const PLAIN: readonly string[] = [
  ...['abc', '10.1.0.7', '10.1.0.9', '10.1.0.0/24', 'fd00::7', 'fd00::/64', 'fa:16:3e:00:00:01', '6', 'a-b'],
  ...['https://example.org/a?b=c', '2030-01-01T00:00:00Z', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA x', 'Aa0!longenough'],
]

interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly element?: z.ZodType
  readonly innerType?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly entries?: Readonly<Record<string, unknown>>
  readonly values?: readonly unknown[]
  readonly keyType?: z.ZodType
  readonly valueType?: z.ZodType
  readonly in?: z.ZodType
}

function definition(schema: z.ZodType): Definition {
  return (schema as unknown as { readonly _zod: { readonly def: Definition } })._zod.def
}

/** A text of an input: where it stands ("pools.*.first", "metadata.<key>"), and what it is. */
interface Leaf {
  readonly at: string
  readonly text: string
  /** The keys that lead there; undefined for the key of a record. */
  readonly path: readonly (string | number)[] | undefined
}

export class HostileInputs {
  #state: number
  constructor(seed: number) {
    this.#state = seed
  }

  /** Some that the schema takes; none it takes are left out on purpose. */
  of(schema: z.ZodType, tries: number): unknown[] {
    const inputs = Array.from({ length: tries }, () => this.#value(schema))
    return inputs.filter((input) => schema.safeParse(input).success)
  }

  #value(schema: z.ZodType): unknown {
    const {
      element,
      entries,
      in: before,
      innerType,
      keyType,
      options,
      shape,
      type,
      valueType,
      values,
    } = definition(schema)
    switch (type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(shape ?? {})
            .map(([key, field]) => [key, this.#value(field)] as const)
            .filter(([, value]) => value !== undefined),
        )
      case 'optional':
      case 'default':
        return this.#chance(0.4) ? undefined : this.#inner(innerType)
      case 'nullable':
        return this.#chance(0.3) ? null : this.#inner(innerType)
      case 'array':
        return Array.from({ length: this.#below(3) }, () => this.#inner(element))
      case 'union':
        return this.#inner(this.#one(options ?? []))
      case 'record': {
        const pair = (): [string, unknown] => [String(this.#inner(keyType)), this.#inner(valueType)]
        // Defined, not assigned: __proto__ is a key like any other.
        return Object.fromEntries(Array.from({ length: this.#below(3) }, pair))
      }
      case 'enum':
        return this.#one(Object.values(entries ?? {}))
      case 'literal':
        return this.#one(values ?? [])
      case 'pipe':
        return this.#inner(before)
      case 'string':
        return this.#text(schema)
      case 'number':
        return this.#one([1, 8, 0, 64, 443, 1500].filter((number) => schema.safeParse(number).success))
      case 'boolean':
        return this.#chance(0.5)
      case 'undefined':
        return undefined
      default:
        throw new Error(`no value for ${type}`)
    }
  }

  #inner(schema: z.ZodType | undefined): unknown {
    return schema === undefined ? undefined : this.#value(schema)
  }

  #text(schema: z.ZodType): string {
    const { hostile, plain } = textsFor(schema)
    return this.#one(hostile.length > 0 && this.#chance(0.9) ? hostile : plain)
  }

  #chance(share: number): boolean {
    return this.#below(1000) < share * 1000
  }

  #one<T>(all: readonly T[]): T {
    return all[this.#below(all.length)] as T
  }

  /** mulberry32: the same inputs in every run. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

const known = new WeakMap<z.ZodType, { readonly hostile: readonly string[]; readonly plain: readonly string[] }>()

/** What a text lets through. */
function textsFor(schema: z.ZodType) {
  const takes = (text: string): boolean => schema.safeParse(text).success
  const before = known.get(schema) ?? { hostile: HOSTILE.filter(takes), plain: PLAIN.filter(takes) }
  known.set(schema, before)
  return before
}

/** Where a schema has texts that let hostile ones through. */
export function hostileLeaves(schema: z.ZodType, at = ''): Set<string> {
  const { element, in: before, innerType, keyType, options, shape, type, valueType } = definition(schema)
  const below = (inner: z.ZodType | undefined, step: string): Set<string> =>
    inner === undefined ? new Set() : hostileLeaves(inner, step === '' ? at : at === '' ? step : `${at}.${step}`)
  switch (type) {
    case 'string':
      return new Set(textsFor(schema).hostile.length > 0 ? [at] : [])
    case 'object':
      return new Set(Object.entries(shape ?? {}).flatMap(([key, field]) => [...below(field, key)]))
    case 'array':
      return below(element, '*')
    case 'record':
      return new Set([...below(keyType, '<key>'), ...below(valueType, '<value>')])
    case 'union':
      return new Set((options ?? []).flatMap((option) => [...below(option, '')]))
    default:
      return below(innerType ?? before, '')
  }
}

/** The texts of an input. */
export function leavesOf(schema: z.ZodType, value: unknown, at = '', path: readonly (string | number)[] = []): Leaf[] {
  const { element, in: before, innerType, options, shape, type, valueType } = definition(schema)
  const below = (inner: z.ZodType | undefined, one: unknown, step: string, key: string | number): Leaf[] =>
    inner === undefined ? [] : leavesOf(inner, one, at === '' ? step : `${at}.${step}`, [...path, key])
  if (value === undefined || value === null) return []
  switch (type) {
    case 'string':
      return [{ at, path, text: String(value) }]
    case 'object':
      return Object.entries(value).flatMap(([key, one]) => below(shape?.[key], one, key, key))
    case 'array':
      return (value as readonly unknown[]).flatMap((one, index) => below(element, one, '*', index))
    case 'record':
      return Object.entries(value).flatMap(([key, one]) => [
        { at: at === '' ? '<key>' : `${at}.<key>`, path: undefined, text: key },
        ...below(valueType, one, '<value>', key),
      ])
    case 'union': {
      const meant = options?.find((option) => option.safeParse(value).success)
      return meant === undefined ? [] : leavesOf(meant, value, at, path)
    }
    default: {
      const inner = innerType ?? before
      return inner === undefined ? [] : leavesOf(inner, value, at, path)
    }
  }
}

/** The input with another text at one place. */
export function withText(input: unknown, path: readonly (string | number)[], text: string): unknown {
  const [key, ...rest] = path
  if (key === undefined) return text
  const inner = (input as Readonly<Record<string | number, unknown>>)[key]
  const changed = withText(inner, rest, text)
  if (Array.isArray(input)) return input.map((one, at) => (at === key ? changed : one))
  return Object.fromEntries(Object.entries(input as object).map(([name, one]) => [name, name === key ? changed : one]))
}

/** What stands at a place; undefined where nothing does. */
export function textAt(input: unknown, path: readonly (string | number)[]): string | undefined {
  let here = input
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined
    here = (here as Readonly<Record<string | number, unknown>>)[key]
  }
  return typeof here === 'string' ? here : undefined
}
