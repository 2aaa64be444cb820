/** The runs of a cloud, read again when the newest one begins, ends or changes. */
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { RunSummary } from '../../../electron/contract/index.ts'
import { type CallError, call } from '../../api/useRequest.ts'

export function useRuns(cloud: string, last: RunSummary | undefined): UseQueryResult<readonly RunSummary[], CallError> {
  return useQuery<readonly RunSummary[], CallError>({
    queryKey: ['runs.list', { cloud }, last?.run, last?.state],
    queryFn: () => call('runs.list', { cloud }),
    placeholderData: keepPreviousData,
  })
}
