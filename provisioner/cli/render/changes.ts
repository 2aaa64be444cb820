/** Changes as text: packages in one paragraph, files with their diffs, everything else one a line. Pure. */
import { KIND_WORDS, KINDS, kindCounts } from '../../core/changeKinds.ts'
import type { Change } from '../../core/step.ts'
import { count, type Look, printable, wrap } from './text.ts'

const SIGNS = {
  create: ['+', 'green'],
  update: ['~', 'yellow'],
  delete: ['-', 'red'],
  run: ['>', 'cyan'],
} as const satisfies Readonly<Record<Change['operation'], readonly [string, string]>>

/** "58 packages", "12 files", "3 units", in the order of {@link KINDS}. */
export function kindTexts(changes: readonly Change[]): string[] {
  return kindCounts(changes).map(({ kind, count: number }) => count(number, ...KIND_WORDS[kind]))
}

/** All changes grouped by kind, each group with a heading. */
export function changesText(changes: readonly Change[], look: Look, indent = '  ', diffs = true): string {
  const byKind = Map.groupBy(distinct(changes), (change) => change.kind)
  return KINDS.flatMap((kind) => {
    const group = byKind.get(kind)
    if (group === undefined) return []
    const title = look.paint('bold', kindTexts(group).join(''))
    const body = kind === 'package' ? packages(group, look, `${indent}  `) : single(group, look, `${indent}  `, diffs)
    return [`${indent}${title}\n${body}`]
  }).join('\n')
}

function packages(group: readonly Change[], look: Look, indent: string): string {
  const byOperation = Map.groupBy(group, (change) => change.operation)
  return [...byOperation]
    .map(([operation, changes]) => {
      const names = changes.map((change) => change.subject).sort()
      const [sign, colour] = SIGNS[operation]
      const text = wrap(names.join(' '), look.columns, `${indent}  `)
      return look.paint(colour, `${indent}${sign}${text.slice(indent.length + 1)}`)
    })
    .join('\n')
}

function single(group: readonly Change[], look: Look, indent: string, diffs: boolean): string {
  return merged(group)
    .flatMap((change) => {
      const summary = change.summary === undefined ? '' : look.paint('dim', `  ${printable(change.summary)}`)
      const line = `${indent}${sign(change, look)} ${printable(change.subject)}${summary}`
      return change.diff === undefined || !diffs ? [line] : [line, diffText(change.diff, look, `${indent}    `)]
    })
    .join('\n')
}

function sign(change: Change, { paint }: Look): string {
  const [letter, colour] = SIGNS[change.operation]
  return paint(colour, letter)
}

/** A unified diff without its two file names, which stand above it already. */
function diffText(diff: string, { paint }: Look, indent: string): string {
  const lines = printable(diff)
    .trimEnd()
    .split('\n')
    .filter((line) => !/^(---|\+\+\+) /.test(line))
  if (lines.length === 0) return paint('dim', `${indent}only values that are masked differ`)
  return lines
    .map((line) => {
      const text = `${indent}${line}`.trimEnd()
      if (line.startsWith('+')) return paint('green', text)
      if (line.startsWith('-')) return paint('red', text)
      return line.startsWith('@@') ? paint('cyan', text) : text
    })
    .join('\n')
}

/** "enable" and "start" of one unit are one line. */
function merged(group: readonly Change[]): Change[] {
  const bySubject = Map.groupBy(group, ({ operation, subject, diff }) => JSON.stringify([operation, subject, diff]))
  return [...bySubject.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const summaries = [first, ...others].flatMap((one) => one.summary ?? [])
    return [summaries.length === 0 ? first : { ...first, summary: summaries.join(', ') }]
  })
}

/** The same thing wanted by two steps is one change for the reader. */
function distinct(changes: readonly Change[]): Change[] {
  return [
    ...new Map(
      changes.map((change) => [`${change.kind} ${change.operation} ${change.subject} ${change.summary ?? ''}`, change]),
    ).values(),
  ]
}
