/** A WebSocket as a byte stream, over a connection that somebody else has made: through ssh, or straight. */
import type { Duplex as NodeDuplex } from 'node:stream'
import { connect as secured } from 'node:tls'
import { StacksteadError } from '../core/errors.ts'
import type { Duplex } from '../core/stream.ts'
import { nodeStream } from './nodeStream.ts'

export interface WebSocketOptions {
  /** A stream to host:port. */
  readonly forward: (host: string, port: number) => Promise<Duplex>
  /** PEM of the authorities that are believed instead of the system's own; for wss. */
  readonly ca?: string | undefined
  readonly protocols: readonly string[]
  /** What a browser would send: some servers compare it with their own name. */
  readonly origin: string
  /** Milliseconds until it must be open. */
  readonly patience: number
  readonly signal?: AbortSignal | undefined
}

/** Whoever reads slowly makes the other end wait. Rejects where it does not come about; ends when the other end leaves. */
export async function webSocketStream(url: URL, options: WebSocketOptions): Promise<NodeDuplex> {
  const { ca, forward, origin, patience, protocols, signal } = options
  // Loaded when wanted: commands that look at no screen start without it. And before anything is open: what fails while it is
  // loaded, like a certificate nobody vouches for, would be heard by nobody and end the process.
  const { createWebSocketStream, WebSocket } = await import('ws')
  const isSecured = url.protocol === 'wss:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const raw = nodeStream(await forward(host, Number(url.port || (isSecured ? 443 : 80))))
  // Until somebody listens, an error of the connection would end the process.
  raw.on('error', () => {})
  if (signal?.aborted === true) {
    raw.destroy()
    throw new StacksteadError({ code: 'cancelled', message: `Opening ${url.host} was given up.` })
  }
  const socket = isSecured
    ? secured({ socket: raw, servername: url.hostname, minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) })
    : raw
  const connection = new WebSocket(url, [...protocols], {
    createConnection: () => socket as never,
    handshakeTimeout: patience,
    maxPayload: MOST,
    origin,
    perMessageDeflate: false,
  })
  const stream = createWebSocketStream(connection, { allowHalfOpen: false })
  const onAbort = (): void => connection.terminate()
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('open', () => resolve())
      connection.once('unexpected-response', (_request, { statusCode }) =>
        reject(new Error(`it answered with status ${statusCode}`)),
      )
      stream.once('error', reject)
      stream.once('close', () => reject(new Error('it closed the connection')))
    })
  } catch (error) {
    connection.terminate()
    raw.destroy()
    throw error
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
  stream.on('error', () => {})
  stream.once('close', () => raw.destroy())
  return stream
}

/** Bytes of one message; a proxy of screens sends far smaller ones. */
const MOST = 64 * 1024 * 1024
