/** A session with a cloud: keeps the token, finds the service, sends the request, tries again, reads every page. */
import { z } from 'zod'
import type { ApiCall, ServiceType } from '../actions/apiCall.ts'
import { StacksteadError } from '../core/errors.ts'
import type { Fetch } from '../core/http.ts'
import { answerError, noAnswer, parsed } from './answer.ts'
import { endpointOf } from './catalog.ts'
import { type ServiceClock, serviceClock } from './clock.ts'
import type { Credentials } from './credentials.ts'
import { addressOf, requestOf } from './httpRequest.ts'
import { nextPage, pageOf } from './pages.ts'
import { type Patience, pause, type Sleep, withRetries } from './retry.ts'
import { type OnCall, type SeenCall, watched } from './seenCall.ts'
import { fetchToken, type Token } from './token.ts'
import { TokenKeeper } from './tokenKeeper.ts'
import { negotiated, type VersionRange, versionDocument } from './versions.ts'

export interface SessionOptions {
  readonly fetch: Fetch
  readonly credentials: Credentials
  /** Aborts every request under way and to come. */
  readonly signal?: AbortSignal
  readonly sleep?: Sleep
  /** Every request is sent once only: for whoever asks again and again anyway, and wants to say at once what is wrong. */
  readonly once?: boolean
  /** Told of every request when its answer is there, of each try by itself. */
  readonly onCall?: OnCall
}

/** Milliseconds for an answer. */
const TIMEOUT = 60_000
/** Milliseconds between two logins of whoever asks again and again, once one was refused. */
const REFUSED_FOR = 60_000

export class Session {
  #options: SessionOptions
  #tokens: TokenKeeper
  #versions = new Map<ServiceType, Promise<VersionRange | undefined>>()
  /** The services' time. */
  readonly clock: Pick<ServiceClock, 'now'>
  #clock = serviceClock()

  constructor(options: SessionOptions) {
    this.#options = options
    this.clock = this.#clock
    const login = (): Promise<Token> => withRetries('GET', () => this.#newToken(), this.#patience())
    this.#tokens = new TokenKeeper(login, { refusedFor: options.once === true ? REFUSED_FOR : 0 })
  }

  /** A valid token; requests that need one at the same time share the one being fetched. */
  token(): Promise<Token> {
    return this.#tokens.valid()
  }

  /** The address of a service, as the catalogue has it. */
  async endpoint(service: ServiceType): Promise<string> {
    return endpointOf(await this.token(), service, this.#options.credentials)
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

  /**
   * Page after page of a listing, each asked for when the one before it was taken.
   * @param further rows of those after the first; by default as many as of that
   */
  async *pages<T>(call: ApiCall, key: string, schema: z.ZodType<T>, further?: number): AsyncGenerator<T[], void> {
    const page = pageOf(key, schema)
    const { query, ...rest } = call
    // A service that leads back to where it began would be read for ever.
    const before = new Set<string>()
    let asked: ApiCall | undefined = call
    while (asked !== undefined) {
      const body = await this.ask(asked, page)
      yield body[key] as T[]
      const next = nextPage(body, key, further)
      asked = next === undefined || before.has(next) ? undefined : { ...rest, path: call.path + next }
      if (next !== undefined) before.add(next)
    }
  }

  /**
   * The text of a successful answer. A refused token is renewed once.
   * @param over ends this request alone; it rejects with `cancelled` then
   */
  async send(call: ApiCall, over?: AbortSignal): Promise<string> {
    const { attempted, method, microversion: wanted } = call
    const microversion = wanted && negotiated(attempted, wanted, await this.versions(call.service))
    const { once, ...patience } = this.#patience(over)
    const isOnce = once === true || call.once === true
    return withRetries(method, () => this.#attempt(call, microversion, over), { ...patience, once: isOnce })
  }

  /** The microversions a service knows, asked for once; undefined where it does not tell. */
  async versions(service: ServiceType): Promise<VersionRange | undefined> {
    const known = this.#versions.get(service)
    if (known !== undefined) return known
    const attempted = `Reading the versions of the ${service} API`
    const asked = this.find({ service, method: 'GET', path: '/', attempted }, versionDocument)
    this.#versions.set(service, asked)
    return asked.catch((error: unknown) => {
      this.#versions.delete(service)
      throw error
    })
  }

  async #attempt(call: ApiCall, microversion: string | undefined, over: AbortSignal | undefined): Promise<string> {
    const token = await this.token()
    const ask = (by: Token): Promise<Answer> => this.#request(call, { token: by, microversion, over })
    const answer = await ask(token)
    if (answer.status !== 401) return accepted(call, answer)
    return accepted(call, await ask(await this.#tokens.insteadOf(token)))
  }

  #newToken(): Promise<Token> {
    const { credentials, signal } = this.#options
    const watchedFetch = this.#watched({ service: 'identity', method: 'POST', path: '/v3/auth/tokens' })
    const fetch: Fetch = (url, init) => watchedFetch(url, { ...init, signal: this.#within(TIMEOUT) })
    return fetchToken(fetch, credentials, signal)
  }

  async #request(call: ApiCall, { microversion, over, token }: Way): Promise<Answer> {
    const { credentials } = this.#options
    const endpoint = endpointOf(token, call.service, credentials)
    const { href, search } = addressOf(endpoint, call)
    const fetch = this.#watched({ ...call, path: call.path.replace(/\?.*$/s, '') + search })
    try {
      const init = { ...requestOf(call, token, microversion), signal: this.#within(call.timeout ?? TIMEOUT, over) }
      const answer = await fetch(href, init)
      return { status: answer.status, text: await answer.text() }
    } catch (error) {
      throw noAnswer(call.attempted, href, error, this.#ended(over))
    }
  }

  #watched({ method, path, service }: Pick<SeenCall, 'service' | 'method' | 'path'>): Fetch {
    const { fetch, onCall } = this.#options
    return watched(fetch, { service, method, path }, { clock: this.#clock, onCall })
  }

  #within(timeout: number, over?: AbortSignal): AbortSignal {
    const ended = this.#ended(over)
    const limit = AbortSignal.timeout(timeout)
    return ended === undefined ? limit : AbortSignal.any([ended, limit])
  }

  /** Aborts when the session ends, or the one request. */
  #ended(over?: AbortSignal): AbortSignal | undefined {
    const { signal } = this.#options
    return signal === undefined || over === undefined ? (signal ?? over) : AbortSignal.any([signal, over])
  }

  #patience(over?: AbortSignal): Patience {
    const { once = false, sleep = pause } = this.#options
    const signal = this.#ended(over)
    return { once, sleep, ...(signal === undefined ? {} : { signal }) }
  }
}

/** By what a request is sent, and what ends it. */
interface Way {
  readonly token: Token
  readonly microversion: string | undefined
  readonly over: AbortSignal | undefined
}

interface Answer {
  readonly status: number
  readonly text: string
}

function accepted(call: ApiCall, { status, text }: Answer): string {
  if (status >= 200 && status < 300) return text
  throw answerError(call.attempted, status, text)
}
