/** A file of the web as it comes, and how long it is. */
import { StacksteadError } from '../core/errors.ts'

export interface Download {
  /** Bytes, where the server says. */
  readonly length?: number
  readonly bytes: AsyncIterable<Uint8Array>
}

/** As many as browsers follow. */
const REDIRECTS = 20

/**
 * Rejects with `unreachable` where nothing answers, `api` for an HTTP error status. Leaving https on the way is refused.
 * @param signal ends it, also in the middle
 */
export async function openDownload(url: string, signal: AbortSignal): Promise<Download> {
  const answer = await followed(url, signal)
  const length = Number(answer.headers.get('content-length') ?? Number.NaN)
  // A server that packs on the way tells the packed length.
  const isKnown = Number.isSafeInteger(length) && answer.headers.get('content-encoding') === null
  return { ...(isKnown ? { length } : {}), bytes: bytesOf(answer, url) }
}

/** A small text, like a file of checksums. Rejects like {@link openDownload}, and with `invalid-input` for a long one. */
export async function downloadText(url: string, signal: AbortSignal, most = 1_000_000): Promise<string> {
  const { bytes } = await openDownload(url, signal)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytes) {
    length += chunk.length
    if (length > most) throw new StacksteadError({ code: 'invalid-input', message: `${url} is no file of checksums.` })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function followed(first: string, signal: AbortSignal): Promise<Response> {
  let url = first
  for (let left = REDIRECTS; left > 0; left -= 1) {
    // Packing would make the length another one; images are packed already.
    const init = { signal, redirect: 'manual', headers: { 'accept-encoding': 'identity' } } as const
    const answer = await fetch(url, init).catch((error: unknown) => unreachable(url, error))
    const next = answer.headers.get('location')
    if (answer.status < 300 || answer.status > 399 || next === null) return accepted(url, answer)
    await answer.body?.cancel()
    const target = new URL(next, url)
    const isSafe = target.protocol === 'https:' || (target.protocol === 'http:' && url.startsWith('http:'))
    if (!isSafe) throw failed(url, `it sends on to ${target.origin}, which is not encrypted`)
    url = target.href
  }
  throw failed(first, 'it sends on without end')
}

function accepted(url: string, answer: Response): Response {
  if (answer.ok) return answer
  throw new StacksteadError({
    code: 'api',
    status: answer.status,
    message: `Downloading ${url} failed: the server answered with status ${answer.status}.`,
    ...(answer.status === 404
      ? { remedy: 'Look at the address in a browser: a newer version may have taken its place.' }
      : {}),
  })
}

async function* bytesOf(answer: Response, url: string): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of answer.body ?? []) yield chunk
  } catch (error) {
    unreachable(url, error)
  }
}

function unreachable(url: string, error: unknown): never {
  if (error instanceof Error && error.name === 'AbortError') throw error
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  throw new StacksteadError(
    {
      code: 'unreachable',
      message: `Downloading ${url} failed: ${cause instanceof Error ? cause.message : String(cause)}.`,
      remedy: 'Look whether this computer reaches it.',
    },
    { cause: error },
  )
}

function failed(url: string, why: string): StacksteadError {
  return new StacksteadError({ code: 'api', message: `Downloading ${url} failed: ${why}.` })
}
