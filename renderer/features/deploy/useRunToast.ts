/** Says when a run that was watched came to its end: by the page, because the window grants no notifications. */
import { notifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import type { RunState } from '../../../electron/contract/index.ts'
import { usePreferences } from '../../api/usePreferences.ts'
import { count } from '../../ui/words.ts'
import type { RunStore } from './runStore.ts'
import { clock } from './timeAxis.ts'

export function useRunToast(cloud: string, store: RunStore): void {
  const { preferences } = usePreferences()
  const wanted = useRef(preferences.notifications)
  wanted.current = preferences.notifications
  useEffect(() => {
    // A run read from history ends before it was ever seen running.
    let sawRunning = false
    return store.subscribe(() => {
      const state = store.state()
      if (state === undefined) return
      if (state.outcome === undefined) {
        sawRunning = true
        return
      }
      if (!sawRunning) return
      sawRunning = false
      if (wanted.current) notifications.show(toast(cloud, state, store.totals().failed))
    })
  }, [cloud, store])
}

function toast(cloud: string, { outcome, operation, startedAt, endedAt }: RunState, failed: number) {
  const took = clock((endedAt ?? startedAt) - startedAt)
  if (outcome === 'failed')
    return {
      title: `${cloud}: ${count(failed, 'step')} failed`,
      message: 'The screen Deploy shows what came back and what to try.',
      color: 'red',
      autoClose: false,
    } as const
  if (outcome === 'cancelled')
    return { title: `${cloud}: paused after ${took}`, message: 'What is done stays done; "Go on" does the rest.' }
  const title = operation === 'apply' ? `${cloud} is deployed` : `${cloud} is taken away`
  return { title, message: `It took ${took}.`, color: 'green', autoClose: false } as const
}
