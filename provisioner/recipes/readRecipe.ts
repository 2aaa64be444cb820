/** Reads a recipe's text: the YAML, its schema, and whether every reference names something that is there by then. */
import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { StacksteadError } from '../core/errors.ts'
import { listed } from '../core/words.ts'
import { constructorOf, scriptProblem } from './filled.ts'
import { maker } from './makers.ts'
import { referencesIn, textProblem } from './references.ts'
import { type Parameter, type Part, type Recipe, recipeFile, type SecretKind } from './schema.ts'

/** One thing wrong with a recipe, and the line it is on. */
export interface RecipeProblem {
  readonly line: number
  /** Like "make.controller.input"; empty for the whole file. */
  readonly where: string
  readonly message: string
}

type Path = readonly (string | number)[]

interface Mistake {
  readonly path: Path
  readonly message: string
}

/** Far more than any recipe needs. */
const MAX_LENGTH = 256 * 1024

/** Never throws. */
export function checkRecipe(text: string): { readonly recipe?: Recipe; readonly problems: readonly RecipeProblem[] } {
  if (text.length > MAX_LENGTH)
    return { problems: [{ line: 1, where: '', message: 'The file is larger than 256 KiB.' }] }
  const lines = new LineCounter()
  let data: unknown
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, merge: false })
  const at = (offset: number): number => Math.max(1, lines.linePos(offset).line)
  const broken = document.errors.map(({ message, pos }) => ({ line: at(pos[0]), where: '', message }))
  if (broken.length > 0) return { problems: broken }
  try {
    data = document.toJS({ maxAliasCount: 20 })
  } catch (error) {
    return { problems: [{ line: 1, where: '', message: error instanceof Error ? error.message : String(error) }] }
  }
  const place = ({ message, path }: Mistake): RecipeProblem => ({ line: lineOf(path), where: path.join('.'), message })
  const lineOf = (path: Path): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined
      if (node?.range?.[0] !== undefined) return at(node.range[0])
    }
    return 1
  }
  const parsed = recipeFile.safeParse(data)
  if (!parsed.success) {
    return { problems: parsed.error.issues.flatMap((issue) => mistakesOf(issue)).map(place) }
  }
  const mistakes = mistakesIn(parsed.data)
  return mistakes.length === 0 ? { recipe: parsed.data, problems: [] } : { problems: mistakes.map(place) }
}

/** Throws `invalid-input` with every problem and its line. */
export function readRecipe(text: string, file: string): Recipe {
  const { problems, recipe } = checkRecipe(text)
  if (recipe !== undefined) return recipe
  const lines = problems.map(
    ({ line, message, where }) => `${file}:${line}: ${where === '' ? '' : `${where}: `}${message}`,
  )
  throw new StacksteadError({
    code: 'invalid-input',
    message: `The recipe ${file} cannot be used as it is.`,
    detail: lines.join('\n'),
    remedy: 'Correct it at the lines named.',
  })
}

/** Of several forms a thing may have, the one that was meant: it has the fewest keys that are none of its own, then mistakes. */
function mistakesOf(issue: z.core.$ZodIssue, before: Path = []): Mistake[] {
  const path = [...before, ...(issue.path as Path)]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ path, message: issue.message }]
  const strange = (issues: readonly z.core.$ZodIssue[]): number =>
    issues.reduce((sum, one) => sum + (one.code === 'unrecognized_keys' ? one.keys.length * 10 : 1), 0)
  const [meant = []] = [...issue.errors].sort((a, b) => strange(a) - strange(b))
  return meant.flatMap((one) => mistakesOf(one, path))
}

const PARAMETER_FIELDS: Readonly<Record<Parameter['kind'], readonly string[] | undefined>> = {
  name: undefined,
  text: undefined,
  whole: undefined,
  choice: undefined,
  flavor: ['id', 'name', 'cpus', 'memory', 'disk'],
  image: ['id', 'name'],
  network: ['id', 'name'],
  externalNetwork: ['id', 'name'],
}

const SECRET_FIELDS: Readonly<Record<SecretKind['kind'], readonly string[] | undefined>> = {
  sshKey: ['publicKey', 'privateKey'],
  token: undefined,
}

/** What a name gives: fields, or a value of its own (undefined); `many`: a list of such. */
interface Known {
  readonly fields: readonly string[] | undefined
  readonly many?: true
}

/** Commands cloud-init hands to a shell where they are texts. */
const SHELL_KEYS = new Set(['runcmd', 'bootcmd'])

