/** The page as the server hands it out: its policy, its files, and nothing outside of its folder. */
import { describe, expect, test } from 'vitest'
import { echoServer } from '../../support/echoServer.ts'

const echo = echoServer()

describe('the page', () => {
  test('comes with a policy that allows nothing but itself, and a nonce of its own', async () => {
    const cookie = await echo.enter()
    const [one, two] = [await echo.send('/', { headers: { cookie } }), await echo.send('/', { headers: { cookie } })]
    const nonce = /nonce="([^"]{24})"/.exec(one.body)?.[1]
    expect(one.headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; ` +
        `font-src 'self'; connect-src 'self' ws://127.0.0.1:${echo.server.port}; base-uri 'none'; form-action 'none'; ` +
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
    const headers = { cookie: await echo.enter() }
    expect((await echo.send('/clouds/one/machines?drawer=a#b', { headers })).body).toContain('csp-nonce')
    expect((await echo.send('/clouds/missing.js', { headers })).status).toBe(404)
    expect((await echo.send('/assets/odd.exe', { headers })).status).toBe(404)
  })

  test('brings its hashed files for good, compressed where the browser can read it', async () => {
    const cookie = await echo.enter()
    const plain = await echo.send('/assets/main-abc123.js', { headers: { cookie } })
    expect(plain.headers['cache-control']).toBe('private, max-age=31536000, immutable')
    expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(plain.headers['content-encoding']).toBeUndefined()
    for (const coding of ['br', 'gzip']) {
      const headers = { cookie, 'accept-encoding': `deflate, ${coding};q=0.5` }
      const packed = await echo.send('/assets/main-abc123.js', { headers })
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
    const answer = await echo.send(path, { headers: { cookie: await echo.enter() } })
    expect(answer.body).not.toContain('outside":')
    expect([404, 200]).toContain(answer.status)
    if (answer.status === 200) expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('is not there for %s', async (method) => {
    const answer = await echo.send('/', { method, headers: { cookie: await echo.enter() } })
    expect(answer.status).toBe(405)
    expect(answer.headers.allow).toBe('GET, HEAD')
  })
})
