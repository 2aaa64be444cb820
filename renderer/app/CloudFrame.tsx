/** What every screen of a cloud has around it: the cloud must be there, and the screen's place is remembered. */
import { Button } from '@mantine/core'
import { Suspense, useEffect } from 'react'
import { Link, Navigate, Outlet, useLocation } from 'react-router'
import { usePreferences } from '../api/usePreferences.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Screen } from '../ui/Screen.tsx'
import { SCREENS, screensOf } from './routes.ts'
import { useShell } from './shellState.ts'
import { useCloud } from './useCloud.ts'
import { Waiting } from './Waiting.tsx'

/** How long a place must be held to be worth remembering, in milliseconds. */
const SETTLED = 600

export function CloudFrame() {
  const cloud = useCloud()
  const { clouds } = useShell()
  const { pathname } = useLocation()
  const { write } = usePreferences()
  const summary = clouds?.find(({ id }) => id === cloud)
  const there = clouds && summary !== undefined
  useEffect(() => {
    if (there !== true) return undefined
    const timer = setTimeout(() => write({ cloud, route: pathname }), SETTLED)
    return () => clearTimeout(timer)
  }, [there, cloud, pathname, write])
  if (there === false) {
    return (
      <Screen title={cloud}>
        <EmptyState
          title={`There is no cloud ${cloud} in the list`}
          action={
            <Button component={Link} to="/">
              Go to the first screen
            </Button>
          }
        >
          It may have been forgotten, or the address was typed wrong. Its files, if there are any, are where they were.
        </EmptyState>
      </Screen>
    )
  }
  const screen = pathname.split('/')[3]
  const has = screensOf(summary?.kind)
  if (!has.some(({ path }) => path === screen) && SCREENS.some(({ path }) => path === screen)) {
    return <Navigate to={`/clouds/${cloud}/${has[0]?.path ?? ''}`} replace />
  }
  return (
    // Another cloud or another screen begins anew: nothing of the one before must stay on it.
    <Suspense key={pathname.split('/').slice(0, 4).join('/')} fallback={<Waiting what="screen" />}>
      <Outlet />
    </Suspense>
  )
}
