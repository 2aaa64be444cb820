/** What a project owns, counted by kind. Pure. */
import { count } from '../../ui/words.ts'

interface Owned {
  /** "instance" */
  readonly kind: string
  readonly count: number
}

export function leftBehind(
  project: string,
  lists: readonly { readonly kind: string; readonly rows: readonly { readonly projectId?: string | undefined }[] }[],
): readonly Owned[] {
  return lists
    .map(({ kind, rows }) => ({ kind, count: rows.filter(({ projectId }) => projectId === project).length }))
    .filter((one) => one.count > 0)
}

/** "3 instances", "1 network" */
export function ownedWords(owned: readonly Owned[]): readonly string[] {
  return owned.map((one) => count(one.count, one.kind))
}
