/** Requests as React Query knows them; an error is the app's own words, as data. */
import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query'
import type { ErrorData, RequestInput, RequestName, RequestOutput } from '../../electron/contract/index.ts'
import { bridge } from './bridge.ts'

/** Thrown to React Query only, which wants something thrown; screens read `data`. */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly data: ErrorData
  constructor(data: ErrorData) {
    super(data.message)
    this.data = data
  }
}

export async function call<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>> {
  const reply = await bridge.call(name, input)
  if (reply.ok) return reply.value
  throw new CallError(reply.error)
}

interface RequestOptions {
  readonly enabled?: boolean
  /** Nobody answered, or a service's own fault: asked again by itself, while the page is seen. */
  readonly untilAnswered?: boolean
  /** Milliseconds between two questions, while the page is seen: of what others change unseen, like files. */
  readonly every?: number
}

/** Milliseconds until a question that nobody answered is asked again. */
const AGAIN = 3000

/** Asked when shown; kept by name and input. */
export function useRequest<N extends RequestName>(
  name: N,
  input: RequestInput<N>,
  { enabled = true, every, untilAnswered = false }: RequestOptions = {},
): UseQueryResult<RequestOutput<N>, CallError> {
  return useQuery<RequestOutput<N>, CallError>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled,
    refetchInterval: ({ state }) => (untilAnswered && mayPass(state.error) ? AGAIN : (every ?? false)),
  })
}

/** Whether the cloud may answer later. */
function mayPass(error: CallError | null): boolean {
  if (error === null) return false
  const { code, status } = error.data
  return code === 'unreachable' || (status !== undefined && status >= 500)
}

interface ActionOptions<N extends RequestName> {
  readonly onDone?: (output: RequestOutput<N>, input: RequestInput<N>) => void
  /** The screen shows the error in its place: no toast then. */
  readonly quiet?: boolean
}

/** Asked when the person says so. */
export function useAction<N extends RequestName>(
  name: N,
  options: ActionOptions<N> = {},
): UseMutationResult<RequestOutput<N>, CallError, RequestInput<N>> {
  return useMutation<RequestOutput<N>, CallError, RequestInput<N>>({
    mutationFn: (input) => call(name, input),
    meta: { quiet: options.quiet ?? false },
    ...(options.onDone === undefined ? {} : { onSuccess: options.onDone }),
  })
}
