/** What preflight found, as text: a matrix of subjects and machines, then what is wrong with its remedy. Pure. */
import type { Finding } from '../../index.ts'
import { table } from './table.ts'
import { count, type Look, pad, printable, wrap } from './text.ts'

export interface Subject {
  readonly id: string
  readonly title: string
}

export interface FindingsOptions {
  /** Names in the order in which they are shown. */
  readonly machines: readonly string[]
  readonly subjects: readonly Subject[]
  /** Say what is fine as well. */
  readonly all: boolean
  /** Said at the end where nothing stands in the way: what to do next. */
  readonly next?: string
}

type Level = Finding['level']

const WORDS: Readonly<Record<Level, string>> = { ok: 'ok', warning: 'warning', error: 'error' }
const COLOURS = { ok: 'green', warning: 'yellow', error: 'red' } as const

export function findingsText(findings: readonly Finding[], options: FindingsOptions, look: Look): string {
  const told = findings.filter((finding) => options.all || finding.level !== 'ok')
  const details = told.map((finding) => findingText(finding, look))
  return [matrix(findings, options, look), details.join(options.all ? '\n' : '\n\n'), verdict(findings, options, look)]
    .filter((text) => text !== '')
    .join('\n\n')
}

/** One row a subject, one column a machine; left out where the machines do not fit side by side. */
function matrix(
  findings: readonly Finding[],
  { machines, subjects }: FindingsOptions,
  { paint, columns }: Look,
): string {
  const rows = subjects.flatMap(({ id, title }) => {
    const cells = machines.map((machine) => worst(findings, id, machine))
    if (cells.every((cell) => cell === undefined)) return []
    return [
      [title, ...cells.map((cell) => (cell === undefined ? paint('dim', '-') : paint(COLOURS[cell], WORDS[cell])))],
    ]
  })
  const text = table([['', ...machines], ...rows], { paint })
  const widest =
    Math.max(...subjects.map((subject) => subject.title.length)) +
    machines.reduce((sum, name) => sum + Math.max(7, name.length) + 2, 0)
  return widest > columns ? '' : text
}

function worst(findings: readonly Finding[], subject: string, machine: string): Level | undefined {
  const own = findings.filter((one) => one.machine === machine && one.id.split('/')[0] === subject)
  return (['error', 'warning', 'ok'] as const).find((level) => own.some((one) => one.level === level))
}

export function findingText(finding: Finding, { paint, columns }: Look): string {
  const { level, machine, what, why, remedy } = finding
  const mark = paint(level === 'ok' ? 'green' : [COLOURS[level], 'bold'], pad(WORDS[level], 8))
  const lines = wrap(`${machine}: ${printable(what)}`, columns - 8).split('\n')
  const more = [why, remedy].flatMap((text) => (text === undefined ? [] : [wrap(printable(text), columns, '        ')]))
  const [reason, mend] = more
  return [
    mark + lines.join(`\n${' '.repeat(8)}`),
    ...(reason === undefined ? [] : [paint('dim', reason)]),
    ...(mend === undefined ? [] : [mend]),
  ].join('\n')
}

function verdict(findings: readonly Finding[], { next }: FindingsOptions, { paint, columns }: Look): string {
  const then = next === undefined ? '' : ` ${next}`
  const errors = findings.filter((finding) => finding.level === 'error').length
  const warnings = findings.filter((finding) => finding.level === 'warning').length
  const fine = findings.length - errors - warnings
  if (errors > 0)
    return paint(
      'red',
      wrap(`${count(errors, 'error')} and ${count(warnings, 'warning')}. Mend the errors before you apply.`, columns),
    )
  if (warnings > 0)
    return paint('yellow', wrap(`No errors, ${count(warnings, 'warning')}; ${fine} findings are fine.${then}`, columns))
  return paint('green', `Everything looked at is fine.${then}`)
}
