/** Who is let in: the link that opens a session once, and what is refused without one. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ASK, callOf, echoServer } from '../../support/echoServer.ts'

const echo = echoServer()

describe('the link', () => {
  test('opens a session by a cookie no script and no other site can use', async () => {
    const link = new URL(echo.server.link())
    expect(link.origin).toBe(`http://127.0.0.1:${echo.server.port}`)
    expect(link.searchParams.get('token')).toMatch(/^[\w-]{43}$/)
    const answer = await echo.send(`/${link.search}`)
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/')
    expect(answer.headers['set-cookie']).toHaveLength(1)
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^stackstead-${echo.server.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    )
    expect(answer.headers['referrer-policy']).toBe('no-referrer')
  })

  test('works once', async () => {
    const { search } = new URL(echo.server.link())
    expect((await echo.send(`/${search}`)).status).toBe(303)
    const again = await echo.send(`/${search}`)
    expect(again.status).toBe(403)
    expect(again.body).toContain('This link was used already')
    expect(again.body).toContain('npm start')
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  test('used twice by the same browser just opens the app', async () => {
    const { search } = new URL(echo.server.link())
    const cookie = (await echo.send(`/${search}`)).headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    const again = await echo.send(`/${search}`, { headers: { cookie } })
    expect(again.status).toBe(303)
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  test('stops working when another one is made', async () => {
    const first = new URL(echo.server.link()).search
    const second = new URL(echo.server.link()).search
    expect((await echo.send(`/${first}`)).status).toBe(403)
    expect((await echo.send(`/${second}`)).status).toBe(303)
  })

  test.each(['', 'x', 'A'.repeat(43), '%00'])('is not the token %j', async (token) => {
    echo.server.link()
    expect((await echo.send(`/?token=${token}`)).status).toBe(403)
  })

  test('is not used up by what only looks at it', async () => {
    const { search } = new URL(echo.server.link())
    expect((await echo.send(`/${search}`, { method: 'HEAD' })).status).toBe(403)
    expect((await echo.send(`/${search}`)).status).toBe(303)
  })

  test('followed from another page goes on from here, where the cookie counts', async () => {
    const { search } = new URL(echo.server.link())
    const answer = await echo.send(`/${search}`, { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.refresh).toBe('0; url=/')
    expect(answer.headers['set-cookie']).toHaveLength(1)
  })

  test('leaves a session that a restart on the same port still knows, kept as a digest for this user only', async () => {
    const cookie = await echo.enter()
    const file = join(echo.folder, 'sessions.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).not.toContain(cookie.split('=')[1])
    await echo.restart()
    expect((await echo.send('/', { headers: { cookie } })).status).toBe(200)
  })
})

describe('without a session', () => {
  test.each(['/', '/clouds/one/machines', '/assets/main-abc123.js', '/nothing.js'])('%s is refused', async (path) => {
    const answer = await echo.send(path)
    expect(answer.status).toBe(403)
    expect(answer.body).not.toContain('stack stack')
  })

  test.each([
    ['none', undefined],
    ['a wrong one', 'stackstead-PORT=AAAA'],
    ['an empty one', 'stackstead-PORT='],
    ['one by another name', 'stackstead=AAAA'],
  ])('a call with a cookie that is %s reaches nobody', async (_, cookie) => {
    const headers = cookie === undefined ? {} : { cookie: cookie.replace('PORT', String(echo.server.port)) }
    const answer = await echo.send('/call', callOf('', ASK, headers as Record<string, string>))
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'authentication' } })
    expect(echo.app.calls).toEqual([])
  })
})
