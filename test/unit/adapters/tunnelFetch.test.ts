/** HTTP over streams handed out by `forward`: kept, repeated when a kept one was closed, ended on abort. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, createServer as createRawServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { connect as connectMachine } from '../../../provisioner/adapters/sshPool.ts'
import { type Forward, tunnelFetch } from '../../../provisioner/adapters/tunnelFetch.ts'
import { openstack } from '../../../provisioner/openstack/openstack.ts'
import { FakeCloud } from '../../support/fakeCloud.ts'
import { clientOptions, keyTarget } from '../../support/sshClient.ts'
import { sshdLacks, startSshd } from '../../support/sshd.ts'

let opened = 0
/** Every address leads to loopback, as a forward through another machine would. */
const forward: Forward = async (_host, port) => {
  opened += 1
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return socket as unknown as Awaited<ReturnType<Forward>>
}

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  opened = 0
})

function tunnel() {
  const made = tunnelFetch(forward)
  closers.push(() => made.close())
  return made.fetch
}

async function echo(keepAlive = 60_000): Promise<number> {
  const server = createServer((request, response) => {
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
    })
    request.on('end', () => response.end(JSON.stringify({ size, method: request.method, host: request.headers.host })))
  })
  server.keepAliveTimeout = keepAlive
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('one connection serves request after request', async () => {
  const port = await echo()
  const fetch = tunnel()
  for (let index = 0; index < 5; index++) {
    const answer = await fetch(`http://10.9.9.9:${port}/x`)
    expect(JSON.parse(await answer.text())).toEqual({ size: 0, method: 'GET', host: `10.9.9.9:${port}` })
  }
  expect(opened).toBe(1)
})

test('a kept connection the service closed meanwhile is replaced', async () => {
  const port = await echo(1)
  const fetch = tunnel()
  await fetch(`http://10.9.9.9:${port}/x`)
  await delay(1200)
  expect((await fetch(`http://10.9.9.9:${port}/x`, { method: 'POST', body: 'once more' })).status).toBe(200)
})

test('a long body goes as a stream', async () => {
  const port = await echo()
  async function* megabytes(): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < 20; index++) yield new Uint8Array(1_048_576)
  }
  const answer = await tunnel()(`http://10.9.9.9:${port}/file`, { method: 'PUT', body: megabytes() })
  expect(JSON.parse(await answer.text())).toMatchObject({ size: 20 * 1_048_576 })
})

test('a forward that fails is the reason given', async () => {
  const { fetch, close } = tunnelFetch(async () => {
    throw new Error('the machine is off')
  })
  closers.push(close)
  await expect(fetch('http://10.9.9.9:1/')).rejects.toThrow('the machine is off')
})

test('an abort ends the wait for an answer', async () => {
  const server = createServer(() => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await expect(tunnel()(`http://10.9.9.9:${port}/`, { signal: AbortSignal.timeout(100) })).rejects.toThrow()
})

test.skipIf(sshdLacks() !== undefined)(
  'through ssh, a service that closes without a word is asked again at once',
  async () => {
    const server = createRawServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 204 No Content\r\n\r\n'))
      socket.on('error', () => socket.destroy())
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closers.push(() => {
      server.close()
    })
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await using sshd = await startSshd()
    await using transport = await connectMachine('m1', keyTarget(sshd), clientOptions(sshd))
    const { fetch, close } = tunnelFetch((host, to) => transport.forward(host, to))
    closers.push(close)
    for (let index = 0; index < 12; index++) {
      const signal = AbortSignal.timeout(10_000)
      expect((await fetch(`http://127.0.0.1:${port}/`, { method: 'DELETE', signal })).status).toBe(204)
      if (index % 3 === 2) await delay(50)
    }
  },
  60_000,
)

test('the OpenStack client works through it', async () => {
  const rows = [{ id: 'a', name: 'a', enabled: true, domain_id: 'default' }]
  const cloud = await FakeCloud.start({ 'GET /v3/projects': [{ body: { projects: rows } }] })
  closers.push(() => cloud[Symbol.asyncDispose]())
  const os = openstack({ fetch: tunnel(), credentials: cloud.credentials })
  expect(await os.projects.list()).toHaveLength(1)
})
