/** What a key does in the tree: another row, or a group opened or closed. Pure. */
import type { PlanRow } from './planRows.ts'

export type TreeMove = { readonly to: number } | { readonly toggle: string }

const PAGE = 15

export function treeMove(key: string, rows: readonly PlanRow[], at: number): TreeMove | undefined {
  const row = rows[at]
  if (row === undefined) return undefined
  const group = row.row === 'group' ? row : undefined
  const to = (index: number): TreeMove => ({ to: Math.max(0, Math.min(rows.length - 1, index)) })
  switch (key) {
    case 'ArrowDown':
      return to(at + 1)
    case 'ArrowUp':
      return to(at - 1)
    case 'PageDown':
      return to(at + PAGE)
    case 'PageUp':
      return to(at - PAGE)
    case 'Home':
      return to(0)
    case 'End':
      return to(rows.length - 1)
    case 'ArrowRight':
      return group !== undefined && !group.open ? { toggle: group.id } : to(at + 1)
    case 'ArrowLeft':
      return group?.open === true ? { toggle: group.id } : to(parentOf(rows, at))
    case 'Enter':
      return group === undefined ? undefined : { toggle: group.id }
    default:
      return undefined
  }
}

/** The group above, for going out of a row. */
function parentOf(rows: readonly PlanRow[], index: number): number {
  const level = rows[index]?.level ?? 1
  for (let above = index - 1; above >= 0; above -= 1) if ((rows[above]?.level ?? 1) < level) return above
  return 0
}
