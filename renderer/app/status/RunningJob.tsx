/** The newest job under way: what, for which cloud, how far, for how long. A click leads to its screen. */
import { Link } from 'react-router'
import type { Job } from '../../../electron/contract/index.ts'
import { elapsed } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import css from './StatusBar.module.css'
import { screenOf } from './screenOf.ts'

export function RunningJob({ job, more }: { readonly job: Job; readonly more: number }) {
  const now = useNow(true)
  const share = job.progress === undefined ? undefined : Math.round(job.progress * 100)
  return (
    <Link className={css.job} to={screenOf(job)}>
      <span className={css.title}>{job.title}</span>
      <span
        className={css.track}
        role="progressbar"
        aria-label={job.title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share}
        data-unknown={share === undefined || undefined}
      >
        <span className={css.done} style={{ width: `${share ?? 100}%` }} />
      </span>
      <span className={css.number}>
        {share === undefined ? '' : `${share} % · `}
        {elapsed(now - job.startedAt)}
      </span>
      {more === 0 ? undefined : <span className={css.number}>and {more} more</span>}
    </Link>
  )
}
