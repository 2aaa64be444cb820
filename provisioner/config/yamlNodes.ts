/** Nodes of a YAML document: finding keys in a group, and putting values there so that they look like the rest. */
import { type Document, isCollection, isMap, isNode, isScalar, type Pair, visit, type YAMLMap } from 'yaml'
import { StacksteadError } from '../core/errors.ts'

export type Keys = readonly string[]

/** Names in whose order a new key is put between the others of a group; after them where it is not among the names. */
export type KeyOrder = (group: Keys) => readonly string[]

/** Groups short enough for one line, as `writeCloudFile` writes them too. */
const ONE_LINE: readonly string[] = ['management', 'provider', 'tenant', 'nics']

/** Sets or replaces the value of a key; a comment beside the old value stays. */
export function put(document: Document, group: YAMLMap, path: Keys, value: unknown, order: KeyOrder): void {
  const key = path.at(-1) ?? ''
  if (key === '__proto__') throw refused('"__proto__" cannot be a key.', 'Write a plain word.')
  dress(value, path, group)
  const existing = pairOf(group, key)
  if (existing !== undefined) {
    if (isCollection(existing.value) && isCollection(value)) value.flow = existing.value.flow === true
    if (isNode(existing.value) && isNode(value)) value.comment = existing.value.comment ?? null
    existing.value = value
    return
  }
  // An empty group is written { }; with its first key it becomes lines.
  if (group.items.length === 0 && path.length < 3) group.flow = false
  const pair = document.createPair(key, value)
  const names = order(path.slice(0, -1))
  const rank = names.indexOf(key)
  const next = rank === -1 ? -1 : group.items.findIndex((one) => names.indexOf(nameOf(one)) > rank)
  group.items.splice(next === -1 ? group.items.length : next, 0, pair)
  if (path.length === 1 && group.items.length > 1 && isScalar(pair.key)) pair.key.spaceBefore = true
}

/** Lists and small groups on one line each; a machine as the other machines are written. */
function dress(value: unknown, path: Keys, group: YAMLMap): void {
  const [root, ...below] = path
  const inline = group.items.some(({ value: other }) => isMap(other) && other.flow && other.items.length > 0)
  if (isMap(value) && root === 'machines' && below.length === 1) value.flow = inline
  if (isMap(value) && below.length > 0 && ONE_LINE.includes(path.at(-1) ?? '')) value.flow = true
  if (!isNode(value)) return
  visit(value, {
    Seq: (_, list) => {
      list.flow = true
    },
    Pair: (_, { key, value: inner }) => {
      if (isMap(inner) && isScalar(key) && ONE_LINE.includes(String(key.value))) inner.flow = true
    },
  })
}

export function pairOf(group: YAMLMap, key: string): Pair | undefined {
  return group.items.find((one) => nameOf(one) === key)
}

export function nameOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key)
}

export function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (isScalar(value) && value.value === null)
}

export function refused(message: string, remedy: string): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message, remedy })
}
