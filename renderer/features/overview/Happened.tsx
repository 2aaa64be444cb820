/** What happened lately in the cloud; each leads to the thing it happened to. */
import { Link } from 'react-router'
import { withoutMarks } from '../../ui/bidi.ts'
import { Status } from '../../ui/Status.tsx'
import { moment } from '../../ui/time.ts'
import { ago } from '../../ui/words.ts'
import { Card } from './Card.tsx'
import type { HappenedEvent } from './events.ts'
import css from './Overview.module.css'

export function Happened({ events, now }: { readonly events: readonly HappenedEvent[]; readonly now: number }) {
  return (
    <Card title="Lately" aside="the latest first">
      {events.length === 0 ? (
        <p className={css.quiet}>Nothing has happened yet that this cloud tells of.</p>
      ) : (
        <ul className={css.list}>
          {events.map(({ at, id, kind, reason, text, to }) => (
            <li key={id} className={css.event}>
              <Status kind={kind}>{''}</Status>
              <span className={css.words}>
                {to === undefined ? (
                  text
                ) : (
                  <Link to={to} className={css.link}>
                    {text}
                  </Link>
                )}
                {reason === undefined ? undefined : (
                  <span className={css.reason} title={withoutMarks(reason)}>
                    {withoutMarks(reason)}
                  </span>
                )}
              </span>
              <span className={css.when} title={moment(at)}>
                {ago(at, now)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
