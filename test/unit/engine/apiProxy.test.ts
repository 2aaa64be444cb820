/** The proxy of "stackstead api", between real HTTP servers and a real client. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { apiProxy } from '../../../provisioner/engine/apiProxy.ts'
import type { Endpoint } from '../../../provisioner/index.ts'

let keystone: Server
let horizon: Server
let proxy: Server
let stranger: Server
let seen: IncomingMessage[] = []
const problems: string[] = []

const portOf = (server: Server): number => (server.address() as AddressInfo).port

async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

beforeAll(async () => {
  keystone = await listening(
    createServer((incoming, answer) => {
      seen.push(incoming)
      incoming.pipe(answer)
    }),
  )
  horizon = await listening(
    createServer((incoming, answer) => {
      seen.push(incoming)
      answer.writeHead(302, { location: `http://${incoming.headers.host}/horizon/auth/login/` }).end()
    }),
  )
  stranger = await listening(createServer((_incoming, answer) => answer.end('never')))
  const endpoints: Endpoint[] = [
    { part: 'keystone', machine: 'controller', host: '10.1.2.3', port: portOf(keystone) },
    { part: 'horizon', machine: 'attic', host: '10.1.2.4', port: portOf(horizon) },
    { part: 'glance', machine: 'gone', host: '10.1.2.5', port: 9292 },
  ]
  proxy = await listening(
    apiProxy({
      endpoints: () => endpoints,
      onProblem: (text) => problems.push(text),
      connect: async ({ machine, port }) => {
        if (machine === 'gone') throw new Error('gone did not answer')
        return connect(port, '127.0.0.1')
      },
    }),
  )
})

afterAll(() => {
  for (const server of [keystone, horizon, proxy, stranger]) server.close()
})

beforeEach(() => {
  seen = []
  problems.length = 0
})

interface Answer {
  readonly status: number
  readonly location: string | undefined
  readonly body: string
}

async function ask(path: string, body = '', headers: Record<string, string> = {}): Promise<Answer> {
  const outgoing = request({ port: portOf(proxy), host: '127.0.0.1', path, method: 'POST', headers })
  outgoing.end(body)
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  const chunks = await response.toArray()
  return {
    status: response.statusCode ?? 0,
    location: response.headers.location,
    body: Buffer.concat(chunks).toString(),
  }
}

test('carries a request with its body to the service, as the service would have got it directly', async () => {
  const answer = await ask(`http://10.1.2.3:${portOf(keystone)}/v3/auth?x=1`, 'hello', { 'x-auth-token': 't' })
  expect(answer).toMatchObject({ status: 200, body: 'hello' })
  expect(seen[0]?.url).toBe('/v3/auth?x=1')
  expect(seen[0]?.headers).toMatchObject({ host: `10.1.2.3:${portOf(keystone)}`, 'x-auth-token': 't' })
})

test('knows services by the name of their machine, too', async () => {
  expect((await ask(`http://controller:${portOf(keystone)}/`, 'hi')).body).toBe('hi')
})

test.each([
  ['another port', () => 'http://10.1.2.3:3306/'],
  ['another host', () => `http://127.0.0.1:${portOf(stranger)}/`],
  ['no address at all', () => 'gopher://x'],
])('refuses %s', async (_what, url) => {
  expect((await ask(url(), '', { host: 'elsewhere' })).status).toBe(403)
  expect(seen).toEqual([])
})

test('a service out of reach is a bad gateway with its reason', async () => {
  const answer = await ask('http://10.1.2.5:9292/')
  expect(answer).toMatchObject({ status: 502, body: 'gone did not answer\n' })
  expect(problems).toEqual(['glance: gone did not answer'])
})

test('opened by itself it is the dashboard, with origins and redirects that fit', async () => {
  const self = `http://127.0.0.1:${portOf(proxy)}`
  const answer = await ask('/horizon/', '', { origin: self })
  expect(answer).toMatchObject({ status: 302, location: `${self}/horizon/auth/login/` })
  expect(seen[0]?.headers.origin).toBe(`http://10.1.2.4:${portOf(horizon)}`)
})

test('tunnels to the same services and no others', async () => {
  expect(await tunnel(`10.1.2.3:${portOf(keystone)}`)).toContain('200 Connection established')
  expect(await tunnel(`127.0.0.1:${portOf(stranger)}`)).toContain('403')
  expect(await tunnel('10.1.2.5:9292')).toContain('502')
})

async function tunnel(target: string): Promise<string> {
  const socket = connect(portOf(proxy), '127.0.0.1')
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`)
  const [chunk] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  return chunk.toString()
}
