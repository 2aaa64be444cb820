/** Tells when a long job is done or has failed, unless its screen is being looked at or the person wants no telling. */
import { notifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import type { Job } from '../../../electron/contract/index.ts'
import { usePreferences } from '../../api/usePreferences.ts'
import { Status } from '../../ui/Status.tsx'
import { endedJobs } from './endedJobs.ts'
import css from './StatusBar.module.css'
import { screenOf } from './screenOf.ts'

export function useJobToasts(jobs: readonly Job[]): void {
  const { pathname } = useLocation()
  const wanted = usePreferences().preferences.notifications
  const running = useRef<ReadonlySet<string>>(new Set())
  const around = useRef({ pathname, wanted })
  around.current = { pathname, wanted }
  useEffect(() => {
    const ended = endedJobs(running.current, jobs)
    running.current = new Set(jobs.filter(({ state }) => state === 'running').map(({ id }) => id))
    for (const job of ended) {
      const screen = screenOf(job)
      if (!around.current.wanted || around.current.pathname === screen) continue
      notifications.show({
        id: job.id,
        color: job.state === 'done' ? 'green' : 'red',
        withBorder: true,
        message: <Ended job={job} screen={screen} />,
      })
    }
  }, [jobs])
}

function Ended({ job, screen }: { readonly job: Job; readonly screen: string }) {
  const done = job.state === 'done'
  return (
    <span className={css.ended}>
      <Status kind={done ? 'works' : 'failed'}>{done ? 'Done' : 'Failed'}</Status>
      <Link to={screen}>{job.title}</Link>
    </span>
  )
}
