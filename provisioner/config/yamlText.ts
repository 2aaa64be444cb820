/** YAML with positions: reads the text, refuses what is ambiguous or dangerous, and finds the place of any path. */
import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml'
import { oneLine, shown } from './formats.ts'
import { type Mistake, type Problem, writtenPath } from './problem.ts'

/** Aliases may repeat a few settings, not blow up a small file into a large one. */
const MAX_ALIASES = 100
const MAX_LENGTH = 1024 * 1024
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

export interface YamlText {
  readonly data: unknown
  readonly problems: readonly Problem[]
  /** What can be made of a text that is half-written: `data` where there is some, else as much as YAML understood. */
  partial(): unknown
  /** Gives a mistake its place: its own, or that of the nearest thing around it that exists. */
  place(mistake: Mistake): Problem
}

export function readYaml(text: string): YamlText {
  if (text.length > MAX_LENGTH) return unreadable('The file is larger than 1 MiB, far more than any cloud needs.')
  try {
    return readSmallYaml(text)
  } catch (error) {
    const deep = error instanceof RangeError
    return unreadable(deep ? 'The file is nested too deeply.' : `The file cannot be read: ${messageOf(error)}`)
  }
}

function readSmallYaml(text: string): YamlText {
  // Counted here, because yaml's LineCounter misses the lines inside a quote that is never closed.
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)]
  const end = text.trimEnd().length
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true, merge: false })
  const at = (offset: number, message: string, where = ''): Problem => {
    // An end that is missing is missing after the last character, not on a line that does not exist.
    const place = Math.min(offset, end)
    const line = starts.findLastIndex((start) => start <= place)
    return { line: line + 1, column: place - (starts[line] ?? 0) + 1, where: oneLine(where), message: oneLine(message) }
  }
  const problems = [...document.errors, ...document.warnings].map((error) =>
    at(error.pos[0], error.code === 'DUPLICATE_KEY' ? twice(text, error.pos) : sentence(error.message)),
  )
  const { keys, texts } = unwelcome(document)
  problems.push(...[...keys, ...texts].map(({ offset, message }) => at(offset, message)))
  const broken = keys.length > 0 || document.errors.some((error) => error.code !== 'DUPLICATE_KEY')
  return {
    data: broken ? undefined : document.toJS({ maxAliasCount: MAX_ALIASES }),
    problems,
    partial: () => (keys.length > 0 ? undefined : asFarAsPossible(document)),
    place: (mistake) => at(offsetOf(document, mistake), mistake.message, writtenPath(mistake.path)),
  }
}

function asFarAsPossible(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch {
    // An alias without its anchor, say: nothing around it can be trusted either.
    return undefined
  }
}

interface Unwelcome {
  readonly offset: number
  readonly message: string
}

/** Keys that are not plain words, and texts with characters that no file or screen should be given. */
function unwelcome(document: Document): { keys: Unwelcome[]; texts: Unwelcome[] } {
  const keys: Unwelcome[] = []
  const texts: Unwelcome[] = []
  visit(document, {
    Pair(_, { key }) {
      const plain = isScalar(key) && key.value !== null && typeof key.value !== 'object' && key.value !== '__proto__'
      if (!plain) keys.push({ offset: start(key), message: 'This cannot be used as a key. Write a plain word.' })
    },
    Scalar(_, scalar) {
      const hit = typeof scalar.value === 'string' ? CONTROL.exec(scalar.value) : null
      if (hit === null) return
      const message = `The text holds a line break or control character (${shown(hit[0])}). Write it on one line without.`
      texts.push({ offset: start(scalar), message })
    },
  })
  return { keys, texts }
}

function offsetOf(document: Document, mistake: Mistake): number {
  let node: unknown = document.contents
  let offset = start(node)
  for (const [index, wanted] of mistake.path.entries()) {
    if (isAlias(node)) node = node.resolve(document)
    if (isSeq(node) && typeof wanted === 'number') {
      node = node.items[wanted]
      if (node === undefined) return offset
      offset = start(node)
    } else if (isMap(node)) {
      // The last of two equal keys is the one that counts in the data.
      const pair = node.items.findLast((one) => isScalar(one.key) && String(one.key.value) === String(wanted))
      if (pair === undefined) return offset
      node = pair.value
      const last = index === mistake.path.length - 1
      offset = last && mistake.on !== 'key' && isScalar(node) ? start(node) : start(pair.key)
    } else return offset
  }
  return offset
}

function start(node: unknown): number {
  if (isPair(node)) return start(node.key)
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}

function twice(text: string, [from, to]: readonly [number, number]): string {
  const key = /^[^\s:]+/.exec(text.slice(from, Math.max(to, from + 64)))?.[0] ?? 'the key'
  return `${shown(key)} is written a second time here. Rename or remove one of the two.`
}

function sentence(message: string): string {
  const line = message.split('\n')[0] ?? message
  return `${line}${/[.!?]$/.test(line) ? '' : '.'}`
}

function unreadable(message: string): YamlText {
  const problem = { line: 1, column: 1, where: '', message }
  const partial = () => undefined
  return {
    data: undefined,
    problems: [problem],
    partial,
    place: (mistake) => ({ ...problem, message: mistake.message }),
  }
}

function messageOf(error: unknown): string {
  return sentence(error instanceof Error ? error.message : String(error))
}
