/** Changes to a YAML text of groups and values: comments and order stay. */
import { type Document, isAlias, isMap, isNode, isScalar, type Pair, parseDocument, YAMLMap } from 'yaml'
import type { StacksteadError } from '../core/errors.ts'
import { oneLine, shown } from './formats.ts'
import { keepLines } from './keepLines.ts'
import { writtenPath } from './problem.ts'
import { isNothing, type KeyOrder, type Keys, nameOf, pairOf, put, refused } from './yamlNodes.ts'

const LOOK = { lineWidth: 0, flowCollectionPadding: true } as const

export interface YamlEdit {
  /** The plain value at a path; undefined where there is none. */
  get(path: Keys): unknown
  /** Names in the group at a path, in the file's order. */
  names(path: Keys): string[]
  set(path: Keys, value: unknown): void
  /** Takes it away, and the group whose last it was, unless that `stays`. */
  remove(path: Keys, stays?: (group: Keys) => boolean): void
  /** Gives what is at a path another name, where it stands. */
  rename(path: Keys, name: string): void
  /** The text now. Lines that did not have to change are as they were. */
  text(): string
}

/** @throws StacksteadError `invalid-input` for a text that is no YAML, or not a group of keys */
export function editYaml(original: string, order: KeyOrder = () => []): YamlEdit {
  const text = original.replaceAll('\r\n', '\n')
  const document = parsed(text)
  const indent = indentOf(text)
  const before = written(document, indent)
  const groupAt = (path: Keys, make: boolean): YAMLMap | undefined => {
    let group = document.contents as YAMLMap
    for (const [index, key] of path.entries()) {
      const pair = pairOf(group, key)
      if (pair !== undefined) unshare(document, pair)
      if (isMap(pair?.value)) group = pair.value as YAMLMap
      else if (pair !== undefined && !isNothing(pair.value)) throw notAGroup(path.slice(0, index + 1))
      else if (!make) return undefined
      else {
        const made = new YAMLMap()
        put(document, group, path.slice(0, index + 1), made, order)
        group = made
      }
    }
    return group
  }
  const edit: YamlEdit = {
    get: (path) => {
      const [group, key] = [groupAt(path.slice(0, -1), false), path.at(-1) ?? '']
      const value = group && pairOf(group, key)?.value
      return isNode(value) ? value.toJS(document) : undefined
    },
    names: (path) => groupAt(path, false)?.items.map(nameOf) ?? [],
    set: (path, value) => {
      const group = groupAt(path.slice(0, -1), true)
      if (group === undefined || JSON.stringify(edit.get(path)) === JSON.stringify(value)) return
      put(document, group, path, document.createNode(value), order)
    },
    remove: (path, stays = () => false) => {
      const parent = path.slice(0, -1)
      const group = groupAt(parent, false)
      const at = group?.items.findIndex((one) => nameOf(one) === path.at(-1)) ?? -1
      if (group === undefined || at === -1) return
      group.items.splice(at, 1)
      if (group.items.length > 0 || parent.length === 0) return
      if (stays(parent)) group.flow = true
      else edit.remove(parent, stays)
    },
    rename: (path, name) => {
      const group = groupAt(path.slice(0, -1), false)
      const key = group && pairOf(group, path.at(-1) ?? '')?.key
      if (isScalar(key)) key.value = name
    },
    text: () => {
      const after = written(document, indent)
      if (after === before) return original
      const meant = JSON.stringify(document.toJS())
      const kept = keepLines({ text, before, after, isMeant: (merged) => meaning(merged) === meant })
      return original === text ? kept : kept.replaceAll('\n', '\r\n')
    },
  }
  return edit
}

function parsed(text: string): Document {
  const document: Document = parseDocument(text, { prettyErrors: false, uniqueKeys: true, merge: false })
  const [error] = document.errors
  if (error !== undefined) throw noYaml(text, error.pos[0], error.message)
  try {
    JSON.stringify(document.toJS())
  } catch {
    // An alias without its anchor or within it, or aliases of aliases that blow up a small file into a large one.
    throw refused(
      'cloud.yaml cannot be changed here: its aliases (*) lead nowhere or too far.',
      'Write the values out.',
    )
  }
  const { contents } = document
  if (contents === null || isNothing(contents)) document.contents = new YAMLMap()
  else if (!isMap(contents)) throw notAGroup([])
  return document
}

/** What an alias stands for is shared with another place; a change is meant for this one only. */
function unshare(document: Document, pair: Pair): void {
  if (isAlias(pair.value)) pair.value = document.createNode(pair.value.toJS(document))
}

/** Columns by which the first key inside another is set in. */
function indentOf(text: string): number {
  const spaces = /^[^\s#][^\n]*:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n)*( +)[^\s#]/m.exec(text)?.[1]?.length ?? 2
  return Math.min(spaces, 8)
}

function written(document: Document, indent: number): string {
  try {
    return document.toString({ ...LOOK, indent })
  } catch (cause) {
    if (!(cause instanceof Error && /unresolved alias/i.test(cause.message))) throw cause
    throw refused(
      'What would go is used in another place of cloud.yaml by an alias (*).',
      'Write the value out there, then try again.',
    )
  }
}

function meaning(text: string): string | undefined {
  const document = parseDocument(text, { uniqueKeys: true, merge: false })
  return document.errors.length > 0 ? undefined : JSON.stringify(document.toJS())
}

function noYaml(text: string, offset: number, message: string): StacksteadError {
  const line = text.slice(0, offset).split('\n').length
  const said = oneLine(message.split('\n')[0] ?? message)
  return refused(
    `cloud.yaml cannot be changed here while line ${line} is not understood: ${said}`,
    'Correct the text first.',
  )
}

function notAGroup(path: Keys): StacksteadError {
  const what = path.length === 0 ? 'cloud.yaml' : shown(writtenPath(path))
  return refused(`${what} is not a group of "key: value" lines.`, 'Correct it in the text first.')
}
