/** The loopback server: lets nobody in but the person with the link, then hands calls, streams and the page's files on. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { PageFiles } from '../shell/pageFiles.ts'
import { SAFE_HEADERS } from '../shell/pagePolicy.ts'
import type { RunningApp } from '../shell/runningApp.ts'
import { answerCall, refuseCall } from './answerCall.ts'
import { compressor } from './compressed.ts'
import { type Guard, guard } from './guard.ts'
import { type HtmlAnswer, onwardPage, refusalPage } from './refusalPage.ts'
import { repeatedCalls } from './repeatedCalls.ts'
import { MOST_BODY } from './requestBody.ts'
import type { Sessions } from './sessions.ts'
import { serveStreams } from './streams.ts'

export interface ServerOptions {
  readonly app: RunningApp
  readonly page: PageFiles
  readonly sessions: Sessions
  /** 0 for any that is free. */
  readonly port: number
  /** Whether the person can ask for another link without starting again. */
  readonly anotherLink: boolean
  /** Something nobody expected; told to the person, never with an address in it. */
  readonly onError: (error: unknown) => void
}

export interface Server extends AsyncDisposable {
  readonly port: number
  /** A link that opens the app once. The one before it stops working if it was not used. */
  link(): string
}

/** Rejects as `listen` does: EADDRINUSE where somebody else has the port. */
export async function openServer(options: ServerOptions): Promise<Server> {
  const http = createServer({ requestTimeout: 30_000 })
  http.listen(options.port, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo
  const door = guard(port, options.sessions)
  const answer = answers(options, door)
  http.on('request', (request, response) => {
    answer(request, response).catch((error) => {
      options.onError(error)
      if (response.headersSent) response.destroy()
      else text(response, 500, 'Stackstead failed to answer.')
    })
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BODY, perMessageDeflate: false })
  http.on('upgrade', (request, socket, head) => upgrade(options, door, sockets, { request, socket, head }))
  return {
    port,
    link: () => `http://127.0.0.1:${port}/?token=${options.sessions.invite()}`,
    async [Symbol.asyncDispose]() {
      // 1001: going away.
      for (const socket of sockets.clients) socket.close(1001)
      const closed = once(http, 'close')
      http.close()
      http.closeAllConnections()
      for (const socket of sockets.clients) socket.terminate()
      await closed
    },
  }
}

function answers(options: ServerOptions, door: Guard) {
  const compress = compressor()
  const repeated = repeatedCalls()
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refusal = door.place(request)
    if (refusal !== undefined) return text(response, refusal.status, refusal.reason)
    const { pathname, searchParams } = addressOf(request)
    const known = door.known(request)
    if (pathname === '/call') return known ? answerCall(options.app, repeated, request, response) : refuseCall(response)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return text(response, 405, 'This address is only read.', { allow: 'GET, HEAD' })
    }
    const token = searchParams.get('token')
    if (pathname === '/' && token !== null) return enter(options, door, request, response, { token, known })
    if (!known) return html(response, 403, refusalPage(false, options.anotherLink))
    const found = await options.page.answer(pathname, [`ws://${request.headers.host}`])
    const { status, headers, body } = await compress(found, String(request.headers['accept-encoding'] ?? ''))
    response.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
  }
}

/** The way in. HEAD is answered as a wrong token is: what looks at links must not use them up. */
async function enter(
  options: ServerOptions,
  door: Guard,
  request: IncomingMessage,
  response: ServerResponse,
  { token, known }: { readonly token: string; readonly known: boolean },
): Promise<void> {
  const cookie = request.method === 'GET' ? await options.sessions.enter(token) : undefined
  if (cookie === undefined && !known) return html(response, 403, refusalPage(true, options.anotherLink))
  if (cookie !== undefined) {
    response.setHeader('set-cookie', `${door.cookie}=${cookie}; HttpOnly; SameSite=Strict; Path=/`)
  }
  if (request.headers['sec-fetch-site'] === 'cross-site') return html(response, 200, onwardPage())
  text(response, 303, 'Go on at /.', { location: '/' })
}

function upgrade(
  options: ServerOptions,
  door: Guard,
  sockets: WebSocketServer,
  { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer },
): void {
  socket.on('error', () => socket.destroy())
  // Browsers always say where a WebSocket comes from; what does not is none.
  const refused = door.place(request) !== undefined || request.headers.origin === undefined || !door.known(request)
  const there = request.url === '/streams'
  if (refused || !there) {
    const line = refused ? '403 Forbidden' : '404 Not Found'
    socket.end(`HTTP/1.1 ${line}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
    return
  }
  sockets.handleUpgrade(request, socket, head, (connection) => serveStreams(options.app, connection))
}

function addressOf(request: IncomingMessage): { readonly pathname: string; readonly searchParams: URLSearchParams } {
  // By hand: URL would take dots out of the path before anybody looked at it.
  const [pathname = '/', query = ''] = (request.url ?? '/').split('#')[0]?.split(/\?(.*)/s) ?? []
  return { pathname, searchParams: new URLSearchParams(query) }
}

function html(response: ServerResponse, status: number, { headers, body }: HtmlAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}

function text(
  response: ServerResponse,
  status: number,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = `${sentence}\n`
  response.writeHead(status, {
    ...SAFE_HEADERS,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    ...headers,
  })
  response.end(body)
}
