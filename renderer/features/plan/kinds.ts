/** Counts of changes by their kind, as the plan's screen adds them up and says them. Pure. */
import {
  type ChangeKind,
  KIND_WORDS,
  KINDS,
  type KindCount,
  kindCounts,
} from '../../../electron/contract/changeKinds.ts'
import type { Change } from '../../../electron/contract/index.ts'
import { count } from '../../ui/words.ts'

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
  return count(number, ...KIND_WORDS[kind])
}

/** "Packages", for a filter. */
export function kindTitle(kind: ChangeKind): string {
  const [, many] = KIND_WORDS[kind]
  return `${many[0]?.toUpperCase()}${many.slice(1)}`
}
