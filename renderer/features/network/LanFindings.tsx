/** What asking on the network itself brings: addresses, provider cards, and by ARP who is on the LAN. */
import { Button } from '@mantine/core'
import { IconNetwork } from '@tabler/icons-react'
import type { Finding } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { useStream } from '../../api/useStream.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import { listed } from '../../ui/words.ts'
import css from './LanFindings.module.css'
import { useNetwork } from './networkContext.ts'

/** Subjects of the check that are about what is set on this screen. */
const SUBJECTS = ['address', 'provider-nic', 'lan']

const LEVELS: Readonly<Record<Finding['level'], readonly [StatusKind, string]>> = {
  ok: ['works', 'Right'],
  warning: ['needs-you', 'Look at it'],
  error: ['failed', 'In the way'],
}

export function LanFindings() {
  const { cloud, design } = useNetwork()
  const { value } = useStream('preflight.follow', { cloud })
  const run = useAction('preflight.run')
  const findings = (value?.findings ?? []).filter(({ id }) => SUBJECTS.includes(id.split('/')[0] ?? ''))
  const order: readonly Finding['level'][] = ['error', 'warning', 'ok']
  const sorted = order.flatMap((level) => findings.filter((finding) => finding.level === level))
  const running = value?.running ?? []
  const blocked = design.problems.length > 0
  return (
    <div className={css.findings}>
      <div className={css.head}>
        <Button
          variant="default"
          leftSection={<IconNetwork size={14} aria-hidden />}
          loading={run.isPending || running.length > 0}
          disabled={blocked}
          onClick={() => run.mutate({ cloud })}
        >
          Check on the network
        </Button>
        <p>
          {blocked
            ? 'Solve the problems of cloud.yaml first; then the machines can be asked.'
            : running.length > 0
              ? `Asking ${listed(running)}`
              : 'Looks at the cards, and asks the LAN by ARP whether the router answers and the range is free. Nothing is changed.'}
        </p>
      </div>
      {run.error !== null && <ErrorNote error={run.error.data} />}
      {value?.stale === true && sorted.length > 0 && (
        <Status kind="needs-you">cloud.yaml was changed since; check again</Status>
      )}
      {sorted.length > 0 && (
        <ul className={css.list}>
          {sorted.map((finding) => (
            <li key={`${finding.machine}/${finding.id}/${finding.what}`}>
              <Status kind={LEVELS[finding.level][0]}>{LEVELS[finding.level][1]}</Status>
              <div>
                <p>{finding.what}</p>
                {finding.why !== undefined && <p className={css.why}>{finding.why}</p>}
                {finding.remedy !== undefined && <p className={css.why}>{finding.remedy}</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
