/** A unified diff as lines with their numbers, and the words of a configuration line. Pure. */

export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'same' | 'skip'
  /** Line numbers in the file as it is, and as it will be. */
  readonly before?: number
  readonly after?: number
  readonly text: string
}

/** File names at the head are left out: they stand above the diff already. */
export function diffLines(diff: string): readonly DiffLine[] {
  const lines: DiffLine[] = []
  let [before, after] = [1, 1]
  let inside = false
  for (const line of diff.replace(/\n$/, '').split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line)
    if (hunk !== null) {
      inside = true
      before = Number(hunk[1])
      after = Number(hunk[2])
      lines.push({ kind: 'skip', text: line })
    } else if (!inside && /^(---|\+\+\+|===|Index:|diff )/.test(line)) {
    } else if (line.startsWith('\\')) {
      lines.push({ kind: 'skip', text: line.slice(2) })
    } else if (line.startsWith('+')) {
      lines.push({ kind: 'added', after, text: line.slice(1) })
      after += 1
    } else if (line.startsWith('-')) {
      lines.push({ kind: 'removed', before, text: line.slice(1) })
      before += 1
    } else {
      lines.push({ kind: 'same', before, after, text: line.slice(1) })
      before += 1
      after += 1
    }
  }
  return lines
}

/** "+12 −3" in numbers. */
export function diffSize(lines: readonly DiffLine[]): { readonly added: number; readonly removed: number } {
  return {
    added: lines.filter(({ kind }) => kind === 'added').length,
    removed: lines.filter(({ kind }) => kind === 'removed').length,
  }
}

export interface Token {
  readonly kind: 'comment' | 'section' | 'key' | 'plain' | 'mask'
  readonly text: string
}

const MASK = /•{2,}/

/** The words of one line of a configuration file: comments, [sections], keys and masked secrets. */
export function configTokens(line: string): readonly Token[] {
  if (/^\s*(#|;|\/\/)/.test(line)) return [{ kind: 'comment', text: line }]
  if (/^\s*\[[^\]]*\]\s*$/.test(line)) return [{ kind: 'section', text: line }]
  const pair = /^(\s*[\w.\-/]+)(\s*=\s*|:\s+)(.*)$/.exec(line)
  if (pair === null) return values(line)
  const [, key = '', sign = '', rest = ''] = pair
  return [{ kind: 'key', text: key }, { kind: 'plain', text: sign }, ...values(rest)]
}

function values(text: string): readonly Token[] {
  const mask = MASK.exec(text)
  if (mask === null) return text === '' ? [] : [{ kind: 'plain', text }]
  const rest = text.slice(mask.index + mask[0].length)
  const head = text.slice(0, mask.index)
  return [...values(head), { kind: 'mask', text: mask[0] }, ...values(rest)]
}
