/** A screen that broke: what to do, and what to send along with a report. Work on the machines is not touched by it. */
import { Button } from '@mantine/core'
import { useRouteError } from 'react-router'
import { Copyable } from '../ui/Copyable.tsx'
import { Screen } from '../ui/Screen.tsx'
import css from './CrashScreen.module.css'

export function CrashScreen() {
  const error = useRouteError()
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  // After an update the page may ask for a part that is no longer there; loading anew fetches the new one.
  const outdated = /dynamically imported module|Importing a module script failed/.test(text)
  return (
    <Screen title={outdated ? 'This page is older than the app' : 'This screen broke'}>
      <div className={css.crash} role="alert">
        <p>
          {outdated
            ? 'The app was updated or restarted while the page was open. Load the page again.'
            : 'That is a mistake in Stackstead, not in your cloud. What is running on your machines goes on. Load the page again; if it happens again, report it with the text below.'}
        </p>
        <div>
          <Button onClick={() => location.reload()}>Load again</Button>
        </div>
        <Copyable block text={text} what="the error" />
      </div>
    </Screen>
  )
}
