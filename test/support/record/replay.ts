/** A cloud made of recorded answers: each request gets what the real service said to it, in the same order. */
import { isDeepStrictEqual } from 'node:util'
import type { Fetch } from '../../../provisioner/core/http.ts'
import { asked, type Exchange } from './exchange.ts'
import { NEUTRAL_ALREADY } from './neutral.ts'

export interface Replay {
  readonly fetch: Fetch
  /** Recorded requests nobody sent. */
  left(): string[]
}

const TOKEN = '/v3/auth/tokens'
/** A recorded token is over long since. */
const EXPIRES = { expires_at: '2999-01-01T00:00:00.000000Z' }

/** @param always answers to what every passage may ask first: a token, versions */
export function replay(exchanges: readonly Exchange[], always: readonly Exchange[]): Replay {
  const waiting = [...exchanges]
  const fetch: Fetch = async (url, init) => {
    await read(init?.body)
    const { microversion, request, sent } = asked(url, init, NEUTRAL_ALREADY)
    const fits = (one: Exchange): boolean =>
      one.request === request && one.microversion === microversion && isDeepStrictEqual(one.sent, sent)
    const index = waiting.findIndex(fits)
    const found = index < 0 ? always.find((one) => one.request === request) : waiting.splice(index, 1)[0]
    if (found === undefined) throw new Error(`No answer is recorded to ${request} ${JSON.stringify(sent) ?? ''}`)
    const body = request.endsWith(TOKEN) ? unexpired(found.answer) : found.answer
    return {
      status: found.status,
      headers: { get: (name) => (name.toLowerCase() === 'x-subject-token' ? 'a recorded token' : null) },
      text: async () => (body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)),
    }
  }
  return { fetch, left: () => waiting.map(({ request }) => request) }
}

/** As a service would: whoever sends a stream learns that all of it was taken. */
async function read(body: NonNullable<Parameters<Fetch>[1]>['body']): Promise<void> {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return
  for await (const _chunk of body);
}

function unexpired(answer: unknown): unknown {
  const { token } = answer as { token: object }
  return { token: { ...token, ...EXPIRES } }
}
