/** The token of a session: fetched when the first is needed, renewed before its end, shared by all who need it at once. */
import type { Token } from './token.ts'

/** A token this near to its end is replaced before it is used, milliseconds. */
const MARGIN = 60_000

export class TokenKeeper {
  #fetch: () => Promise<Token>
  #token: Promise<Token> | undefined

  constructor(fetch: () => Promise<Token>) {
    this.#fetch = fetch
  }

  /** A valid token; whoever needs one while one is being fetched gets that one. */
  async valid(): Promise<Token> {
    const current = this.#token
    const known = await current?.catch(() => undefined)
    if (known !== undefined && known.expiresAt - MARGIN > Date.now()) return known
    if (this.#token === current) this.#token = this.#fetch()
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
}
