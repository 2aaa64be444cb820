/** The screen's proof against a real HTTP server that upgrades to WebSocket as nova-novncproxy does, and against broken ones. */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { proveScreen } from '../../../provisioner/engine/verify/screen.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function proxy(upgraded: (request: IncomingMessage, socket: Duplex) => void) {
  const server = createServer((_request, response) => response.end('<title>noVNC</title>'))
  server.on('upgrade', upgraded)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const forward = async () => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    closers.push(() => socket.destroy())
    return socket as never
  }
  const url = `http://127.0.0.1:${port}/vnc_auto.html?path=%3Ftoken%3Dabc`
  return { url, tunnel: { fetch, forward, close: () => {} } }
}

test('the greeting of RFB arrives through the WebSocket', async () => {
  let asked = ''
  const upgrader = new WebSocketServer({ noServer: true, handleProtocols: () => 'binary' })
  const { url, tunnel } = await proxy((request, socket) => {
    asked = `${request.url} ${request.headers.origin}`
    upgrader.handleUpgrade(request, socket, Buffer.alloc(0), (client) => {
      client.send(Buffer.from('RFB 0'))
      client.send(Buffer.from('03.008\n'))
    })
  })
  const { host } = new URL(url)
  expect(await proveScreen(tunnel, url)).toEqual({ saw: `noVNC on ${host}, RFB 003.008` })
  expect(asked).toBe(`/?token=abc http://${host}`)
})

test('a proxy that refuses the token is a failure that says so', async () => {
  const { url, tunnel } = await proxy((_request, socket) => {
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await expect(proveScreen(tunnel, url)).rejects.toThrow('did not pass on the screen: it answered with status 403')
})

test('a proxy that takes the connection and says nothing of a screen is one too', async () => {
  const upgrader = new WebSocketServer({ noServer: true, handleProtocols: () => 'binary' })
  const { url, tunnel } = await proxy((request, socket) =>
    upgrader.handleUpgrade(request, socket, Buffer.alloc(0), (client) => client.close(1000)),
  )
  await expect(proveScreen(tunnel, url)).rejects.toThrow('the proxy did not pass on the screen')
})

test('a proxy that hangs up is the same failure', async () => {
  const { url, tunnel } = await proxy((_request, socket) => socket.destroy())
  await expect(proveScreen(tunnel, url)).rejects.toThrow(/did not pass on the screen: (socket hang up|.*ECONNRESET)/)
})
