/** Between the button and the first step: what is being done, for how long, and for whom it waits. */
import type { RunNow } from '../../../electron/contract/index.ts'
import { Status } from '../../ui/Status.tsx'
import { useNow } from '../../ui/useNow.ts'
import css from './BeforeRun.module.css'
import { beforeText } from './phases.ts'
import { clock } from './timeAxis.ts'

const PHASES = [
  ['reading', 'Read the machines'],
  ['checking', 'Check them'],
  ['locking', 'Lock them'],
  ['running', 'Run the steps'],
] as const

export function BeforeRun({ now }: { readonly now: RunNow }) {
  const time = useNow(true)
  const at = PHASES.findIndex(([phase]) => phase === now.phase)
  return (
    <div className={css.before} role="status">
      <Status kind="progress">{beforeText(now)}</Status>
      <span className={css.time}>{now.startedAt === undefined ? '' : clock(time - now.startedAt)}</span>
      <ol className={css.phases}>
        {PHASES.map(([phase, title], index) => (
          <li key={phase} aria-current={index === at ? 'step' : undefined}>
            <Status kind={index < at ? 'works' : index === at ? 'progress' : 'off'}>{title}</Status>
          </li>
        ))}
      </ol>
    </div>
  )
}
