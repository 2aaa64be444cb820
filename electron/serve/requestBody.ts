/** A request's body as JSON, no longer than it may be. */
import type { IncomingMessage } from 'node:http'

/** Bytes; the longest text of the contract is 1,000,000 characters. */
export const MOST_BODY = 2 * 1024 * 1024

export type Body = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly status: 400 | 413 }

export async function readBody(request: IncomingMessage, most = MOST_BODY): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > most) return { ok: false, status: 413 }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) return { ok: false, status: 413 }
    chunks.push(chunk)
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, status: 400 }
  }
}
