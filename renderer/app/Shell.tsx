/** The window's frame: rail, screen, status bar, and what may lie over them: palette, questions, help. */
import { Notifications } from '@mantine/notifications'
import { lazy, Suspense, useCallback, useState } from 'react'
import { Outlet, useLocation, useNavigate, useSearchParams } from 'react-router'
import { usePreferences } from '../api/usePreferences.ts'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { Rail } from './rail/Rail.tsx'
import { SCREENS } from './routes.ts'
import css from './Shell.module.css'
import { ShortcutsHelp } from './ShortcutsHelp.tsx'
import { ShellProvider } from './shellState.ts'
import { useShortcuts } from './shortcuts.ts'
import { StatusBar } from './status/StatusBar.tsx'
import { useJobToasts } from './status/useJobToasts.tsx'
import { useShellState } from './useShellState.ts'

const Questions = lazy(() => import('./questions/Questions.tsx').then((m) => ({ default: m.Questions })))
const Palette = lazy(() => import('./palette/Palette.tsx').then((m) => ({ default: m.Palette })))

export function Shell() {
  const state = useShellState()
  const { preferences, write } = usePreferences()
  const { pathname } = useLocation()
  // Who fills in the form for the next machine is not interrupted for the one before: its question waits for the others'.
  const isAdding = useSearchParams()[0].has('add')
  const navigate = useNavigate()
  const [over, setOver] = useState<'palette' | 'help'>()
  /** Questions the person wants to answer later. */
  const [later, setLater] = useState<ReadonlySet<string>>(new Set())
  const close = useCallback(() => setOver(undefined), [])
  const toggleRail = (): void => write({ railCollapsed: !preferences.railCollapsed })
  useShortcuts({
    palette: () => setOver((before) => (before === 'palette' ? undefined : 'palette')),
    help: () => setOver('help'),
    rail: toggleRail,
    screen(path) {
      if (state.cloud !== undefined) void navigate(`/clouds/${state.cloud}/${path}`)
    },
  })
  const unseen = useJobToasts(state.jobs)
  const screen = SCREENS.find(({ path }) => pathname.split('/')[3] === path)
  const title = unseen ?? (screen === undefined ? undefined : `${screen.title} · ${state.cloud}`)
  const alone = state.cloud === undefined
  return (
    <ShellProvider value={state}>
      <title>{title === undefined ? 'Stackstead' : `${title} · Stackstead`}</title>
      <div
        className={css.shell}
        data-alone={alone || undefined}
        data-collapsed={preferences.railCollapsed || undefined}
      >
        <a className={css.skip} href="#screen">
          Skip to the screen
        </a>
        {alone ? undefined : (
          <Rail collapsed={preferences.railCollapsed} onCollapse={toggleRail} onPalette={() => setOver('palette')} />
        )}
        <main id="screen" className={css.main} tabIndex={-1}>
          <ConnectionBanner connected={state.connected} />
          <div className={css.screen}>
            <Outlet />
          </div>
        </main>
        <StatusBar onQuestions={() => setLater(new Set())} onHelp={() => setOver('help')} />
      </div>
      <Suspense>{over === 'palette' ? <Palette onClose={close} onHelp={() => setOver('help')} /> : undefined}</Suspense>
      <ShortcutsHelp opened={over === 'help'} onClose={close} />
      {/* Within the router, because toasts lead to screens. */}
      <Notifications position="bottom-right" limit={4} className={css.toasts} />
      <Suspense>
        {state.questions.length === 0 || isAdding ? undefined : <Questions later={later} onLater={setLater} />}
      </Suspense>
    </ShellProvider>
  )
}
