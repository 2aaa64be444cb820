/** The cache of what was asked, and the toast for an action that failed. */
import { notifications } from '@mantine/notifications'
import { MutationCache, QueryClient } from '@tanstack/react-query'
import { CallError } from '../api/useRequest.ts'
import { FailureToast } from './FailureToast.tsx'

/** How long a failure's words stay, in milliseconds: long enough to read three sentences. */
const READ = 12_000

export function queryClient(): QueryClient {
  return new QueryClient({
    // The app is on this computer: whether the computer has a network does not matter.
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
    mutationCache: new MutationCache({
      onError(error, _input, _result, mutation) {
        if (mutation.meta?.quiet === true || !(error instanceof CallError) || error.data.code === 'cancelled') return
        notifications.show({
          id: error.data.message,
          color: 'red',
          autoClose: READ,
          withBorder: true,
          message: FailureToast({ error: error.data }),
        })
      },
    }),
  })
}
