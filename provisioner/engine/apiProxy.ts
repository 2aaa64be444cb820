/** A web proxy on loopback whose other end is the cloud's own services, reached through ssh; it opens nothing else. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { nodeStream } from '../adapters/nodeStream.ts'
import type { Fleet } from '../core/check.ts'
import { StacksteadError } from '../core/errors.ts'
import type { Endpoint } from './access.ts'

/** An import of node:http would load Node's own fetch and WebSocket with it: a fifth of every command's start. */
const { createServer, request } = process.getBuiltinModule('node:http')

/** Opens a stream to an endpoint, through the machine it is on. */
export type Connect = (endpoint: Endpoint) => Promise<Duplex>

export interface ProxyOptions {
  /** Asked with every request: the cloud may have changed. */
  readonly endpoints: () => readonly Endpoint[]
  readonly connect: Connect
  /** Each connection refused or failed, in one sentence. */
  readonly onProblem: (text: string) => void
}

export interface OpenProxy extends AsyncDisposable {
  /** http://127.0.0.1:PORT, without a slash at the end: what http_proxy takes. */
  readonly url: string
}

/**
 * Listens on 127.0.0.1 until disposed of. Rejects with `invalid-input` where the port is taken.
 * @param port 0 for any that is free
 */
export async function openApiProxy(options: ProxyOptions, port: number): Promise<OpenProxy> {
  const server = apiProxy(options)
  await listening(server, port)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

/** Streams through a fleet's connections, which may be others with each request. */
export function throughFleet(fleet: () => Promise<Fleet>): Connect {
  return async ({ machine, host, port }) => {
    const transport = await (await fleet()).transport(machine)
    return nodeStream(await transport.forward(host, port))
  }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (cause) => {
      const message = `Port ${port} of this computer cannot be used: ${cause.message}.`
      reject(new StacksteadError({ code: 'invalid-input', message, remedy: 'Choose another port.' }, { cause }))
    })
    server.listen(port, '127.0.0.1')
  })
}

/** Not started: for a test, which listens itself. */
export function apiProxy({ endpoints: present, connect, onProblem }: ProxyOptions): Server {
  const server = createServer((incoming, answer) => {
    const endpoints = present()
    const asked = absolute(incoming.url)
    const target = asked ?? own(incoming, endpoints)
    const endpoint = target && allowed(endpoints, target.hostname, Number(target.port || 80))
    if (target === undefined || endpoint === undefined) return refuse(answer, target, onProblem)
    const seenAs = asked === undefined ? `http://${incoming.headers.host}` : target.origin
    passOn({ incoming, answer, target, seenAs }, connect(endpoint), (text) => onProblem(`${endpoint.part}: ${text}`))
  })
  server.on('connect', (incoming: IncomingMessage, client: Duplex, head: Buffer) => {
    const [host = '', port = ''] = (incoming.url ?? '').split(':')
    client.on('error', () => client.destroy())
    const endpoint = allowed(present(), host, Number(port))
    if (endpoint === undefined) {
      onProblem(`${host}:${port} is not a service of this cloud and was refused.`)
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    connect(endpoint).then(
      (stream) => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n')
        stream.write(head)
        stream.on('error', () => client.destroy()).on('close', () => client.destroy())
        client.on('close', () => stream.destroy())
        client.pipe(stream).pipe(client)
      },
      (error: unknown) => {
        onProblem(`${endpoint.part}: ${messageOf(error)}`)
        client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
      },
    )
  })
  return server
}

/** The URL of a request as proxies get it ("GET http://host:port/path"). */
function absolute(url: string | undefined): URL | undefined {
  if (url === undefined || !/^http:\/\//i.test(url) || !URL.canParse(url)) return undefined
  return new URL(url)
}

/** A browser that was pointed at the proxy itself means the dashboard. */
function own(incoming: IncomingMessage, endpoints: readonly Endpoint[]): URL | undefined {
  const horizon = endpoints.find((one) => one.part === 'horizon')
  const path = incoming.url ?? '/'
  if (horizon === undefined || !/^127\.0\.0\.1(:\d+)?$|^localhost(:\d+)?$/.test(incoming.headers.host ?? ''))
    return undefined
  return new URL(path, `http://${horizon.host}:${horizon.port}`)
}

function allowed(endpoints: readonly Endpoint[], host: string, port: number): Endpoint | undefined {
  return endpoints.find((one) => (one.host === host || one.machine === host) && one.port === port)
}

function refuse(answer: ServerResponse, target: URL | undefined, onProblem: (text: string) => void): void {
  if (target !== undefined) onProblem(`${target.host} is not a service of this cloud and was refused.`)
  answer.writeHead(403, { 'content-type': 'text/plain' }).end('This proxy reaches the services of one cloud only.\n')
}

/** Names of headers that belong to one connection (RFC 9110 section 7.6.1) and are not passed on. */
const HOP = ['connection', 'keep-alive', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'upgrade']

interface Exchange {
  readonly incoming: IncomingMessage
  readonly answer: ServerResponse
  readonly target: URL
  /** The origin the client believes it talks to: redirects must name it. */
  readonly seenAs: string
}

function passOn(
  { incoming, answer, target, seenAs }: Exchange,
  opening: Promise<Duplex>,
  onProblem: (text: string) => void,
): void {
  const fail = (error: unknown): void => {
    onProblem(messageOf(error))
    if (!answer.headersSent) answer.writeHead(502, { 'content-type': 'text/plain' })
    answer.end(`${messageOf(error)}\n`)
  }
  opening.then((stream) => {
    const { pathname, search, host, origin } = target
    const kept = Object.entries(incoming.headers).filter(([name]) => !HOP.includes(name))
    // Django compares Origin with Host, so both must name the dashboard as it knows itself.
    const named = kept.map(([name, value]) => [name, name === 'origin' ? origin : value])
    const headers = { ...Object.fromEntries(named), host, connection: 'close' }
    const outgoing = request({
      method: incoming.method,
      path: pathname + search,
      headers,
      createConnection: () => stream,
    })
    outgoing.once('response', (response) => {
      const back = Object.entries(response.headers).filter(([name]) => !HOP.includes(name))
      const told = back.map(([name, value]) => [name, name === 'location' ? `${value}`.replace(origin, seenAs) : value])
      answer.writeHead(response.statusCode ?? 502, Object.fromEntries(told))
      response.pipe(answer)
    })
    outgoing.once('error', fail)
    stream.once('error', fail)
    answer.once('close', () => stream.destroy())
    incoming.pipe(outgoing)
  }, fail)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
