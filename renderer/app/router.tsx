/** What is shown at which address. */
import { createBrowserRouter } from 'react-router'
import { FirstScreen } from '../features/start/FirstScreen.tsx'
import { StartPlace } from '../features/start/StartPlace.tsx'
import { CloudFrame } from './CloudFrame.tsx'
import { CrashScreen } from './CrashScreen.tsx'
import { NotFoundScreen } from './NotFoundScreen.tsx'
import { PLACES, SCREENS } from './routes.ts'
import { Shell } from './Shell.tsx'

export function router() {
  return createBrowserRouter([
    {
      Component: Shell,
      ErrorBoundary: CrashScreen,
      children: [
        {
          ErrorBoundary: CrashScreen,
          children: [
            { index: true, Component: FirstScreen },
            { path: 'new', Component: StartPlace },
            {
              path: 'clouds/:cloud',
              Component: CloudFrame,
              children: [
                ...[...SCREENS, ...PLACES].map(({ path, component }) => ({
                  path,
                  Component: component,
                  ErrorBoundary: CrashScreen,
                })),
                { path: '*', Component: NotFoundScreen },
              ],
            },
            { path: '*', Component: NotFoundScreen },
          ],
        },
      ],
    },
  ])
}
