/** Kinds of change: their words, and how many of each there are. Pure. */
import type { Change } from './step.ts'

export type ChangeKind = Change['kind']

export const KIND_WORDS: Readonly<Record<ChangeKind, readonly [one: string, many: string]>> = {
  package: ['package', 'packages'],
  file: ['file', 'files'],
  unit: ['unit', 'units'],
  database: ['database object', 'database objects'],
  api: ['API object', 'API objects'],
  network: ['network setting', 'network settings'],
  user: ['user', 'users'],
  command: ['command', 'commands'],
}

/** In the order a person reads them. */
export const KINDS = Object.keys(KIND_WORDS) as readonly ChangeKind[]

export interface KindCount {
  readonly kind: ChangeKind
  readonly count: number
}

/** How many different subjects of each kind, in the order of {@link KINDS}. */
export function kindCounts(changes: readonly Change[]): readonly KindCount[] {
  const byKind = Map.groupBy(changes, ({ kind }) => kind)
  return KINDS.flatMap((kind) => {
    const found = byKind.get(kind)
    return found === undefined ? [] : [{ kind, count: new Set(found.map(({ subject }) => subject)).size }]
  })
}
