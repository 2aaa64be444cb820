/** The loopback server over real HTTP: who is let in, and what each refusal looks like. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openServer, type Server } from '../../../electron/serve/server.ts'
import { openSessions } from '../../../electron/serve/sessions.ts'
import { pageFiles } from '../../../electron/shell/pageFiles.ts'
import { type EchoApp, echoApp } from '../../support/echoApp.ts'

let folder: string
let app: EchoApp
let server: Server
const errors: unknown[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-serve-'))
  const page = join(folder, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<!doctype html>\n<html>\n  <head>\n  </head>\n</html>\n')
  writeFileSync(join(page, 'assets', 'main-abc123.js'), `export const words = '${'stack '.repeat(2000)}'\n`)
  writeFileSync(join(page, 'assets', 'odd.exe'), 'no')
  writeFileSync(join(page, '.secret.json'), '{}')
  writeFileSync(join(folder, 'outside.json'), '{"outside":true}')
  app = echoApp()
  errors.length = 0
  server = await start()
})

afterEach(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
  expect(errors).toEqual([])
})

async function start(port = 0): Promise<Server> {
  const sessions = await openSessions(folder)
  const onError = (error: unknown) => errors.push(error)
  return openServer({ app, page: pageFiles(join(folder, 'page')), sessions, port, anotherLink: false, onError })
}

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

/** Node's own client, which sends any Host, Origin and path it is given. */
function send(path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
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
}

