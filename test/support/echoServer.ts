/** The loopback server over real HTTP, before an app that answers each call with its input and a page of a few files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect } from 'vitest'
import { openServer, type Server } from '../../electron/serve/server.ts'
import { openSessions } from '../../electron/serve/sessions.ts'
import { pageFiles } from '../../electron/shell/pageFiles.ts'
import { type EchoApp, echoApp } from './echoApp.ts'

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

interface Sent {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
}

export interface EchoServer {
  readonly app: EchoApp
  /** Another one after {@link restart}. */
  readonly server: Server
  /** Where its sessions are kept. */
  readonly folder: string
  /** On the same port, with what it kept. */
  restart(): Promise<void>
  /** By Node's own client, which sends any Host, Origin and path it is given. */
  send(path: string, sent?: Sent): Promise<Answer>
  /** Follows the link; the cookie of the session it opens. */
  enter(): Promise<string>
}

/** For the cases of the file it is called in: a server for each, and no case may leave an error behind. */
export function echoServer(): EchoServer {
  let folder: string
  let app: EchoApp
  let server: Server
  const errors: unknown[] = []
  const start = async (port = 0): Promise<Server> =>
    openServer({
      app,
      page: pageFiles(join(folder, 'page')),
      sessions: await openSessions(folder),
      port,
      anotherLink: false,
      onError: (error) => errors.push(error),
    })

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stackstead-serve-'))
    writePage(folder)
    app = echoApp()
    errors.length = 0
    server = await start()
  })
  afterEach(async () => {
    await server[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
    expect(errors).toEqual([])
  })

  const send = (path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: server.port, path, method, headers, agent: false }
      const request = httpRequest(options, (response) => {
        text(response).then(
          (all) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: all }),
          reject,
        )
      })
      request.on('error', reject)
      request.end(body)
    })
  return {
    get app() {
      return app
    },
    get server() {
      return server
    },
    get folder() {
      return folder
    },
    async restart() {
      const { port } = server
      await server[Symbol.asyncDispose]()
      server = await start(port)
    },
    send,
    async enter() {
      const { pathname, search } = new URL(server.link())
      const answer = await send(`${pathname}${search}`)
      return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    },
  }
}

function writePage(folder: string): void {
  const page = join(folder, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<!doctype html>\n<html>\n  <head>\n  </head>\n</html>\n')
  writeFileSync(join(page, 'assets', 'main-abc123.js'), `export const words = '${'stack '.repeat(2000)}'\n`)
  writeFileSync(join(page, 'assets', 'odd.exe'), 'no')
  writeFileSync(join(page, '.secret.json'), '{}')
  writeFileSync(join(folder, 'outside.json'), '{"outside":true}')
}

/** A call that the app answers with its input. */
export const ASK = JSON.stringify({ name: 'app.info', input: { a: 1 } })

export function callOf(cookie: string, body: string | Buffer, headers: Record<string, string> = {}): Sent {
  return { method: 'POST', headers: { cookie, 'content-type': 'application/json', ...headers }, body }
}
