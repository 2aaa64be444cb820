/** Templates: LiquidJS without code execution, a zod schema each, and a format check of what comes out. */
import { Liquid } from 'liquidjs'
import type { z } from 'zod'
import { StacksteadError } from './errors.ts'
import { iniProblem, iniValue } from './ini.ts'
import { MASK, reveal, Secret } from './secret.ts'

/** A template file below templates/files and the values it takes. */
export interface Template<Values> {
  /** Like `keystone/keystone.conf.liquid`. */
  readonly path: string
  readonly format: 'ini' | 'text'
  readonly schema: z.ZodType<Values>
}

/** Template texts by path, read once; a person may override any of them. */
export interface TemplateTexts {
  get(path: string): string
}

/** A rendered file: its content is secret as a whole where any value was; `shown` is the same with secrets masked. */
export interface Rendered {
  readonly content: string | Secret
  readonly shown: string
}

/** One engine for each set of texts: a template may take in another one by `{% render 'shared/…', name: value %}`. */
const engines = new WeakMap<TemplateTexts, Liquid>()

function engineOf(texts: TemplateTexts): Liquid {
  const known = engines.get(texts)
  if (known !== undefined) return known
  const readFileSync = (path: string): string => texts.get(path)
  const fs = {
    readFileSync,
    readFile: async (path: string) => readFileSync(path),
    existsSync: () => true,
    exists: async () => true,
    resolve: (_folder: string, path: string) => path,
    sep: '/',
    dirname: () => '',
  }
  const engine = new Liquid({ strictVariables: true, strictFilters: true, ownPropertyOnly: true, cache: 200, fs })
  engine.registerFilter('ini', (value: unknown) => iniValue(String(value)))
  /** One component of a URL (a password in a database address). */
  engine.registerFilter('url', (value: unknown) => (value === MASK ? MASK : encodeURIComponent(String(value))))
  /** A Python or JSON string literal. */
  engine.registerFilter('literal', (value: unknown) => JSON.stringify(String(value)))
  /** A word for POSIX sh. */
  engine.registerFilter('shell', (value: unknown) => `'${String(value).replaceAll("'", `'\\''`)}'`)
  engines.set(texts, engine)
  return engine
}

/** Renders a template. Throws `internal` for a missing value and `invalid-input` for one that would break the format. */
export function renderTemplate<Values>(template: Template<Values>, texts: TemplateTexts, values: Values): Rendered {
  const parsed = template.schema.parse(values)
  refuseControlCharacters(template.path, parsed)
  const source = texts.get(template.path)
  const engine = engineOf(texts)
  const content = engine.parseAndRenderSync(source, plain(parsed, reveal) as object)
  const shown = engine.parseAndRenderSync(source, plain(parsed, () => MASK) as object)
  const problem = template.format === 'ini' ? iniProblem(shown) : undefined
  if (problem !== undefined) throw invalid(template.path, problem)
  return { content: content === shown ? content : new Secret(content, shown), shown }
}

/** The same values with each Secret replaced, so that Liquid sees plain data only. */
function plain(value: unknown, ofSecret: (secret: Secret) => string): unknown {
  if (value instanceof Secret) return ofSecret(value)
  if (Array.isArray(value)) return value.map((one) => plain(one, ofSecret))
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one, ofSecret)]))
  }
  return value
}

/** A newline in a value would be a new line of configuration: it never reaches a file. */
function refuseControlCharacters(path: string, values: unknown): void {
  const visit = (value: unknown, name: string): void => {
    const text = value instanceof Secret ? reveal(value) : value
    if (typeof text === 'string' && /[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(text)) {
      throw invalid(path, `the value of ${name} holds a line break or another control character`)
    }
    if (value instanceof Secret || value === null || typeof value !== 'object') return
    for (const [key, one] of Object.entries(value)) visit(one, name === '' ? key : `${name}.${key}`)
  }
  visit(values, '')
}

function invalid(path: string, problem: string): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message: `The template ${path} cannot be used: ${problem}.` })
}
