/** Reads Terraform's language as far as Stackstead writes it, so that what was meant and what would be read can be compared. */

export type Read = string | number | boolean | readonly Read[] | { readonly [key: string]: Read } | Expression

/** Something Terraform would work out, like count.index + 1. */
export class Expression {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export interface ReadBlock {
  readonly type: string
  readonly labels: readonly string[]
  readonly attributes: Readonly<Record<string, Read>>
  readonly blocks: readonly ReadBlock[]
}

export function readHcl(text: string): ReadBlock[] {
  // A value holds no line end: what begins a line is never part of one.
  const reader = new Reader(text.replace(/^ *#.*\n/gm, ''))
  const blocks: ReadBlock[] = []
  while (reader.more()) blocks.push(reader.block(reader.word()))
  return blocks
}

/** The HCL native syntax specification, the parts that are used. */
class Reader {
  #text: string
  #at = 0
  constructor(text: string) {
    this.#text = text
  }

  more(): boolean {
    this.#match(/\s*/y)
    return this.#at < this.#text.length
  }

  word(): string {
    return this.#need(/\s*([A-Za-z][\w-]*)/y)
  }

  block(type: string): ReadBlock {
    const labels: string[] = []
    while (this.#match(/\s*(?=")/y) !== undefined) labels.push(this.#label())
    this.#need(/\s*(\{)\n/y)
    const attributes: Record<string, Read> = {}
    const blocks: ReadBlock[] = []
    while (this.#match(/\s*\}\n/y) === undefined) {
      const name = this.word()
      if (this.#match(/ *= /y) === undefined) blocks.push(this.block(name))
      else {
        attributes[name] = this.#value()
        this.#need(/(\n)/y)
      }
    }
    return { type, labels, attributes, blocks }
  }

  /** Labels are identifiers here; quotes are only around them. */
  #label(): string {
    return this.#need(/"([A-Za-z][\w-]*)"/y)
  }

  #value(): Read {
    if (this.#match(/"/y) !== undefined) return this.#quoted()
    if (this.#match(/\[/y) !== undefined) return this.#list()
    if (this.#match(/\{\n/y) !== undefined) return this.#map()
    const word = this.#need(/([\w.-]+)/y)
    if (word === 'true' || word === 'false') return word === 'true'
    return /^-?\d/.test(word) ? Number(word) : new Expression(word)
  }

  #list(): Read[] {
    const values: Read[] = []
    while (this.#match(/\]/y) === undefined) {
      values.push(this.#value())
      this.#match(/, /y)
    }
    return values
  }

  #map(): Record<string, Read> {
    const entries: [string, Read][] = []
    while (this.#match(/\s*\}/y) === undefined) {
      this.#need(/\s*(")/y)
      const key = this.#quoted()
      if (typeof key !== 'string') throw new Error('a key that is worked out')
      this.#need(/( = )/y)
      entries.push([key, this.#value()])
      this.#need(/(\n)/y)
    }
    return Object.fromEntries(entries)
  }

  /** Up to the closing quote; an Expression where a template mark is live. */
  #quoted(): string | Expression {
    let text = ''
    let isLive = false
    for (;;) {
      const escaped = this.#match(/\\([nrt"\\]|u[0-9a-f]{4})/y)
      const mark = escaped === undefined ? this.#match(/([$%])\1\{/y) : undefined
      if (escaped !== undefined) text += unescaped(escaped)
      else if (mark !== undefined) text += `${mark}{`
      else if (this.#match(/(?=[$%]\{)/y) !== undefined) {
        isLive = true
        text += this.#need(/([$%]\{[^}"]*\})/y)
      } else if (this.#match(/"/y) !== undefined) return isLive ? new Expression(text) : text
      else text += this.#need(/([^\\"\p{Cc}])/uy)
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found === null) return undefined
    this.#at = pattern.lastIndex
    return found[1] ?? found[0]
  }

  #need(pattern: RegExp): string {
    const found = this.#match(pattern)
    if (found === undefined)
      throw new Error(`${pattern} is not at ${JSON.stringify(this.#text.slice(this.#at, this.#at + 60))}`)
    return found
  }
}

function unescaped(sign: string): string {
  const known: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
  return sign.startsWith('u') && sign.length > 1
    ? String.fromCharCode(Number.parseInt(sign.slice(1), 16))
    : (known[sign] ?? sign)
}
