/** Streams over a real WebSocket: who may open it, how a listener begins and ends, and what a slow page does. */
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type OutboxSocket, outbox } from '../../../electron/serve/outbox.ts'
import { openServer, type Server } from '../../../electron/serve/server.ts'
import { openSessions } from '../../../electron/serve/sessions.ts'
import { pageFiles } from '../../../electron/shell/pageFiles.ts'
import { type EchoApp, echoApp } from '../../support/echoApp.ts'

let folder: string
let app: EchoApp
let server: Server
let cookie: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-streams-'))
  mkdirSync(join(folder, 'page'))
  writeFileSync(join(folder, 'page', 'index.html'), '<head></head>')
  app = echoApp()
  server = await openServer({
    app,
    page: pageFiles(join(folder, 'page')),
    sessions: await openSessions(folder),
    port: 0,
    anotherLink: false,
    onError: (error) => {
      throw error
    },
  })
  const answer = await fetch(server.link(), { redirect: 'manual' })
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
})

afterEach(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

interface From {
  readonly cookie?: string
  readonly origin?: string
  readonly host?: string
  readonly path?: string
}

function dial(from: From = {}): WebSocket {
  const own = `127.0.0.1:${server.port}`
  const headers: Record<string, string> = { cookie: from.cookie ?? cookie, host: from.host ?? own }
  const origin = from.origin ?? `http://${own}`
  if (origin !== '') headers.origin = origin
  return new WebSocket(`ws://${own}${from.path ?? '/streams'}`, { headers })
}

async function open(): Promise<WebSocket> {
  const socket = dial()
  await once(socket, 'open')
  return socket
}

/** The status an upgrade was refused with. */
async function refused(socket: WebSocket): Promise<number> {
  const [, response] = await once(socket, 'unexpected-response')
  socket.on('error', () => undefined).terminate()
  return response.statusCode
}

const say = (socket: WebSocket, message: object): void => socket.send(JSON.stringify(message))

async function heard(socket: WebSocket): Promise<unknown> {
  const [data] = await once(socket, 'message')
  return JSON.parse(String(data))
}

const listening = (count: number) => vi.waitFor(() => expect(app.listeners).toHaveLength(count))

describe('opening', () => {
  test.each<[string, From]>([
    ['without a session', { cookie: '' }],
    ['with a cookie of nobody', { cookie: 'stackstead-1=AAAA' }],
    ['from another page', { origin: 'http://evil.example' }],
    ['from no page', { origin: '' }],
    ['by another name', { host: 'evil.example', origin: 'http://evil.example' }],
  ])('%s is refused', async (_, from) => {
    expect(await refused(dial(from))).toBe(403)
    expect(app.listeners).toEqual([])
  })

  test('is possible at /streams only', async () => {
    expect(await refused(dial({ path: '/call' }))).toBe(404)
  })
})

describe('a listener', () => {
  test('hears what its stream tells, under its own number, until it leaves', async () => {
    const socket = await open()
    say(socket, { listen: 7, name: 'jobs.follow', input: { of: 'one' } })
    say(socket, { listen: 8, name: 'clouds.follow', input: {} })
    await listening(2)
    expect(app.listeners[0]).toMatchObject({ name: 'jobs.follow', input: { of: 'one' } })
    app.listeners[0]?.emit({ ok: true, value: ['now'] })
    expect(await heard(socket)).toEqual({ id: 7, event: { ok: true, value: ['now'] } })
    say(socket, { leave: 7 })
    await listening(1)
    expect(app.listeners[0]?.name).toBe('clouds.follow')
  })

  test('of a stream nobody knows hears that', async () => {
    const socket = await open()
    say(socket, { listen: 1, name: 'nonsense', input: {} })
    expect(await heard(socket)).toMatchObject({ id: 1, event: { ok: false, error: { code: 'invalid-input' } } })
  })

  test('with a number already in use takes its place', async () => {
    const socket = await open()
    say(socket, { listen: 1, name: 'jobs.follow', input: {} })
    say(socket, { listen: 1, name: 'clouds.follow', input: {} })
    await vi.waitFor(() => expect(app.listeners.map((one) => one.name)).toEqual(['clouds.follow']))
  })

  test.each(['closes', 'breaks'])('ends when its page %s', async (how) => {
    const [one, two] = [await open(), await open()]
    say(one, { listen: 1, name: 'jobs.follow', input: {} })
    say(one, { listen: 2, name: 'clouds.follow', input: {} })
    say(two, { listen: 1, name: 'jobs.follow', input: {} })
    await listening(3)
    if (how === 'closes') one.close()
    else one.terminate()
    await listening(1)
  })

  test('ends when the server does', async () => {
    const socket = await open()
    say(socket, { listen: 1, name: 'jobs.follow', input: {} })
    await listening(1)
    const closed = once(socket, 'close')
    await server[Symbol.asyncDispose]()
    await closed
    await listening(0)
    server = { ...server, [Symbol.asyncDispose]: async () => undefined }
  })
})

describe('a message against the rules', () => {
  test.each([
    ['no JSON', 'nonsense'],
    ['another shape', '{"listen":"1","name":"jobs.follow","input":{}}'],
    ['more than it should have', '{"leave":1,"more":2}'],
    ['bytes', Buffer.from('{"leave":1}')],
  ])('(%s) closes the connection and frees its listeners', async (_, message) => {
    const socket = await open()
    say(socket, { listen: 1, name: 'jobs.follow', input: {} })
    await listening(1)
    socket.send(message)
    const [code] = await once(socket, 'close')
    expect(code).toBe(1008)
    await listening(0)
  })

  test('longer than 2 MiB closes the connection, and the server goes on', async () => {
    const socket = await open()
    socket.on('error', () => undefined)
    say(socket, { listen: 1, name: 'jobs.follow', input: 'x'.repeat(2 * 1024 * 1024) })
    const [code] = await once(socket, 'close')
    expect(code).toBe(1009)
    expect(app.listeners).toEqual([])
    await open()
  })

  test('one listener too many closes the connection', async () => {
    const socket = await open()
    for (let number = 0; number <= 500; number += 1) say(socket, { listen: number, name: 'jobs.follow', input: {} })
    const [code] = await once(socket, 'close')
    expect(code).toBe(1008)
    await listening(0)
  })
})

describe('a page that does not read', () => {
  test('gets everything in order once it reads again', async () => {
    const socket = await open()
    const numbers: number[] = []
    socket.on('message', (data) => numbers.push(JSON.parse(String(data)).event.value.number))
    say(socket, { listen: 1, name: 'jobs.follow', input: {} })
    await listening(1)
    socket.pause()
    const filler = 'x'.repeat(100_000)
    for (let number = 0; number < 200; number += 1) {
      app.listeners[0]?.emit({ ok: true, value: { number, filler } })
    }
    socket.resume()
    await vi.waitFor(() => expect(numbers).toHaveLength(200), { timeout: 10_000 })
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, at) => at))
  })

  test('makes messages wait here and not in the socket, and is left when too many wait', () => {
    const sent: [string, () => void][] = []
    const socket = {
      OPEN: 1 as const,
      readyState: 1 as 0 | 1 | 2 | 3,
      bufferedAmount: 0,
      closed: 0,
      send(text: string, done: () => void) {
        sent.push([text, done])
        socket.bufferedAmount += text.length
      },
      close(code: number) {
        socket.closed = code
      },
    }
    const { say: put } = outbox(socket as unknown as OutboxSocket, { ahead: 50, waiting: 150 })
    for (let number = 0; number < 6; number += 1) put({ number, text: '1234567890' })
    expect(sent).toHaveLength(2)
    expect(socket.closed).toBe(0)
    socket.bufferedAmount = 0
    sent[1]?.[1]()
    expect(sent.map(([text]) => JSON.parse(text).number)).toEqual([0, 1, 2, 3])
    for (let number = 6; number < 9; number += 1) put({ number, text: '1234567890' })
    expect(socket.closed).toBe(1013)
  })
})
