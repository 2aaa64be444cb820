/** The cache of what was asked, and the toast for an action that failed. */
import { MutationCache, QueryClient } from '@tanstack/react-query'
import { tellFailure } from '../api/tellFailure.ts'
import { CallError } from '../api/useRequest.ts'

export function queryClient(): QueryClient {
  return new QueryClient({
    // The app is on this computer: whether the computer has a network does not matter.
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
    mutationCache: new MutationCache({
      onError(error, _input, _result, mutation) {
        if (mutation.meta?.quiet === true || !(error instanceof CallError)) return
        tellFailure(error.data)
      },
    }),
  })
}
