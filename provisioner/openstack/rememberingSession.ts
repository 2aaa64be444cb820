/** A session for looking at the same again and again: an answer with the same text is the same value as before, unparsed. */
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { ApiCall } from '../actions/apiCall.ts'
import { parsed } from './answer.ts'
import { Session, type SessionOptions } from './session.ts'

/**
 * Signs of all answers remembered together: a listing of 10,000 instances has some 25 million. What was not asked for
 * longest is forgotten first; the pages of a listing in which much comes and goes are never asked for again.
 */
const MOST = 40_000_000

/** Milliseconds after the last question: nobody looks at this cloud any more. */
const IDLE = 5 * 60_000

export interface Memory {
  /** Signs of text. */
  readonly most?: number
  readonly idle?: number
}

interface Remembered {
  readonly hash: string
  readonly length: number
  readonly value: unknown
}

/** Whoever gets a value must not change it: the next one who asks gets the same. */
export class RememberingSession extends Session {
  #known = new Map<string, Remembered>()
  #length = 0
  #most: number
  #idle: number
  #forgetting: NodeJS.Timeout | undefined

  /** @param memory less of it, for a test */
  constructor(options: SessionOptions, { idle = IDLE, most = MOST }: Memory = {}) {
    super(options)
    this.#most = most
    this.#idle = idle
  }

  override async ask<T>(call: ApiCall, schema: z.ZodType<T>): Promise<T> {
    if (call.method !== 'GET' || isOfMoment(call)) return super.ask(call, schema)
    this.#forgetting = this.#forgetting?.refresh() ?? setTimeout(() => this.#forgetAll(), this.#idle).unref()
    const text = await this.send(call)
    const hash = createHash('sha1').update(text).digest('base64')
    const key = JSON.stringify([call.service, call.path, call.query, call.attempted])
    const before = this.#known.get(key)
    if (before !== undefined) this.#forget(key, before)
    const value = before?.hash === hash ? (before.value as T) : parsed(call.attempted, schema, text)
    this.#known.set(key, { hash, length: text.length, value })
    this.#length += text.length
    for (const [oldest, one] of this.#known) {
      if (this.#length <= this.#most) break
      this.#forget(oldest, one)
    }
    return value
  }

  #forgetAll(): void {
    this.#forgetting = undefined
    this.#known.clear()
    this.#length = 0
  }

  #forget(key: string, { length }: Remembered): void {
    this.#known.delete(key)
    this.#length -= length
  }
}

/** What changed since a moment is asked for with another moment each time; so is its second page. */
function isOfMoment({ path, query }: ApiCall): boolean {
  return (
    query?.['changes-since'] !== undefined ||
    query?.changed_since !== undefined ||
    /changes-since=|changed_since=/.test(path)
  )
}
