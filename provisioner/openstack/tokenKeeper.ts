/** The token of a session: fetched when the first is needed, renewed before its end, shared by all who need it at once. */
import { StacksteadError } from '../core/errors.ts'
import type { Token } from './token.ts'

/** A token this near to its end is replaced before it is used, milliseconds. */
const MARGIN = 60_000

export interface KeeperOptions {
  /**
   * Milliseconds a login that was refused is not tried again: Keystone may lock out whoever is wrong too often
   * (keystone.conf, [security_compliance] lockout_failure_attempts). Default 0.
   */
  readonly refusedFor?: number
}

export class TokenKeeper {
  #fetch: () => Promise<Token>
  #refusedFor: number
  #token: Promise<Token> | undefined
  #refused: { readonly error: StacksteadError; readonly at: number } | undefined

  constructor(fetch: () => Promise<Token>, { refusedFor = 0 }: KeeperOptions = {}) {
    this.#fetch = fetch
    this.#refusedFor = refusedFor
  }

  /** A valid token; whoever needs one while one is being fetched gets that one. */
  async valid(): Promise<Token> {
    const current = this.#token
    const known = await current?.catch(() => undefined)
    if (known !== undefined && known.expiresAt - MARGIN > Date.now()) return known
    if (this.#token === current) this.#token = this.#login()
    const renewing = this.#token ?? this.valid()
    return renewing.catch((error: unknown) => {
      if (this.#token === renewing) this.#token = undefined
      throw error
    })
  }

  /** A valid token instead of one a service refused; fetched once, however many requests were refused. */
  async insteadOf(refused: Token): Promise<Token> {
    const current = this.#token
    const known = await current?.catch(() => undefined)
    if (known === refused && this.#token === current) this.#token = undefined
    return this.valid()
  }

  async #login(): Promise<Token> {
    const refused = this.#refused
    if (refused !== undefined && performance.now() - refused.at < this.#refusedFor) throw refused.error
    try {
      const token = await this.#fetch()
      this.#refused = undefined
      return token
    } catch (error) {
      const isRefused = error instanceof StacksteadError && error.data.code === 'authentication'
      if (isRefused) this.#refused = { error, at: performance.now() }
      throw error
    }
  }
}
