/** What is wrong now, each with its reason and the way to where it is mended. */
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { withoutMarks } from '../../ui/bidi.ts'
import { moment } from '../../ui/time.ts'
import { ago } from '../../ui/words.ts'
import css from './Overview.module.css'
import type { Problem } from './problems.ts'

/** More are folded away: a machine that is gone takes many things with it. */
const SHOWN = 4

export function Problems({ problems, now }: { readonly problems: readonly Problem[]; readonly now: number }) {
  const [whole, setWhole] = useState(false)
  if (problems.length === 0) return undefined
  const shown = whole ? problems : problems.slice(0, SHOWN)
  return (
    <section className={`${css.card} ${css.problems}`} data-kind={problems[0]?.kind} aria-label="What needs you">
      <ul className={css.list} style={{ display: 'block' }}>
        {shown.map(({ at, id, kind, mend, reason, title }) => (
          <li key={id} className={css.problem} data-kind={kind}>
            {kind === 'failed' ? <IconCircleX size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
            <div className={css.words}>
              <p className={css.title}>{title}</p>
              {reason === undefined || reason === '' ? undefined : <p className={css.quiet}>{withoutMarks(reason)}</p>}
            </div>
            {at === undefined ? undefined : (
              <span className={css.when} title={moment(at)}>
                {ago(at, now)}
              </span>
            )}
            {mend === undefined ? undefined : (
              <Button component={Link} to={mend.to} size="compact-sm" variant="default">
                {mend.words}
                <span className="visually-hidden">: {title}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {problems.length > SHOWN ? (
        <div className={css.more}>
          <Button size="compact-sm" variant="subtle" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? 'Show fewer' : `Show ${problems.length - SHOWN} more`}
          </Button>
        </div>
      ) : undefined}
    </section>
  )
}
