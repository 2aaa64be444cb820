/**
 * Tells when a long job is done or has failed, unless its screen is being looked at or the person wants no telling. It stays
 * told until it was seen: a toast until it is closed, and in the title for as long as the window is not looked at.
 */
import { notifications } from '@mantine/notifications'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import type { Job } from '../../../electron/contract/index.ts'
import { usePreferences } from '../../api/usePreferences.ts'
import { Status } from '../../ui/Status.tsx'
import { endedJobs } from './endedJobs.ts'
import css from './StatusBar.module.css'
import { screenOf } from './screenOf.ts'

/** What the window's title has to say; undefined while there is nothing, or somebody looks. */
export function useJobToasts(jobs: readonly Job[]): string | undefined {
  const { pathname } = useLocation()
  const wanted = usePreferences().preferences.notifications
  const running = useRef<ReadonlySet<string>>(new Set())
  const around = useRef({ pathname, wanted })
  around.current = { pathname, wanted }
  const [unseen, setUnseen] = useState<string>()
  useEffect(() => {
    const look = (): void => {
      if (!document.hidden) setUnseen(undefined)
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  useEffect(() => {
    const ended = endedJobs(running.current, jobs)
    running.current = new Set(jobs.filter(({ state }) => state === 'running').map(({ id }) => id))
    for (const job of ended) {
      const screen = screenOf(job)
      if (!around.current.wanted) continue
      if (document.hidden) setUnseen(`${job.state === 'done' ? 'Done' : 'Failed'}: ${job.title}`)
      if (around.current.pathname === screen) continue
      notifications.show({
        id: job.id,
        color: job.state === 'done' ? 'green' : 'red',
        withBorder: true,
        autoClose: false,
        message: <Ended job={job} screen={screen} />,
      })
    }
  }, [jobs])
  return unseen
}

function Ended({ job, screen }: { readonly job: Job; readonly screen: string }) {
  const done = job.state === 'done'
  return (
    <span className={css.ended}>
      <Status kind={done ? 'works' : 'failed'}>{done ? 'Done' : 'Failed'}</Status>
      <Link to={screen} onClick={() => notifications.hide(job.id)}>
        {job.title}
      </Link>
    </span>
  )
}
