/** What was found in one cell: what and where, why it matters, how to mend it. */
import { FindingText } from '../../ui/FindingText.tsx'
import { Status } from '../../ui/Status.tsx'
import { ago } from '../../ui/words.ts'
import css from './FindingPane.module.css'
import type { Cell } from './matrix.ts'

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
