/** One request and its answer, as a recording keeps them. */
import type { FetchInit } from '../../../provisioner/core/http.ts'
import type { Neutral } from './neutral.ts'

export interface Exchange {
  /** Like "GET http://192.0.2.11:8774/v2.1/servers/detail?limit=500". */
  readonly request: string
  readonly microversion?: string
  readonly sent?: unknown
  readonly status: number
  /** As JSON where it is, else as text; absent where it is empty. */
  readonly answer?: unknown
}

export interface Recorded {
  readonly passage: string
  readonly exchanges: readonly Exchange[]
}

/** What decides which answer belongs to a request. */
export function asked(url: string, init: FetchInit | undefined, neutral: Neutral): Omit<Exchange, 'status' | 'answer'> {
  const { body, headers = {}, method = 'GET' } = init ?? {}
  const microversion = headers['openstack-api-version']
  const sent = typeof body === 'string' ? neutral.value(jsonOrText(body)) : undefined
  return {
    request: `${method} ${neutral.text(url)}`,
    ...(microversion === undefined ? {} : { microversion }),
    ...(sent === undefined ? {} : { sent }),
  }
}

export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
