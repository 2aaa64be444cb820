/** One request to an API of the cloud, as data: what is sent, what is shown, and what a test compares are the same. */
import { StacksteadError } from '../core/errors.ts'
import type { FetchInit } from '../core/http.ts'

/** Types of OpenStack's service-types authority that Stackstead talks to. */
export type ServiceType = 'identity' | 'compute' | 'image' | 'network' | 'placement' | 'volumev3'

type QueryValue = string | number | boolean

export interface ApiCall {
  readonly service: ServiceType
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the service's address, like /servers/detail */
  readonly path: string
  /** Undefined values are left out; of a list each is sent under the same name. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, with its content type; opened anew for each try. */
  readonly data?: {
    readonly type: string
    /** Bytes, where known; otherwise it is sent in chunks, which not every service reads. */
    readonly length?: number
    open(): NonNullable<FetchInit['body']>
  }
  /** Like "compute 2.87" (API guidelines, microversions); a cloud that knows less is asked for the most it knows. */
  readonly microversion?: string
  /** What this is for, as an error's message begins: "Creating the server web". */
  readonly attempted: string
  /** Milliseconds. Default one minute. */
  readonly timeout?: number
  /** Not sent a second time although its method might be: what it did already would be refused then. */
  readonly once?: boolean
}

/**
 * path`/servers/${id}/action`: every value is encoded, so that no name or id reaches the address as syntax. Throws
 * `invalid-input` for "." and "..", which an address takes for steps however they are written.
 */
export function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.reduce((whole, part, index) => whole + segment(values[index - 1] ?? '') + part)
}

function segment(value: string): string {
  if (value !== '.' && value !== '..') return encodeURIComponent(value)
  throw new StacksteadError({
    code: 'invalid-input',
    message: `No API can be asked for a thing that is called "${value}".`,
  })
}
