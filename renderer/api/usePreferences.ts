/** How the person likes the window: read once, changed at once on the screen, kept by the app. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Preferences } from '../../electron/contract/index.ts'
import { call } from './useRequest.ts'

const KEY = ['preferences.read', {}] as const

const FIRST: Preferences = {
  theme: 'system',
  density: 'compact',
  railCollapsed: false,
  notifications: true,
  tables: {},
}

export interface PreferencesNow {
  readonly preferences: Preferences
  /** False until the app has said what it keeps: the defaults stand in. */
  readonly known: boolean
  /** Only what is given changes. */
  readonly write: (change: Partial<Preferences>) => void
}

export function usePreferences(): PreferencesNow {
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: () => call('preferences.read', {}),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const write = useCallback(
    (change: Partial<Preferences>) => {
      queries.setQueryData<Preferences>(KEY, (before) => ({ ...(before ?? FIRST), ...change }))
      // What the app could not keep is worth no interruption: it holds until the window closes.
      void call('preferences.write', change).catch(() => undefined)
    },
    [queries],
  )
  return { preferences: data ?? FIRST, known: data !== undefined, write }
}
