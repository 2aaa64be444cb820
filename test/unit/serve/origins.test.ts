/** Only this computer, by its own name, from its own page: Host, Origin and where the server listens. */
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { ASK, callOf, echoServer } from '../../support/echoServer.ts'

const echo = echoServer()

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
    const cookie = await echo.enter()
    const headers = { host: host.replace('PORT', String(echo.server.port)) }
    expect((await echo.send('/', { headers: { cookie, ...headers } })).status).toBe(403)
    expect((await echo.send('/call', callOf(cookie, ASK, headers))).status).toBe(403)
    expect((await echo.send(`/${new URL(echo.server.link()).search}`, { headers })).status).toBe(403)
    expect(echo.app.calls).toEqual([])
  })

  test.each(['http://evil.example', 'null', 'https://127.0.0.1:PORT', 'http://127.0.0.1:1', 'http://localhost:PORT'])(
    'Origin %s may not call by 127.0.0.1',
    async (origin) => {
      const cookie = await echo.enter()
      const headers = { origin: origin.replace('PORT', String(echo.server.port)) }
      expect((await echo.send('/call', callOf(cookie, ASK, headers))).status).toBe(403)
      expect((await echo.send('/', { headers: { cookie, ...headers } })).status).toBe(403)
      expect(echo.app.calls).toEqual([])
    },
  )

  test('our own are let in', async () => {
    const cookie = await echo.enter()
    const host = `localhost:${echo.server.port}`
    expect((await echo.send('/call', callOf(cookie, ASK, { host, origin: `http://${host}` }))).status).toBe(200)
  })

  test('a whole address instead of a path is refused', async () => {
    const cookie = await echo.enter()
    const path = `http://127.0.0.1:${echo.server.port}/`
    expect((await echo.send(path, { headers: { cookie } })).status).toBe(400)
  })

  test('it listens on loopback only', async () => {
    const answer = new Promise((resolve) => {
      connect({ host: '127.0.0.2', port: echo.server.port })
        .on('connect', () => resolve('connected'))
        .on('error', () => resolve('refused'))
    })
    expect(await answer).toBe('refused')
  })
})
