/** The toast for something that failed and has no place of its own on the screen: what happened, then what to try. */
import { notifications } from '@mantine/notifications'
import type { ErrorData } from '../../electron/contract/index.ts'
import { FailureToast } from '../app/FailureToast.tsx'

/** How long a failure's words stay, in milliseconds: long enough to read three sentences. */
const READ = 12_000

export function tellFailure(error: ErrorData): void {
  if (error.code === 'cancelled') return
  notifications.show({
    id: error.message,
    color: 'red',
    autoClose: READ,
    withBorder: true,
    message: FailureToast({ error }),
  })
}
