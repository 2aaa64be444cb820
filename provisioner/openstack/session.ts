/** A session with a cloud: keeps the token, finds the service, sends the request, tries again, reads every page. */
import { z } from 'zod'
import type { ApiCall, ServiceType } from '../actions/apiCall.ts'
import { StacksteadError } from '../core/errors.ts'
import type { Fetch, FetchInit } from '../core/http.ts'
import { reveal } from '../core/secret.ts'
import { answerError, noAnswer, parsed } from './answer.ts'
import { endpointOf } from './catalog.ts'
import type { Credentials } from './credentials.ts'
import { nextPage } from './pages.ts'
import { pause, type Sleep, withRetries } from './retry.ts'
import { fetchToken, type Token } from './token.ts'

export interface SessionOptions {
  readonly fetch: Fetch
  readonly credentials: Credentials
  /** Aborts every request under way and to come. */
  readonly signal?: AbortSignal
  readonly sleep?: Sleep
}

const TIMEOUT = 60_000
/** A token this near to its end is replaced before it is used, milliseconds. */
const MARGIN = 60_000

export class Session {
  #options: SessionOptions
  #token: Promise<Token> | undefined

  constructor(options: SessionOptions) {
    this.#options = options
  }

  /** A valid token; requests that need one at the same time share the one being fetched. */
  async token(): Promise<Token> {
    const { credentials, fetch, signal } = this.#options
    const current = this.#token
    const known = await current?.catch(() => undefined)
    if (known !== undefined && known.expiresAt - MARGIN > Date.now()) return known
    if (this.#token === current) {
      this.#token = withRetries('GET', () => fetchToken(fetch, credentials, signal), this.#patience())
    }
    const renewing = this.#token ?? this.token()
    return renewing.catch((error: unknown) => {
      if (this.#token === renewing) this.#token = undefined
      throw error
    })
  }

  /** The address of a service, as the catalogue has it. */
  async endpoint(service: ServiceType): Promise<string> {
    return endpointOf(await this.token(), service, this.#options.credentials.region)
  }

  /** The answer as the schema wants it. Rejects with `api` and the service's own message for an error status. */
  async ask<T>(call: ApiCall, schema: z.ZodType<T>): Promise<T> {
    return parsed(call.attempted, schema, await this.send(call))
  }

  /** Like {@link ask}; undefined where there is no such thing (404). */
  async find<T>(call: ApiCall, schema: z.ZodType<T>): Promise<T | undefined> {
    try {
      return await this.ask(call, schema)
    } catch (error) {
      if (error instanceof StacksteadError && error.data.status === 404) return undefined
      throw error
    }
  }

  /** Deletes; what is gone already counts as done. */
  async remove(call: Omit<ApiCall, 'method'>): Promise<void> {
    await this.find({ ...call, method: 'DELETE' }, z.unknown())
  }

  /** Everything on all pages of a listing, found under `key`. */
  async list<T>(call: ApiCall, key: string, schema: z.ZodType<T>): Promise<T[]> {
    const rows: T[] = []
    for await (const page of this.pages(call, key, schema)) rows.push(...page)
    return rows
  }

  /** Page after page of a listing, each asked for when the one before it was taken. */
  async *pages<T>(call: ApiCall, key: string, schema: z.ZodType<T>): AsyncGenerator<T[], void> {
    const page = z.looseObject({ [key]: z.array(schema) })
    const { query, ...rest } = call
    let asked: ApiCall | undefined = call
    while (asked !== undefined) {
      const body: Record<string, unknown> = await this.ask(asked, page)
      yield body[key] as T[]
      const next = nextPage(body, key, await this.endpoint(call.service))
      asked = next === undefined || next === asked.path ? undefined : { ...rest, path: next }
    }
  }

  /** The text of a successful answer. A refused token is renewed once. */
  async send(call: ApiCall): Promise<string> {
    return withRetries(call.method, () => this.#attempt(call), this.#patience())
  }

  async #attempt(call: ApiCall): Promise<string> {
    const token = await this.token()
    const answer = await this.#request(call, token)
    if (answer.status !== 401) return accepted(call, answer)
    if ((await this.#token) === token) this.#token = undefined
    return accepted(call, await this.#request(call, await this.token()))
  }

  async #request(call: ApiCall, token: Token): Promise<Answer> {
    const { credentials, fetch, signal } = this.#options
    const url = addressOf(endpointOf(token, call.service, credentials.region), call)
    const limit = AbortSignal.timeout(call.timeout ?? TIMEOUT)
    const init = { ...requestOf(call, token), signal: signal === undefined ? limit : AbortSignal.any([signal, limit]) }
    try {
      const answer = await fetch(url, init)
      return { status: answer.status, text: await answer.text() }
    } catch (error) {
      throw noAnswer(call.attempted, url, error, signal)
    }
  }

  #patience(): { readonly sleep: Sleep; readonly signal?: AbortSignal } {
    const { signal, sleep = pause } = this.#options
    return signal === undefined ? { sleep } : { sleep, signal }
  }
}

interface Answer {
  readonly status: number
  readonly text: string
}

function accepted(call: ApiCall, { status, text }: Answer): string {
  if (status >= 200 && status < 300) return text
  throw answerError(call.attempted, status, text)
}

function addressOf(endpoint: string, call: ApiCall): string {
  const url = new URL(`${endpoint}${call.path}`)
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  return url.href
}

function requestOf(call: ApiCall, token: Token): FetchInit {
  const headers: Record<string, string> = { accept: 'application/json', 'x-auth-token': reveal(token.secret) }
  if (call.microversion !== undefined) headers['openstack-api-version'] = call.microversion
  if (call.data !== undefined) {
    headers['content-type'] = call.data.type
    return { method: call.method, headers, body: call.data.open() }
  }
  if (call.body === undefined) return { method: call.method, headers }
  headers['content-type'] = 'application/json'
  return { method: call.method, headers, body: JSON.stringify(call.body) }
}
