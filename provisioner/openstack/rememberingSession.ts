/** A session for looking at the same again and again: an answer with the same text is the same value as before, unparsed. */
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { ApiCall } from '../actions/apiCall.ts'
import { parsed } from './answer.ts'
import { Session } from './session.ts'

/** Answers remembered, pages of listings counted one by one; the oldest is forgotten first. */
const MOST = 500

interface Remembered {
  readonly hash: string
  readonly value: unknown
}

/** Whoever gets a value must not change it: the next one who asks gets the same. */
export class RememberingSession extends Session {
  #known = new Map<string, Remembered>()

  override async ask<T>(call: ApiCall, schema: z.ZodType<T>): Promise<T> {
    // What changed since a moment is asked for with another moment each time.
    if (call.method !== 'GET' || call.query?.['changes-since'] !== undefined) return super.ask(call, schema)
    const text = await this.send(call)
    const hash = createHash('sha1').update(text).digest('base64')
    const key = JSON.stringify([call.service, call.path, call.query, call.attempted])
    const before = this.#known.get(key)
    if (before?.hash === hash) return before.value as T
    const value = parsed(call.attempted, schema, text)
    this.#known.delete(key)
    this.#known.set(key, { hash, value })
    const [oldest] = this.#known.keys()
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest)
    return value
  }
}
