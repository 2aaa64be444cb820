/** The same as the picture, as a list with levels: for whoever reads it with a screen reader or goes through it by keys. Pure. */
import type { Fold, Layout } from './layout.ts'
import type { Line, Plug, Topology } from './model.ts'

export interface Leaf {
  /** Unique in the list; a thing may stand in it twice. */
  readonly key: string
  readonly level: 1 | 2 | 3
  readonly what:
    | { readonly kind: 'outside' | 'inside'; readonly line: Line }
    | { readonly kind: 'router'; readonly branch: Topology['branches'][number] }
    | { readonly kind: 'instance'; readonly plug: Plug }
    | { readonly kind: 'fold'; readonly fold: Fold }
}

/** What is folded in the picture is folded here, too. */
export function leavesOf(topology: Topology, layout: Pick<Layout, 'folds'>): readonly Leaf[] {
  const folds = new Map(layout.folds.map((fold) => [fold.networkId, fold]))
  const below = (line: Line, kind: 'outside' | 'inside', level: 1 | 2): Leaf[] => {
    const { id } = line.network
    const fold = folds.get(id)
    const shown = line.plugs.slice(0, line.plugs.length - (fold?.plugs.length ?? 0))
    const deeper = (level + 1) as 2 | 3
    return [
      { key: id, level, what: { kind, line } },
      ...shown.map((plug): Leaf => ({ key: plug.id, level: deeper, what: { kind: 'instance', plug } })),
      ...(fold === undefined ? [] : [{ key: `fold ${id}`, level: deeper, what: { kind: 'fold', fold } } as const]),
    ]
  }
  return [
    ...topology.outside.flatMap((line) => below(line, 'outside', 1)),
    ...topology.branches.flatMap((branch): Leaf[] => [
      { key: branch.router.id, level: 1, what: { kind: 'router', branch } },
      ...branch.lines.flatMap((line) => below(line, 'inside', 2)),
    ]),
    ...topology.alone.flatMap((line) => below(line, 'inside', 1)),
  ]
}

/** Where a key leads from a place in the list; undefined: it is no key of a list. */
export function moved(leaves: readonly Leaf[], from: number, key: string): number | undefined {
  const last = leaves.length - 1
  switch (key) {
    case 'ArrowDown':
      return Math.min(from + 1, last)
    case 'ArrowUp':
      return Math.max(from - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'ArrowRight':
      return (leaves[from + 1]?.level ?? 0) > (leaves[from]?.level ?? 0) ? from + 1 : from
    case 'ArrowLeft': {
      const level = leaves[from]?.level ?? 1
      const above = leaves.findLastIndex((leaf, place) => place < from && leaf.level < level)
      return above === -1 ? from : above
    }
    default:
      return undefined
  }
}
