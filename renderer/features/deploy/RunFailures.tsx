/** What failed, on top of everything: the step, the machine's last lines, what to try. */
import { Button } from '@mantine/core'
import { useNavigate } from 'react-router'
import type { StepProgress } from '../../../electron/contract/index.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { count, shortList } from '../../ui/words.ts'
import { alike } from './alike.ts'
import css from './RunFailures.module.css'
import { useRunPart } from './useRun.ts'

/** More of them say the same over again; the rest is found in the list of steps. */
const SHOWN = 8

export function RunFailures({ onShow }: { readonly onShow: (step: StepProgress) => void }) {
  const failures = useRunPart((store) => store.failures())
  const skipped = useRunPart((store) => store.totals().skipped)
  const navigate = useNavigate()
  if (failures.length === 0) return undefined
  const groups = alike(failures)
  return (
    <section className={css.failures} aria-label="What failed">
      <h2 className={css.title}>
        {count(failures.length, 'step')} failed
        {skipped === 0 ? '' : `; ${count(skipped, 'step')} that need it ${skipped === 1 ? 'was' : 'were'} skipped`}
      </h2>
      {groups.slice(0, SHOWN).map(({ first: step, others }, index) => (
        <details key={step.id} className={css.failure} open={index === 0}>
          <summary>
            {step.title}
            {others.length === 0 ? '' : ` and ${count(others.length, 'step')} more`}{' '}
            <span className={css.where}>on</span> <span className="mono">{step.machine}</span>
          </summary>
          {others.length === 0 ? undefined : (
            <p className={css.where}>
              The same happened to:{' '}
              {shortList(
                others.map(({ title }) => title),
                12,
              )}
              .
            </p>
          )}
          <ErrorNote
            error={step.error ?? { code: 'internal', message: `${step.title} failed on ${step.machine}.` }}
            actions={
              <>
                <Button variant="default" size="compact-xs" onClick={() => onShow(step)}>
                  Show its output
                </Button>
                <Button
                  variant="default"
                  size="compact-xs"
                  onClick={() => navigate(`../terminals?open=${encodeURIComponent(step.machine)}`)}
                >
                  Open a terminal on {step.machine}
                </Button>
              </>
            }
          />
        </details>
      ))}
      {groups.length > SHOWN ? <p className={css.where}>and {groups.length - SHOWN} more</p> : undefined}
    </section>
  )
}
