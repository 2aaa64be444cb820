/** What an API answered, turned into values or into an error a person can act on. Every service words errors its own way. */
import { z } from 'zod'
import { type ErrorCode, StacksteadError } from '../core/errors.ts'

/** The answer as the schema wants it. Throws `api` where the service sent something else. */
export function parsed<T>(attempted: string, schema: z.ZodType<T>, text: string): T {
  const result = schema.safeParse(json(text))
  if (result.success) return result.data
  throw new StacksteadError({
    code: 'api',
    message: `${attempted} was answered in a way Stackstead does not understand.`,
    detail: z.prettifyError(result.error),
  })
}

/** An HTTP error status as an error with the service's own words. */
export function answerError(attempted: string, status: number, text: string): StacksteadError {
  const words = serviceMessage(text)
  const code: ErrorCode = status === 401 ? 'authentication' : 'api'
  const message = `${attempted} failed: ${words ?? `the API answered with status ${status}`}`
  const remedy = remedyOf(status, words ?? '')
  return new StacksteadError({
    code,
    status,
    message: /[.!?]$/.test(message) ? message : `${message}.`,
    ...(remedy === undefined ? {} : { remedy }),
  })
}

/** No answer at all: refused, reset, timed out, cancelled. Where the way to a machine is what fails, that says more. */
export function noAnswer(attempted: string, url: string, error: unknown, signal?: AbortSignal): StacksteadError {
  if (signal?.aborted) return new StacksteadError({ code: 'cancelled', message: `${attempted} was cancelled.` })
  if (error instanceof StacksteadError && (error.data.code !== 'unreachable' || error.data.machine !== undefined)) {
    return error
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return new StacksteadError(
    {
      code: 'unreachable',
      message: `${attempted} failed: nothing answers on ${new URL(url).host}.`,
      detail: cause instanceof Error ? cause.message : String(cause),
      remedy: 'Look whether the service runs; where Stackstead deployed it, "stackstead apply" starts what does not.',
    },
    { cause: error },
  )
}

/**
 * Keystone, Nova, Cinder: {"badRequest": {"message"}}. Neutron: {"NeutronError": {"message"}} or a bare text there.
 * Placement: {"errors": [{"detail"}]}. Glance: a small HTML page, or JSON with markup in it.
 */
function serviceMessage(text: string): string | undefined {
  const body = json(text)
  if (typeof body === 'string') return plain(body.replace(/<head>.*?<\/head>/s, ' ').replaceAll('\n', ' '))
  if (body === null || typeof body !== 'object') return undefined
  for (const value of Object.values(body)) {
    const inner: unknown = Array.isArray(value) ? value[0] : value
    if (typeof inner === 'string') return plain(inner)
    if (inner === null || typeof inner !== 'object') continue
    const { message, detail } = inner as { message?: unknown; detail?: unknown }
    if (typeof message === 'string') return plain(message)
    if (typeof detail === 'string') return plain(detail)
  }
  return undefined
}

/** The first line without markup: what follows in a long message is the schema it offends. */
function plain(text: string): string | undefined {
  const [first = ''] = text
    .replace(/<[^>]*>/g, ' ')
    .trim()
    .split('\n')
  return first.replace(/\s+/g, ' ').trim() || undefined
}

function remedyOf(status: number, words: string): string | undefined {
  if (status === 401) {
    return 'Look whether user, project and password or application credential are still right; where Stackstead deployed the cloud, "stackstead apply" sets its own.'
  }
  // Nova says so with 403, Neutron with 409, Glance with 413.
  if (/quota/i.test(words)) return 'Delete what is no longer needed, or have an administrator raise the quota.'
  if (status === 403) return 'The user lacks the role for this; an administrator can give it.'
  if (status === 429) return 'The cloud wants to be asked less often: wait a moment.'
  if (status >= 500) return "Look at the service's log below /var/log on the machine that runs it."
  return undefined
}

function json(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}
