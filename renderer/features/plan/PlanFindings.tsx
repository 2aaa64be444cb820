/** What is to be known of a plan besides its steps: data it would leave behind, machines it no longer names. */
import type { Finding } from '../../../electron/contract/index.ts'
import { FindingText } from '../../ui/FindingText.tsx'
import css from './PlanFindings.module.css'

export function PlanFindings({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <section className={css.findings} aria-label="Before you deploy">
      {findings.map((finding) => (
        <FindingText key={`${finding.machine} ${finding.id}`} finding={finding} />
      ))}
    </section>
  )
}
