/** The cloud's APIs: whether each answers, how fast, and how that went. */
import type { ApiHealth } from '../../../electron/contract/overview.ts'
import { Sparkline } from '../../ui/Sparkline.tsx'
import { Status } from '../../ui/Status.tsx'
import { duration } from '../../ui/time.ts'
import { Card } from './Card.tsx'
import css from './Overview.module.css'
import { type Series, valuesOf } from './series.ts'
import { apiName } from './words.ts'

const KINDS = { answers: 'works', fails: 'failed', asking: 'progress' } as const
const WORDS = { answers: 'Answers', fails: 'No answer', asking: 'Asking' } as const
/** Five minutes. */
const PLACES = 60

export function Apis({ apis, series }: { readonly apis: readonly ApiHealth[]; readonly series: Series }) {
  return (
    <Card title="APIs" aside="a small question, every 5 s">
      {apis.length === 0 ? <p className={css.quiet}>Asking which services this cloud has.</p> : undefined}
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
