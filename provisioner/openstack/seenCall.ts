/** Every request that leaves, for whoever wants to look on. Neither headers nor bodies: nothing secret passes here. */
import type { ApiCall, ServiceType } from '../actions/apiCall.ts'
import type { Fetch } from '../core/http.ts'
import type { ServiceClock } from './clock.ts'

export interface SeenCall {
  readonly service: ServiceType
  readonly method: ApiCall['method']
  /** Below the service's address, with its query. */
  readonly path: string
  /** Absent where no answer came. */
  readonly status?: number
  /** Until the answer was read whole. */
  readonly ms: number
  /** When it was sent, milliseconds since the epoch. */
  readonly at: number
  /** As it stands in the service's logs and in an instance's history. */
  readonly requestId?: string
}

export type OnCall = (call: SeenCall) => void

/** A fetch for one request, which tells of it and sets the clock by its answer. */
export function watched(
  fetch: Fetch,
  what: Pick<SeenCall, 'service' | 'method' | 'path'>,
  { clock, onCall }: { readonly clock: ServiceClock; readonly onCall: OnCall | undefined },
): Fetch {
  return async (url, init) => {
    const [at, began] = [Date.now(), performance.now()]
    let outcome: Pick<SeenCall, 'status' | 'requestId'> = {}
    try {
      const answer = await fetch(url, init)
      const { headers, status } = answer
      const text = await answer.text()
      const requestId = headers.get('x-openstack-request-id')
      outcome = { status, ...(requestId === null ? {} : { requestId }) }
      clock.heard(what.service, headers.get('date'))
      return { status, headers, text: async () => text }
    } finally {
      onCall?.({ ...what, ...outcome, at, ms: performance.now() - began })
    }
  }
}
