/** The app: answers every request and stream of the contract, whoever carries them to it. */
import type { z } from 'zod'
import { type ErrorData, errorData } from '../../provisioner/core/errors.ts'
import { REQUESTS, type Reply, STREAMS } from '../contract/index.ts'
import { type AppAreas, openAreas } from './areas.ts'
import type { AppHost } from './host.ts'

export interface App extends AsyncDisposable {
  /** Never rejects: what goes wrong is in the reply. */
  call(name: string, input: unknown): Promise<Reply<unknown>>
  /** Calls back until the function it gives back is called. */
  listen(name: string, input: unknown, onEvent: (event: Reply<unknown>) => void): () => void
}

type Answer = (input: unknown) => Promise<unknown>
type Tell = (input: unknown, emit: (event: unknown) => void, signal: AbortSignal) => void | Promise<void>

export async function openApp(host: AppHost): Promise<App> {
  const areas: AppAreas = await openAreas(host)
  const answers = new Map(Object.entries(areas.requests as Readonly<Record<string, Answer>>))
  const tells = new Map(Object.entries(areas.streams as Readonly<Record<string, Tell>>))
  const listeners = new Set<AbortController>()
  return {
    async call(name, input) {
      const [answer, request] = [answers.get(name), own(REQUESTS, name)]
      if (answer === undefined || request === undefined) return failed(unknownName(name))
      const parsed = request.input.safeParse(input)
      if (!parsed.success) return failed(badInput(name, parsed.error))
      try {
        return { ok: true, value: await answer(parsed.data) }
      } catch (error) {
        return failed(errorData(error))
      }
    },
    listen(name, input, onEvent) {
      const over = new AbortController()
      const [tell, stream] = [tells.get(name), own(STREAMS, name)]
      const parsed = stream?.input.safeParse(input)
      if (tell === undefined || parsed === undefined) onEvent(failed(unknownName(name)))
      else if (!parsed.success) onEvent(failed(badInput(name, parsed.error)))
      else {
        listeners.add(over)
        const emit = (event: Reply<unknown>): void => {
          if (!over.signal.aborted) onEvent(event)
        }
        const begin = async (): Promise<void> => tell(parsed.data, (value) => emit({ ok: true, value }), over.signal)
        begin().catch((error: unknown) => emit(failed(errorData(error))))
      }
      return () => {
        listeners.delete(over)
        over.abort()
      }
    },
    async [Symbol.asyncDispose]() {
      for (const listener of listeners) listener.abort()
      await areas[Symbol.asyncDispose]()
    },
  }
}

/** The page may say any word; "toString" is not a request. */
function own<T extends object>(named: T, name: string): T[keyof T] | undefined {
  return Object.hasOwn(named, name) ? named[name as keyof T] : undefined
}

function failed(error: ErrorData): Reply<never> {
  return { ok: false, error }
}

function unknownName(name: string): ErrorData {
  return { code: 'invalid-input', message: `The app knows no ${JSON.stringify(String(name).slice(0, 64))}.` }
}

/** One sentence for all that is wrong, each with the field it is about; values are not repeated, because one may be a secret. */
function badInput(name: string, error: z.ZodError): ErrorData {
  const said = error.issues.slice(0, 5).map(({ path, message }) => {
    const field = path.map(String).join('.')
    return field === '' ? message : `${field}: ${message}`
  })
  const more = error.issues.length > said.length ? ` And ${error.issues.length - said.length} more.` : ''
  return { code: 'invalid-input', message: `${name} was not understood. ${said.join(' ')}${more}` }
}
