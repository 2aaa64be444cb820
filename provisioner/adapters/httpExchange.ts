/** One request and its whole answer over any connection Node's agents make. */
import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import type { RequestOptions } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FetchAnswer, FetchInit } from '../core/http.ts'

/** `request` of node:http or node:https. */
export type RequestMaker = (url: string, options: RequestOptions) => ClientRequest

/** Rejects where no answer came. */
export async function exchange(
  make: RequestMaker,
  agent: Agent,
  url: string,
  init: FetchInit = {},
): Promise<FetchAnswer> {
  const { body, headers = {}, method = 'GET', signal } = init
  const length = body === undefined || isStream(body) ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const outgoing = make(url, { agent, method, headers: { ...headers, ...length }, ...(signal ? { signal } : {}) })
  try {
    const answer = await read(await answered(outgoing, body))
    // It has refused what is still being sent; nobody needs the rest.
    if (isStream(body) && !outgoing.writableFinished) outgoing.destroy()
    return answer
  } catch (error) {
    // The service had closed a kept connection just then; it has not seen the request (Node's documentation, reusedSocket).
    if (outgoing.reusedSocket && codeOf(error) === 'ECONNRESET' && !isStream(body))
      return exchange(make, agent, url, init)
    throw error
  }
}

async function answered(outgoing: ClientRequest, body: FetchInit['body']): Promise<IncomingMessage> {
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve)
    outgoing.once('error', reject)
  })
  // A service may refuse before it has read everything: its answer counts, not the broken pipe.
  if (isStream(body)) await Promise.race([answer, pipeline(Readable.from(body), outgoing)])
  else outgoing.end(body)
  return answer
}

async function read(incoming: IncomingMessage): Promise<FetchAnswer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array)
  const text = Buffer.concat(chunks).toString('utf8')
  return {
    status: incoming.statusCode ?? 0,
    headers: { get: (name) => headerOf(incoming, name) },
    text: async () => text,
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function headerOf(incoming: IncomingMessage, name: string): string | null {
  const value = incoming.headers[name.toLowerCase()]
  return (Array.isArray(value) ? value.join(', ') : value) ?? null
}

function isStream(body: FetchInit['body']): body is AsyncIterable<Uint8Array> {
  return body !== undefined && typeof body === 'object' && Symbol.asyncIterator in body
}
