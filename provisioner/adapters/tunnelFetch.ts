/** HTTP through an ssh connection: the cloud's APIs answer although nothing but ssh is open. */
import type { ClientRequestArgs } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex as Stream } from 'node:stream'
import { StacksteadError } from '../core/errors.ts'
import type { Fetch, FetchAnswer, FetchInit } from '../core/http.ts'
import type { Duplex } from '../core/stream.ts'
import { exchange } from './httpExchange.ts'

/** An import of node:http would load Node's own fetch and WebSocket with it: 15 MB and a fifth of the whole start. */
const { Agent, request } = process.getBuiltinModule('node:http')

/** A stream to host:port as seen from some machine (`Transport.forward`). */
export type Forward = (host: string, port: number) => Promise<Duplex>

/** Connections kept for the next request: an ssh connection has 8 channels in all, and steps need some. */
const MOST_CONNECTIONS = 3

/** `fetch` for http addresses whose every connection is made by `forward`. Connections are kept; `close` ends them. */
export function tunnelFetch(forward: Forward): { readonly fetch: Fetch; close(): void } {
  const agent = new TunnelAgent(forward)
  return { fetch: (url, init = {}) => send(agent, url, init), close: () => agent.destroy() }
}

class TunnelAgent extends Agent {
  #forward: Forward

  constructor(forward: Forward) {
    super({ keepAlive: true, maxSockets: MOST_CONNECTIONS })
    this.#forward = forward
  }

  override createConnection(
    options: ClientRequestArgs,
    done?: (error: Error | null, stream: Stream) => void,
  ): Stream | null {
    const tell = done as (error: Error | null, stream?: Stream) => void
    this.#forward(options.host ?? '', Number(options.port ?? 80)).then(
      (stream) => tell(null, forgetWhenEnded(asSocket(stream))),
      (error: unknown) => tell(error instanceof Error ? error : new Error(String(error))),
    )
    return null
  }

  override keepSocketAlive(stream: Stream): boolean {
    if (!(stream instanceof Socket)) stream.resume()
    // Node's declaration says nothing is returned; what is returned decides whether the connection is kept.
    const isKept: unknown = super.keepSocketAlive(stream)
    return isKept !== false
  }
}

/**
 * A service may close a connection without having said so (uWSGI does after every answer). A TCP socket tells by itself;
 * a channel that nobody reads would go on looking usable, and the next request on it would wait in vain.
 */
function forgetWhenEnded(stream: Stream): Stream {
  stream.once('end', () => {
    // The agent takes a connection out of those it keeps only when it cannot be written to any more.
    stream.end()
    stream.emit('agentRemove')
    setImmediate(() => stream.destroy())
  })
  return stream
}

/** What Node's agent calls on every connection; a channel of an ssh connection has no such options to set. */
const TCP_ONLY = ['ref', 'unref', 'setKeepAlive', 'setNoDelay', 'setTimeout']

/** Every transport hands out a stream of Node's; core only knows the part it needs itself. */
function asSocket(stream: Duplex): Stream {
  const missing = TCP_ONLY.filter((name) => !(name in stream))
  Object.assign(stream, Object.fromEntries(missing.map((name) => [name, () => stream])))
  return stream as unknown as Stream
}

async function send(agent: TunnelAgent, url: string, init: FetchInit): Promise<FetchAnswer> {
  if (!url.startsWith('http://')) {
    throw new StacksteadError({ code: 'internal', message: `${url} is not an http address.` })
  }
  return exchange(request, agent, url, init)
}
