/** What happened lately in the cloud; each leads to the thing it happened to. */
import { Link } from 'react-router'
import type { ErrorData } from '../../../electron/contract/index.ts'
import { withoutMarks } from '../../ui/bidi.ts'
import { Status } from '../../ui/Status.tsx'
import { moment } from '../../ui/time.ts'
import { ago } from '../../ui/words.ts'
import { Asked } from './Asked.tsx'
import { Card } from './Card.tsx'
import type { HappenedEvent } from './events.ts'
import css from './Overview.module.css'

interface HappenedProps {
  readonly events: readonly HappenedEvent[]
  /** Whether the cloud has told what was done. */
  readonly isKnown: boolean
  /** Why it does not tell now, and when it did. */
  readonly error: ErrorData | undefined
  readonly at: number | undefined
  readonly now: number
}

export function Happened({ at: toldAt, error, events, isKnown, now }: HappenedProps) {
  return (
    <Card title="Lately" aside="the latest first">
      <Asked waiting="Reading what was done." isKnown={isKnown} error={error} at={toldAt} />
      {events.length === 0 ? (
        isKnown ? (
          <p className={css.quiet}>Nothing has happened yet that this cloud tells of.</p>
        ) : undefined
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
