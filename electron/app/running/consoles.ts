/** Screens that are looked at: opened with a token of their own, and opened again when the proxy or the instance comes back. */
import { setTimeout as delay } from 'node:timers/promises'
import { type ErrorData, StacksteadError } from '../../../provisioner/core/errors.ts'
import { openScreen } from '../../../provisioner/index.ts'
import type { ConsoleEvent } from '../../contract/index.ts'
import type { CloudClients } from './cloudClients.ts'
import { type ConsoleLink, consoleLink } from './consoleLink.ts'

export interface Consoles {
  /** Until the signal aborts, or the screen has ended for good. */
  show(cloud: string, server: string, emit: (event: ConsoleEvent) => void, signal: AbortSignal): Promise<void>
  /** An open connection; rejects with `invalid-input` where there is none. */
  find(connection: string): ConsoleLink
  /** Closes all. */
  end(): void
}

/** Milliseconds until the first new attempt; each one after it waits twice as long. */
const FIRST_WAIT = 500
const LONGEST_WAIT = 5000
/** Milliseconds within which the other end must begin to speak. */
const SILENCE = 15_000

export function consoles(clients: Pick<CloudClients, 'of' | 'worded'>): Consoles {
  const links = new Map<string, ConsoleLink>()
  const over = new AbortController()

  /** One connection, from the token on. Resolves with why it ended. */
  const once = async (
    { cloud, server }: { readonly cloud: string; readonly server: string },
    emit: (event: ConsoleEvent) => void,
    signal: AbortSignal,
  ): Promise<{ readonly wasOpen: boolean; readonly error: ErrorData }> => {
    let link: ConsoleLink | undefined
    let wasOpen = false
    const close = (): void => link?.close()
    try {
      const { os, way } = await clients.of(cloud)
      const stream = await openScreen(way, await os.servers.screenUrl(server), signal)
      const silent = setTimeout(() => stream.destroy(), SILENCE)
      const opened = consoleLink(stream, (bytes) => {
        if (!wasOpen) {
          wasOpen = true
          clearTimeout(silent)
          emit({ kind: 'open', connection: opened.id })
        }
        emit({ kind: 'bytes', data: bytes.toString('base64') })
      })
      link = opened
      links.set(opened.id, opened)
      signal.addEventListener('abort', close, { once: true })
      if (signal.aborted) close()
      await opened.gone
      clearTimeout(silent)
      return { wasOpen, error: wasOpen ? LOST : NOT_SHOWN }
    } catch (error) {
      return { wasOpen, error: worded(clients.worded(cloud, error)) }
    } finally {
      signal.removeEventListener('abort', close)
      if (link !== undefined) links.delete(link.id)
    }
  }
  return {
    async show(cloud, server, emit, listening) {
      const signal = AbortSignal.any([listening, over.signal])
      let wait = FIRST_WAIT
      while (!signal.aborted) {
        emit({ kind: 'opening' })
        const { error, wasOpen } = await once({ cloud, server }, emit, signal)
        if (signal.aborted) return
        if (isFinal(error)) {
          emit({ kind: 'ended', error })
          return
        }
        if (wasOpen) wait = FIRST_WAIT
        emit({ kind: 'lost', error, again: wait })
        await delay(wait, undefined, { signal }).catch(() => undefined)
        wait = Math.min(wait * 2, LONGEST_WAIT)
      }
    },
    find(connection) {
      const link = links.get(connection)
      if (link === undefined)
        throw new StacksteadError({ code: 'invalid-input', message: 'This screen is no longer open.' })
      return link
    },
    end() {
      over.abort()
      links.clear()
    },
  }
}

const LOST: ErrorData = {
  code: 'unreachable',
  message: 'The connection to the screen was lost.',
  remedy: 'It is opened again by itself when the instance runs and nova-novncproxy answers.',
}

const NOT_SHOWN: ErrorData = {
  code: 'api',
  message: 'nova-novncproxy took the connection and showed no screen.',
  remedy: 'Its compute may not answer: look at /var/log/nova/nova-novncproxy.log on the machine that runs it.',
}

/** Gone, or not for this person: asking again changes nothing. */
function isFinal({ code, status }: ErrorData): boolean {
  return status === 404 || status === 403 || status === 400 || code === 'authentication' || code === 'blocked'
}

/** Nova says 409 of an instance that does not run (api-ref, Create Console). */
function worded({ data }: StacksteadError): ErrorData {
  if (data.status === 409)
    return {
      ...data,
      message: 'The instance does not run, so it shows no screen.',
      detail: data.message,
      remedy: 'Start it; its screen opens here by itself.',
    }
  if (data.status === 404) return { ...data, message: 'The instance is gone.', detail: data.message }
  if (data.status === 400)
    return {
      ...data,
      message: 'This cloud shows no screens by noVNC.',
      detail: data.message,
      remedy: 'Its administrator can turn them on: [vnc] enabled in nova.conf of the computes, and nova-novncproxy.',
    }
  return data
}
