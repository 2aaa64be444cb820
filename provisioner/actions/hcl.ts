/** Terraform's language, as far as resources need it: typed values in, text out, nothing of a value read as syntax. */

export type Value =
  | string
  | number
  | boolean
  | Reference
  | Template
  | readonly Value[]
  | { readonly [key: string]: Value }

/** An expression of Terraform's own, like openstack_networking_network_v2.lan.id; never built from a person's text. */
export class Reference {
  readonly expression: string
  constructor(expression: string) {
    this.expression = expression
  }
}

/** A quoted text with expressions in it: "web-${count.index}". */
export class Template {
  readonly parts: readonly (string | Reference)[]
  constructor(...parts: readonly (string | Reference)[]) {
    this.parts = parts
  }
}

export interface Block {
  /** "resource" unless told. */
  readonly kind?: 'resource' | 'data'
  /** openstack_compute_instance_v2 … */
  readonly type: string
  /** Made fit for an identifier. */
  readonly name: string
  /** A comment at its beginning, one line of our own words. */
  readonly note?: string
  readonly attributes: Readonly<Record<string, Value | undefined>>
  /** Nested blocks, in order: network { … } */
  readonly blocks?: readonly {
    readonly type: string
    readonly attributes: Readonly<Record<string, Value | undefined>>
  }[]
}

/** Lists Terraform wants whole, of which an action tells only what comes to them. */
export const WHOLE_LIST = 'With those it keeps: Terraform takes away what is not in the list.'
/** The same of keys and values. */
export const WHOLE_MAP = 'With the keys the block names and shall keep: it takes away those left out.'

/** Of the block of something that is there: what it says now. */
export function changedResource(
  type: string,
  name: string,
  attributes: Block['attributes'],
  note = 'The rest of its block stays as it is.',
): Block {
  return { type, name, note, attributes }
}

export function hcl(block: Block): string {
  const { attributes, blocks = [], kind = 'resource', name, note, type } = block
  const comment = note === undefined ? '' : `  # ${note}\n`
  const nested = blocks.map((one) => `\n  ${one.type} {\n${lines(one.attributes, 4)}  }\n`)
  return `${kind} "${type}" "${identifier(name)}" {\n${comment}${lines(attributes, 2)}${nested.join('')}}\n`
}

/** Letters, digits, _ and -, beginning with a letter (Terraform language, Identifiers). */
export function identifier(name: string): string {
  const kept = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return /^[A-Za-z]/.test(kept) ? kept : `it_${kept}`.replace(/_$/, '')
}

function lines(attributes: Readonly<Record<string, Value | undefined>>, indent: number): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined) as [string, Value][]
  const width = Math.max(0, ...given.map(([key]) => key.length))
  return given.map(([key, value]) => `${' '.repeat(indent)}${key.padEnd(width)} = ${written(value, indent)}\n`).join('')
}

function written(value: Value, indent: number): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Reference) return value.expression
  if (value instanceof Template) {
    // A mark at the end of a text would undo the expression behind it.
    const fixed = (text: string): string =>
      escaped(text).replace(/[$%]$/, (mark) => (mark === '$' ? '\\u0024' : '\\u0025'))
    const parts = value.parts.map((part) => (typeof part === 'string' ? fixed(part) : `\${${part.expression}}`))
    return `"${parts.join('')}"`
  }
  if (isList(value)) return `[${value.map((one) => written(one, indent)).join(', ')}]`
  const inner = Object.entries(value).map(
    ([key, one]) => `${' '.repeat(indent + 2)}${quoted(key)} = ${written(one, indent + 2)}\n`,
  )
  return `{\n${inner.join('')}${' '.repeat(indent)}}`
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

/** Quoted strings: backslash, quote, what cannot be seen, and both template marks (Terraform language, Strings and Templates). */
function escaped(text: string): string {
  return (
    text
      .replaceAll('\\', '\\\\')
      .replaceAll('"', '\\"')
      .replaceAll('\n', '\\n')
      .replaceAll('\r', '\\r')
      .replaceAll('\t', '\\t')
      // A function: in a replacement's text two dollar signs would stand for one.
      .replace(/[$%](?=\{)/g, (mark) => mark + mark)
      .replace(/\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
  )
}

/** A text as Terraform writes it. */
export function quoted(text: string): string {
  return `"${escaped(text)}"`
}
