/** What was found in one cell: what and where, why it matters, how to mend it. */
import type { Finding } from '../../../electron/contract/index.ts'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import { ago } from '../../ui/words.ts'
import css from './FindingPane.module.css'
import type { Cell } from './matrix.ts'

const LEVELS: Readonly<Record<Finding['level'], readonly [StatusKind, string]>> = {
  ok: ['works', 'Fine'],
  warning: ['needs-you', 'Warning: it can go on'],
  error: ['failed', 'Error: deploying would fail or do harm'],
}

interface FindingPaneProps {
  readonly cell: Cell
  readonly title: string
  /** When this machine was last looked at. */
  readonly at: number | undefined
  readonly now: number
}

export function FindingPane({ cell, title, at, now }: FindingPaneProps) {
  return (
    <aside className={css.pane} aria-label={`${title} of ${cell.machine}`} aria-live="polite">
      <header>
        <h2>{title}</h2>
        <p className={css.where}>
          <span className="mono">{cell.machine}</span>
          {at === undefined ? ', not looked at yet' : `, looked at ${ago(at, now)}`}
        </p>
      </header>
      {cell.state === 'looking' ? <Status kind="progress">Being looked at now</Status> : undefined}
      {cell.findings.length === 0 && cell.state === 'unknown' ? (
        <p className={css.quiet}>
          Nothing is known of this yet: the machine was not looked at, or could not be reached.
        </p>
      ) : undefined}
      {cell.state === 'none' ? (
        <p className={css.quiet}>This does not apply to {cell.machine}: nothing planned for it depends on this.</p>
      ) : undefined}
      {cell.findings.map((finding) => (
        <FindingText key={`${finding.id} ${finding.what}`} finding={finding} />
      ))}
    </aside>
  )
}

function FindingText({ finding }: { readonly finding: Finding }) {
  const [kind, word] = LEVELS[finding.level]
  return (
    <article className={css.finding}>
      <Status kind={kind}>{word}</Status>
      <p className={css.what}>{finding.what}</p>
      {finding.why === undefined ? undefined : (
        <>
          <h3>Why it matters</h3>
          <p>{finding.why}</p>
        </>
      )}
      {finding.remedy === undefined ? undefined : (
        <>
          <h3>How to mend it</h3>
          <p className={css.remedy}>{finding.remedy}</p>
        </>
      )}
    </article>
  )
}
