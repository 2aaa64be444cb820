/** Keeps a person's own layout: of a text written anew, only lines that had to change replace the original's. Pure. */
import { diffArrays } from 'diff'

interface Hunk {
  /** Lines of `before` it stands for: from, and how many. */
  readonly from: number
  readonly count: number
  readonly lines: readonly string[]
}

/**
 * @param texts `text` as the person wrote it, `before` as a writer writes the same, `after` as it writes the changed one,
 * `isMeant` whether a text says what `after` says; where the merge does not, `after` itself is the result
 */
export function keepLines(texts: {
  readonly text: string
  readonly before: string
  readonly after: string
  readonly isMeant: (text: string) => boolean
}): string {
  const { text, before, after, isMeant } = texts
  const lines = before.split('\n')
  const changes = hunks(lines, after.split('\n'))
  const own = hunks(lines, text.split('\n')).filter((one) => !changes.some((change) => touches(one, change)))
  const merged = applied(lines, [...own, ...changes])
  return isMeant(merged) ? merged : after
}

function hunks(from: readonly string[], to: readonly string[]): Hunk[] {
  const found: Hunk[] = []
  let [at, there] = [0, 0]
  let open: { from: number; count: number; lines: string[] } | undefined
  for (const { added, removed, count } of diffArrays(from.map(bare), to.map(bare))) {
    if (!added && !removed) {
      // Alike is not the same: a line that is only spaced differently is a change of its own.
      for (let line = 0; line < count; line++, at++, there++) {
        const own = to[there] ?? ''
        if (from[at] !== own) found.push({ from: at, count: 1, lines: [own] })
      }
      open = undefined
      continue
    }
    if (open === undefined) {
      open = { from: at, count: 0, lines: [] }
      found.push(open)
    }
    if (removed) {
      open.count += count
      at += count
    } else {
      open.lines.push(...to.slice(there, there + count))
      there += count
    }
  }
  return found
}

/** Without its spaces: lines that differ in nothing else are alike. */
function bare(line: string): string {
  return line.replaceAll(/\s+/g, '')
}

/** Insertions at the same place touch each other, too: nobody could say which comes first. */
function touches(one: Hunk, other: Hunk): boolean {
  if (one.count === 0 && other.count === 0) return one.from === other.from
  return one.from < other.from + other.count && other.from < one.from + one.count
}

function applied(lines: readonly string[], changes: readonly Hunk[]): string {
  const result: string[] = []
  let at = 0
  for (const change of [...changes].sort((a, b) => a.from - b.from || a.count - b.count)) {
    result.push(...lines.slice(at, change.from), ...change.lines)
    at = change.from + change.count
  }
  return [...result, ...lines.slice(at)].join('\n')
}
