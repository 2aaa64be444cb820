/** Calls by HTTP: what reaches the app, and what each refusal looks like. */
import { describe, expect, test } from 'vitest'
import { ASK, callOf, echoServer } from '../../support/echoServer.ts'

const echo = echoServer()

describe('a call', () => {
  test('reaches the app as it was sent, and its reply comes back', async () => {
    const answer = await echo.send(
      '/call',
      callOf(await echo.enter(), ASK, { 'content-type': 'Application/JSON; charset=utf-8' }),
    )
    expect(answer.status).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: { a: 1 } })
    expect(echo.app.calls).toEqual([{ name: 'app.info', input: { a: 1 } }])
  })

  test('the app itself says no to a name it does not know', async () => {
    const answer = await echo.send(
      '/call',
      callOf(await echo.enter(), JSON.stringify({ name: '__proto__', input: {} })),
    )
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
    const answer = await echo.send('/call', callOf(await echo.enter(), body))
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body).ok).toBe(false)
    expect(echo.app.calls).toEqual([])
  })

  test.each(['GET', 'PUT', 'HEAD'])('is not made by %s', async (method) => {
    const answer = await echo.send('/call', { method, headers: { cookie: await echo.enter() } })
    expect(answer.status).toBe(405)
    expect(answer.headers.allow).toBe('POST')
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'is not made as %j, which a form of another page could send',
    async (type) => {
      const answer = await echo.send('/call', callOf(await echo.enter(), ASK, { 'content-type': type }))
      expect(answer.status).toBe(415)
      expect(echo.app.calls).toEqual([])
    },
  )

  test('is at most 2 MiB, whether its length is told or not', async () => {
    const cookie = await echo.enter()
    const fits = JSON.stringify({ name: 'app.info', input: 'x'.repeat(2 * 1024 * 1024 - 64) })
    expect((await echo.send('/call', callOf(cookie, fits))).status).toBe(200)
    const long = JSON.stringify({ name: 'app.info', input: 'x'.repeat(2 * 1024 * 1024) })
    expect((await echo.send('/call', callOf(cookie, long))).status).toBe(413)
    expect((await echo.send('/call', callOf(cookie, long, { 'transfer-encoding': 'chunked' }))).status).toBe(413)
    expect(echo.app.calls).toHaveLength(1)
  })
})