async function enter(): Promise<string> {
  const { pathname, search } = new URL(server.link())
  const answer = await send(`${pathname}${search}`)
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

function callOf(cookie: string, body: string | Buffer, headers: Record<string, string> = {}): Sent {
  return { method: 'POST', headers: { cookie, 'content-type': 'application/json', ...headers }, body }
}

const ASK = JSON.stringify({ name: 'app.info', input: { a: 1 } })

describe('the link', () => {
  test('opens a session by a cookie no script and no other site can use', async () => {
    const link = new URL(server.link())
    expect(link.origin).toBe(`http://127.0.0.1:${server.port}`)
    expect(link.searchParams.get('token')).toMatch(/^[\w-]{43}$/)
    const answer = await send(`/${link.search}`)
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/')
    expect(answer.headers['set-cookie']).toHaveLength(1)
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^stackstead-${server.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    )
    expect(answer.headers['referrer-policy']).toBe('no-referrer')
  })

  test('works once', async () => {
    const { search } = new URL(server.link())
    expect((await send(`/${search}`)).status).toBe(303)
    const again = await send(`/${search}`)
    expect(again.status).toBe(403)
    expect(again.body).toContain('This link was used already')
    expect(again.body).toContain('npm start')
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  test('used twice by the same browser just opens the app', async () => {
    const { search } = new URL(server.link())
    const cookie = (await send(`/${search}`)).headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    const again = await send(`/${search}`, { headers: { cookie } })
    expect(again.status).toBe(303)
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  test('stops working when another one is made', async () => {
    const first = new URL(server.link()).search
    const second = new URL(server.link()).search
    expect((await send(`/${first}`)).status).toBe(403)
    expect((await send(`/${second}`)).status).toBe(303)
  })

  test.each(['', 'x', 'A'.repeat(43), '%00'])('is not the token %j', async (token) => {
    server.link()
    expect((await send(`/?token=${token}`)).status).toBe(403)
  })

  test('is not used up by what only looks at it', async () => {
    const { search } = new URL(server.link())
    expect((await send(`/${search}`, { method: 'HEAD' })).status).toBe(403)
    expect((await send(`/${search}`)).status).toBe(303)
  })

  test('followed from another page goes on from here, where the cookie counts', async () => {
    const { search } = new URL(server.link())
    const answer = await send(`/${search}`, { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.refresh).toBe('0; url=/')
    expect(answer.headers['set-cookie']).toHaveLength(1)
  })

  test('leaves a session that a restart on the same port still knows, kept as a digest for this user only', async () => {
    const cookie = await enter()
    const file = join(folder, 'sessions.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).not.toContain(cookie.split('=')[1])
    const { port } = server
    await server[Symbol.asyncDispose]()
    server = await start(port)
    expect((await send('/', { headers: { cookie } })).status).toBe(200)
  })
})

describe('without a session', () => {
  test.each(['/', '/clouds/one/machines', '/assets/main-abc123.js', '/nothing.js'])('%s is refused', async (path) => {
    const answer = await send(path)
    expect(answer.status).toBe(403)
    expect(answer.body).not.toContain('stack stack')
  })

  test.each([
    ['none', undefined],
    ['a wrong one', 'stackstead-PORT=AAAA'],
    ['an empty one', 'stackstead-PORT='],
    ['one by another name', 'stackstead=AAAA'],
  ])('a call with a cookie that is %s reaches nobody', async (_, cookie) => {
    const headers = cookie === undefined ? {} : { cookie: cookie.replace('PORT', String(server.port)) }
    const answer = await send('/call', callOf('', ASK, headers as Record<string, string>))
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'authentication' } })
    expect(app.calls).toEqual([])
  })
})

describe('Host and Origin', () => {
  test.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.example:PORT',
    '[::1]:PORT',
    '0.0.0.0:PORT',
  ])('Host %s is not ours, session or not', async (host) => {
    const cookie = await enter()
    const headers = { host: host.replace('PORT', String(server.port)) }
    expect((await send('/', { headers: { cookie, ...headers } })).status).toBe(403)
    expect((await send('/call', callOf(cookie, ASK, headers))).status).toBe(403)
    expect((await send(`/${new URL(server.link()).search}`, { headers })).status).toBe(403)
    expect(app.calls).toEqual([])
  })

  test.each(['http://evil.example', 'null', 'https://127.0.0.1:PORT', 'http://127.0.0.1:1', 'http://localhost:PORT'])(
    'Origin %s may not call by 127.0.0.1',
    async (origin) => {
      const cookie = await enter()
      const headers = { origin: origin.replace('PORT', String(server.port)) }
      expect((await send('/call', callOf(cookie, ASK, headers))).status).toBe(403)
      expect((await send('/', { headers: { cookie, ...headers } })).status).toBe(403)
      expect(app.calls).toEqual([])
    },
  )

  test('our own are let in', async () => {
    const cookie = await enter()
    const host = `localhost:${server.port}`
    expect((await send('/call', callOf(cookie, ASK, { host, origin: `http://${host}` }))).status).toBe(200)
  })

  test('a whole address instead of a path is refused', async () => {
    const cookie = await enter()
    const path = `http://127.0.0.1:${server.port}/`
    expect((await send(path, { headers: { cookie } })).status).toBe(400)
  })

  test('it listens on loopback only', async () => {
    const answer = new Promise((resolve) => {
      connect({ host: '127.0.0.2', port: server.port })
        .on('connect', () => resolve('connected'))
        .on('error', () => resolve('refused'))
    })
    expect(await answer).toBe('refused')
  })
})

describe('the page', () => {
  test('comes with a policy that allows nothing but itself, and a nonce of its own', async () => {
    const cookie = await enter()
    const [one, two] = [await send('/', { headers: { cookie } }), await send('/', { headers: { cookie } })]
    const nonce = /nonce="([^"]{24})"/.exec(one.body)?.[1]
    expect(one.headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; ` +
        `font-src 'self'; connect-src 'self' ws://127.0.0.1:${server.port}; base-uri 'none'; form-action 'none'; ` +
        `frame-ancestors 'none'`,
    )
    expect(one.body).toContain(`<meta name="csp-nonce" property="csp-nonce" nonce="${nonce}"`)
    expect(two.body).not.toContain(nonce)
    expect(one.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
  })

  test('answers for every screen, and not for files that are missing', async () => {
    const headers = { cookie: await enter() }
    expect((await send('/clouds/one/machines?drawer=a#b', { headers })).body).toContain('csp-nonce')
    expect((await send('/clouds/missing.js', { headers })).status).toBe(404)
    expect((await send('/assets/odd.exe', { headers })).status).toBe(404)
  })

  test('brings its hashed files for good, compressed where the browser can read it', async () => {
    const cookie = await enter()
    const plain = await send('/assets/main-abc123.js', { headers: { cookie } })
    expect(plain.headers['cache-control']).toBe('private, max-age=31536000, immutable')
    expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(plain.headers['content-encoding']).toBeUndefined()
    for (const coding of ['br', 'gzip']) {
      const headers = { cookie, 'accept-encoding': `deflate, ${coding};q=0.5` }
      const packed = await send('/assets/main-abc123.js', { headers })
      expect(packed.headers['content-encoding']).toBe(coding)
      expect(Number(packed.headers['content-length'])).toBeLessThan(plain.body.length / 10)
    }
  })

  test.each([
    '/../outside.json',
    '/assets/../../outside.json',
    '/%2e%2e/outside.json',
    '/assets/%2e%2e%2f%2e%2e%2foutside.json',
    '/..%5coutside.json',
    '//etc/passwd.json',
    '/.secret.json',
    '/%00.json',
    '/%zz.json',
    '/assets',
  ])('%s leads to nothing outside of it', async (path) => {
    const answer = await send(path, { headers: { cookie: await enter() } })
    expect(answer.body).not.toContain('outside":')
    expect([404, 200]).toContain(answer.status)
    if (answer.status === 200) expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('is not there for %s', async (method) => {
    const answer = await send('/', { method, headers: { cookie: await enter() } })
    expect(answer.status).toBe(405)
    expect(answer.headers.allow).toBe('GET, HEAD')
  })
})

describe('a call', () => {
  test('reaches the app as it was sent, and its reply comes back', async () => {
    const answer = await send(
      '/call',
      callOf(await enter(), ASK, { 'content-type': 'Application/JSON; charset=utf-8' }),
    )
    expect(answer.status).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: { a: 1 } })
    expect(app.calls).toEqual([{ name: 'app.info', input: { a: 1 } }])
  })

  test('the app itself says no to a name it does not know', async () => {
    const answer = await send('/call', callOf(await enter(), JSON.stringify({ name: '__proto__', input: {} })))
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  })

  test.each([
    ['no JSON', 'nonsense'],
    ['no object', '"app.info"'],
    ['no name', '{"input":{}}'],
    ['more than name and input', '{"name":"app.info","input":{},"more":1}'],
    ['a name too long', JSON.stringify({ name: 'a'.repeat(65), input: {} })],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['nothing', ''],
  ])('with %s is a bad request', async (_, body) => {
    const answer = await send('/call', callOf(await enter(), body))
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body).ok).toBe(false)
    expect(app.calls).toEqual([])
  })

  test.each(['GET', 'PUT', 'HEAD'])('is not made by %s', async (method) => {
    const answer = await send('/call', { method, headers: { cookie: await enter() } })
    expect(answer.status).toBe(405)
    expect(answer.headers.allow).toBe('POST')
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'is not made as %j, which a form of another page could send',
    async (type) => {
      const answer = await send('/call', callOf(await enter(), ASK, { 'content-type': type }))
      expect(answer.status).toBe(415)
      expect(app.calls).toEqual([])
    },
  )

  test('is at most 2 MiB, whether its length is told or not', async () => {
    const cookie = await enter()
    const fits = JSON.stringify({ name: 'app.info', input: 'x'.repeat(2 * 1024 * 1024 - 64) })
    expect((await send('/call', callOf(cookie, fits))).status).toBe(200)
    const long = JSON.stringify({ name: 'app.info', input: 'x'.repeat(2 * 1024 * 1024) })
    expect((await send('/call', callOf(cookie, long))).status).toBe(413)
    expect((await send('/call', callOf(cookie, long, { 'transfer-encoding': 'chunked' }))).status).toBe(413)
    expect(app.calls).toHaveLength(1)
  })
})
