/** The cloud's APIs: whether each answers, how fast, and how that went. */
import type { ErrorData } from '../../../electron/contract/index.ts'
import type { ApiHealth } from '../../../electron/contract/overview.ts'
import { Sparkline } from '../../ui/Sparkline.tsx'
import { Status } from '../../ui/Status.tsx'
import { duration } from '../../ui/time.ts'
import { Asked } from './Asked.tsx'
import { Card } from './Card.tsx'
import css from './Overview.module.css'
import { type Series, valuesOf } from './series.ts'
import { apiName } from './words.ts'

const KINDS = { answers: 'works', fails: 'failed', asking: 'progress' } as const
const WORDS = { answers: 'Answers', fails: 'No answer', asking: 'Asking' } as const
/** Five minutes. */
const PLACES = 60

interface ApisProps {
  readonly apis: readonly ApiHealth[]
  /** Why none can be asked. */
  readonly error: ErrorData | undefined
  readonly series: Series
}

export function Apis({ apis, error, series }: ApisProps) {
  return (
    <Card title="APIs" aside="a small question, every 5 s">
      <Asked waiting="Asking which services this cloud has." isKnown={apis.length > 0} error={error} />
      <ul className={css.list}>
        {apis.map(({ error, id, latency, state }) => (
          <li key={id}>
            <span className={css.grow}>{apiName(id)}</span>
            <Sparkline values={valuesOf(series, `api ${id}`)} places={PLACES} />
            {state === 'answers' && latency !== undefined ? (
              <span className={css.figure}>{duration(latency)}</span>
            ) : (
              <span title={error?.message}>
                <Status kind={KINDS[state]}>{WORDS[state]}</Status>
              </span>
            )}
            {state === 'answers' ? (
              <Status kind="works">
                <span className="visually-hidden">{WORDS.answers}</span>
              </Status>
            ) : undefined}
          </li>
        ))}
      </ul>
    </Card>
  )
}