function mistakesIn(recipe: Recipe): Mistake[] {
  const mistakes: Mistake[] = []
  const known = new Map<string, Known>([['run', { fields: undefined }]])
  const learn = (path: Path, name: string, what: Known): void => {
    if (known.has(name) || name === 'item' || name === 'number')
      mistakes.push({ path, message: `The name ${name} is taken already. Choose another.` })
    known.set(name, what)
  }
  for (const [name, { kind }] of Object.entries(recipe.parameters))
    learn(['parameters', name], name, { fields: PARAMETER_FIELDS[kind] })
  for (const [name, { kind }] of Object.entries(recipe.secrets))
    learn(['secrets', name], name, { fields: SECRET_FIELDS[kind] })
  const settled = new Map(known)
  const check = (value: unknown, path: Path, names: ReadonlyMap<string, Known>): void => {
    for (const mistake of mistakesInValue(value, path, names)) mistakes.push(mistake)
  }
  if (Object.keys(recipe.make).length === 0)
    mistakes.push({ path: ['make'], message: 'A recipe makes at least one thing.' })
  for (const [name, part] of Object.entries(recipe.make)) {
    const path = ['make', name]
    // How many there are must be known before anything is made.
    check(part.each, [...path, 'each'], settled)
    const own = new Map(known)
    if (part.each !== undefined) own.set('item', { fields: undefined }).set('number', { fields: undefined })
    check(part.title, [...path, 'title'], new Map([...settled, ...(part.each === undefined ? [] : own)]))
    if ('wait' in part) check(part.wait, [...path, 'wait'], own)
    else {
      check(part.input, [...path, 'input'], own)
      mistakes.push(...mistakesInMaking(part, [...path, 'input']))
    }
    learn(path, name, { fields: givesOf(part), ...(part.each === undefined ? {} : { many: true }) })
  }
  for (const [name, output] of Object.entries(recipe.outputs)) {
    const path = ['outputs', name]
    check('text' in output ? output.text : output.from, path, known)
    if ('from' in output && recipe.secrets[output.from.key]?.kind !== 'sshKey')
      mistakes.push({ path: [...path, 'from', 'key'], message: `${output.from.key} is no secret of kind sshKey.` })
  }
  return mistakes
}

function mistakesInMaking({ action, input }: Extract<Part, { action: unknown }>, path: Path): Mistake[] {
  const found: Mistake[] = []
  const refuse = (key: string, message: string): void => {
    if (input[key] !== undefined) found.push({ path: [...path, key], message })
  }
  if (maker(action).mark === 'name')
    refuse('name', 'It is called after the run that made it, so that it can be found again.')
  if (action === 'server.create')
    refuse('count', 'Write "each" beside "action" instead, so that each has a name of its own.')
  return found
}

export function givesOf(part: Part): readonly string[] {
  if ('action' in part) return maker(part.action).gives
  return 'console' in part.wait ? ['word'] : []
}

function* mistakesInValue(value: unknown, path: Path, known: ReadonlyMap<string, Known>): Generator<Mistake> {
  if (typeof value === 'string') {
    const problem = textProblem(value)
    if (problem !== undefined) yield { path, message: problem }
    else if (!value.includes('\n'))
      for (const reference of referencesIn(value)) {
        const wrong = referenceProblem(reference, known)
        if (wrong !== undefined) yield { path, message: wrong }
      }
    return
  }
  if (value === null || typeof value !== 'object') return
  if (!Array.isArray(value) && constructorOf(value) === 'script') {
    const problem = scriptProblem(value)
    if (problem !== undefined) yield { path, message: problem }
    yield* mistakesInValue((value as { values?: unknown }).values, [...path, 'values'], known)
    return
  }
  for (const [key, one] of Object.entries(value)) {
    const inner = [...path, Array.isArray(value) ? Number(key) : key]
    if (SHELL_KEYS.has(key) && Array.isArray(one))
      for (const [index, command] of one.entries())
        if (typeof command === 'string' && command.includes('{{'))
          yield {
            path: [...inner, index],
            message: 'A shell would read what is filled in as code. Write the command as a list of its words.',
          }
    yield* mistakesInValue(one, inner, known)
  }
}

function referenceProblem(
  [name = '', ...rest]: readonly string[],
  known: ReadonlyMap<string, Known>,
): string | undefined {
  const found = known.get(name)
  if (found === undefined) return `Nothing that comes before is called ${name}.`
  let fields = rest
  if (found.many) {
    if (fields.length === 0) return undefined
    if (!/^\d+$/.test(fields[0] ?? '')) return `There are several of ${name}; write ${name}[0] for the first.`
    fields = fields.slice(1)
  }
  if (found.fields === undefined)
    return fields.length === 0 ? undefined : `${name} has nothing called ${fields.join('.')}.`
  const [field, ...more] = fields
  const given = listed(
    found.fields.map((one) => `${name}.${one}`),
    'or',
  )
  if (field === undefined)
    return given === '' ? `${name} gives nothing.` : `${name} is not a single value; write ${given}.`
  if (more.length === 0 && found.fields.includes(field)) return undefined
  return given === '' ? `${name} gives nothing.` : `${name} gives ${given}.`
}
