/** Clouds without ssh between: certificates are checked, and an authority of the cloud's own is believed when it is named. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer as plainServer } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { directFetch } from '../../../provisioner/adapters/directFetch.ts'

let folder: string
let server: Server
let port: number
let ca: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-tls-'))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const named = ['-subj', '/CN=cloud', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate]
  execFileSync('openssl', [...made, ...named], { stdio: 'ignore' })
  ca = await readFile(certificate, 'utf8')
  server = createServer({ key: await readFile(key), cert: ca }, (request, response) => {
    response.setHeader('x-asked', `${request.method} ${request.headers['x-auth-token']}`)
    request.pipe(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})

test('a server nobody vouches for gets nothing, and the error says what to do', async () => {
  const { close, fetch } = directFetch()
  await expect(fetch(`https://127.0.0.1:${port}/`)).rejects.toMatchObject({
    data: { code: 'host-key', message: 'The server is not believed: it signed its certificate itself.' },
  })
  close()
})

test('with its certificate named it is believed; connections are kept; another name is not', async () => {
  const { close, fetch } = directFetch({ ca })
  const init = { method: 'POST', headers: { 'x-auth-token': 't' }, body: 'hello' }
  for (const _time of ['once', 'again']) {
    const answer = await fetch(`https://127.0.0.1:${port}/v3`, init)
    expect([answer.status, await answer.text(), answer.headers.get('X-Asked')]).toEqual([200, 'hello', 'POST t'])
  }
  await expect(fetch(`https://localhost:${port}/`)).rejects.toThrow('its certificate is for another name')
  close()
})

test('nothing but the web is an address', async () => {
  await expect(directFetch().fetch('file:///etc/passwd')).rejects.toThrow('no address of the web')
})

test('an answer in the middle of what is sent ends the sending', async () => {
  const strict = plainServer((request, response) => {
    request.once('data', () => response.writeHead(401).end('log in first'))
  })
  strict.listen(0, '127.0.0.1')
  await once(strict, 'listening')
  const { close, fetch } = directFetch()
  const ended = Promise.withResolvers<void>()
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield new Uint8Array(64 * 1024)
    } finally {
      ended.resolve()
    }
  }
  const url = `http://127.0.0.1:${(strict.address() as AddressInfo).port}/`
  const answer = await fetch(url, { method: 'PUT', body: endless() })
  expect([answer.status, await answer.text()]).toEqual([401, 'log in first'])
  await ended.promise
  close()
  strict.closeAllConnections()
  strict.close()
})
