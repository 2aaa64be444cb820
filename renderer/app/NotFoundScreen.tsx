/** An address that leads nowhere. */
import { Button } from '@mantine/core'
import { Link, useLocation } from 'react-router'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Screen } from '../ui/Screen.tsx'

export function NotFoundScreen() {
  const { pathname } = useLocation()
  return (
    <Screen title="Not found">
      <title>Not found · Stackstead</title>
      <EmptyState
        title="There is no screen at this address"
        action={
          <Button component={Link} to="/">
            Go to the first screen
          </Button>
        }
      >
        Nothing is at <code>{pathname}</code>. The screens are in the list on the left; Ctrl K finds them too.
      </EmptyState>
    </Screen>
  )
}
