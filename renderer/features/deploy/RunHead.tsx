/** How far the run is: the bar, the counts, the time that passed and what is left. */

import type { RunNow } from '../../../electron/contract/index.ts'
import { LANGUAGE } from '../../ui/language.ts'
import { useNow } from '../../ui/useNow.ts'
import { count } from '../../ui/words.ts'
import css from './RunHead.module.css'
import { clock } from './timeAxis.ts'
import { useRunPart } from './useRun.ts'

interface RunHeadProps {
  readonly live: boolean
  readonly now: RunNow | undefined
  /** When the run will end, as far as is known. */
  readonly expectedEnd: number | undefined
}

export function RunHead({ live, now, expectedEnd }: RunHeadProps) {
  const totals = useRunPart((store) => store.totals())
  const startedAt = useRunPart((store) => store.state()?.startedAt)
  const endedAt = useRunPart((store) => store.state()?.endedAt ?? store.lastAt())
  const time = useNow(live)
  if (startedAt === undefined || totals.total === 0) return undefined
  const share = (part: number): string => `${(part / totals.total) * 100}%`
  const good = totals.done - totals.failed - totals.skipped
  const percent = Math.floor((totals.done / totals.total) * 100)
  return (
    <div className={css.head}>
      <div
        className={css.bar}
        role="progressbar"
        aria-label="Steps done"
        aria-valuenow={percent}
        aria-valuetext={`${totals.done} of ${totals.total} steps`}
      >
        <div data-part="done" style={{ width: share(good) }} />
        <div data-part="failed" style={{ width: share(totals.failed) }} />
        <div data-part="skipped" style={{ width: share(totals.skipped) }} />
      </div>
      <dl className={css.facts}>
        <Fact
          name="Steps"
          value={`${totals.done.toLocaleString(LANGUAGE)} of ${totals.total.toLocaleString(LANGUAGE)}`}
        />
        <Fact name="Changed" value={totals.changed.toLocaleString(LANGUAGE)} />
        {totals.failed === 0 ? undefined : <Fact name="Failed" value={String(totals.failed)} kind="failed" />}
        {totals.skipped === 0 ? undefined : <Fact name="Skipped" value={String(totals.skipped)} />}
        {live ? <Fact name="At work on" value={count(totals.running, 'step')} /> : undefined}
        <Fact name={live ? 'Elapsed' : 'Took'} value={clock((live ? time : (endedAt ?? time)) - startedAt)} />
        {live ? <Fact name="Left" value={left(expectedEnd, time, now)} /> : undefined}
      </dl>
    </div>
  )
}

function left(expectedEnd: number | undefined, time: number, now: RunNow | undefined): string {
  if (now?.phase === 'pausing') return 'pausing after the steps under way'
  if (now?.phase === 'stopping') return 'ending the steps under way'
  if (expectedEnd === undefined) return 'not known on a first run'
  const rest = expectedEnd - time
  return rest < 5000 ? 'a few seconds' : `about ${clock(rest)}`
}

function Fact({ name, value, kind }: { readonly name: string; readonly value: string; readonly kind?: 'failed' }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-kind={kind}>{value}</dd>
    </div>
  )
}
