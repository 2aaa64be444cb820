/** Kinds of change: their words, and how many of each there are. Pure. */
import type { Change } from '../../../electron/contract/index.ts'
import { count } from '../../ui/words.ts'

export type ChangeKind = Change['kind']

const WORDS: Readonly<Record<ChangeKind, readonly [one: string, many: string]>> = {
  package: ['package', 'packages'],
  file: ['file', 'files'],
  unit: ['unit', 'units'],
  database: ['database object', 'database objects'],
  api: ['API object', 'API objects'],
  network: ['network setting', 'network settings'],
  user: ['user', 'users'],
  command: ['command', 'commands'],
}

export const KINDS = Object.keys(WORDS) as readonly ChangeKind[]

export interface KindCount {
  readonly kind: ChangeKind
  readonly count: number
}

/** How many different subjects of each kind, in the order of {@link KINDS}. */
export function kindCounts(changes: readonly Change[]): readonly KindCount[] {
  const subjects = new Map<ChangeKind, Set<string>>()
  for (const { kind, subject } of changes) {
    const known = subjects.get(kind)
    if (known === undefined) subjects.set(kind, new Set([subject]))
    else known.add(subject)
  }
  return KINDS.flatMap((kind) => {
    const found = subjects.get(kind)
    return found === undefined ? [] : [{ kind, count: found.size }]
  })
}

/** Of several machines: the same file on two of them is two files. */
export function summed(machines: readonly (readonly Change[])[]): readonly KindCount[] {
  const all = machines.flatMap(kindCounts)
  return KINDS.flatMap((kind) => {
    const count = all.reduce((sum, one) => sum + (one.kind === kind ? one.count : 0), 0)
    return count === 0 ? [] : [{ kind, count }]
  })
}

/** "88 packages", "1 file". */
export function kindText({ kind, count: number }: KindCount): string {
  const [one, many] = WORDS[kind]
  return count(number, one, many)
}

/** "Packages", for a filter. */
export function kindTitle(kind: ChangeKind): string {
  const [, many] = WORDS[kind]
  return `${many[0]?.toUpperCase()}${many.slice(1)}`
}
