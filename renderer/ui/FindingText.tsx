/** One finding as a person reads it: what and where, why it matters, how to mend it. */
import type { Finding } from '../../electron/contract/index.ts'
import css from './FindingText.module.css'
import { Status, type StatusKind } from './Status.tsx'

const LEVELS: Readonly<Record<Finding['level'], readonly [StatusKind, string]>> = {
  ok: ['works', 'Fine'],
  warning: ['needs-you', 'Warning: it can go on'],
  error: ['failed', 'Error: deploying would fail or do harm'],
}

export function FindingText({ finding }: { readonly finding: Finding }) {
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
