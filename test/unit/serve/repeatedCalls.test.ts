/** Calls said again: done once, answered each time, and forgotten in time, on a clock of their own and over real HTTP. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import type { Reply } from '../../../electron/contract/index.ts'
import { repeatedCalls } from '../../../electron/serve/repeatedCalls.ts'
import { openServer, type Server } from '../../../electron/serve/server.ts'
import { openSessions } from '../../../electron/serve/sessions.ts'
import { pageFiles } from '../../../electron/shell/pageFiles.ts'
import { echoApp } from '../../support/echoApp.ts'

describe('what is kept of calls', () => {
  const keep = (bounds: { most?: number; bytes?: number; lasts?: number } = {}) => {
    let time = 1_000
    let done = 0
    const calls = repeatedCalls({ most: 3, bytes: 1_000, lasts: 60, ...bounds, now: () => time })
    return {
      pass: (milliseconds: number) => {
        time += milliseconds
      },
      done: () => done,
      /** What the call comes back with, after it was given the time to end. */
      async say(id: string, age = 0, size = 10): Promise<string | undefined> {
        const reply = calls.reply({ id, age }, async () => {
          done += 1
          return Buffer.from(String(done).padEnd(size))
        })
        return (await reply)?.toString().trim()
      },
      calls,
    }
  }

  test('a call said again gets the reply it has', async () => {
    const kept = keep()
    expect(await kept.say('a')).toBe('1')
    kept.pass(10)
    expect(await kept.say('a', 10)).toBe('1')
    expect(await kept.say('b')).toBe('2')
    expect(kept.done()).toBe(2)
  })

  test('one under way is joined, however long it takes and however many ended meanwhile', async () => {
    const kept = keep()
    const work = Promise.withResolvers<Buffer>()
    let begun = 0
    const perform = (): Promise<Buffer> => {
      begun += 1
      return work.promise
    }
    const first = kept.calls.reply({ id: 'long', age: 0 }, perform)
    for (const id of 'abcdef') await kept.say(id)
    kept.pass(1_000)
    const again = kept.calls.reply({ id: 'long', age: 1_000 }, perform)
    work.resolve(Buffer.from('both'))
    expect(String(await first)).toBe('both')
    expect(String(await again)).toBe('both')
    expect(begun).toBe(1)
  })

  test('one that fails fails again, and is not tried again', async () => {
    const { calls } = keep()
    let begun = 0
    const perform = async (): Promise<Buffer> => {
      begun += 1
      throw new Error('no')
    }
    await expect(calls.reply({ id: 'a', age: 0 }, perform)).rejects.toThrow('no')
    await expect(calls.reply({ id: 'a', age: 5 }, perform)).rejects.toThrow('no')
    expect(begun).toBe(1)
  })

  test('one whose first saying never came is done when it comes', async () => {
    const kept = keep()
    kept.pass(100)
    expect(await kept.say('a', 50)).toBe('1')
  })

  test.each([
    ['too many others', { most: 3 }, 10, 0],
    ['others too long', { bytes: 35 }, 10, 0],
    ['too much time', { lasts: 60, most: 100 }, 10, 61],
  ])('after %s a call is forgotten, and what may have been done is not done again', async (_, bounds, size, wait) => {
    const kept = keep(bounds)
    kept.pass(1)
    for (const id of 'abcd') await kept.say(id, 0, size)
    kept.pass(wait + 1)
    expect(await kept.say('a', wait + 1)).toBeUndefined()
    expect(kept.done()).toBe(4)
    expect(await kept.say('e')).toBe('5')
  })

  test('what was said to the app before this one is not done again', async () => {
    const kept = keep()
    kept.pass(10)
    expect(await kept.say('a', 20)).toBeUndefined()
    expect(kept.done()).toBe(0)
  })
})

describe('over HTTP', () => {
  const ID = '0123456789abcdef0123456789abcdef'

  const start = async (answer: () => Reply<unknown>) => {
    const folder = mkdtempSync(join(tmpdir(), 'stackstead-repeated-'))
    const app = echoApp({ 'clouds.create': answer })
    const sessions = await openSessions(folder)
    const onError = (error: unknown): void => expect.fail(String(error))
    const server = await openServer({ app, page: pageFiles(folder), sessions, port: 0, anotherLink: false, onError })
    const entered = await fetch(server.link(), { redirect: 'manual' })
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    const close = async (): Promise<void> => {
      await server[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    }
    return { app, server, cookie, [Symbol.asyncDispose]: close }
  }
  const say = ({ server, cookie }: { server: Server; cookie: string }, call: object) => {
    const headers = { cookie, 'content-type': 'application/json' }
    const sent = request({ host: '127.0.0.1', port: server.port, path: '/call', method: 'POST', headers, agent: false })
    sent.end(JSON.stringify({ name: 'clouds.create', input: { name: 'attic' }, ...call }))
    return sent
  }
  const answerTo = async (...words: Parameters<typeof say>) => {
    const [response] = await once(say(...words), 'response')
    return { status: response.statusCode, body: await json(response) }
  }

  test.each<Reply<unknown>>([
    { ok: true, value: 'attic' },
    { ok: false, error: { code: 'invalid-input', message: 'There is one already.' } },
  ])('a connection lost meanwhile loses neither work nor reply: %j', async (reply) => {
    const come = Promise.withResolvers<void>()
    const work = Promise.withResolvers<Reply<unknown>>()
    await using served = await start(() => reply)
    const { call } = served.app
    served.app.call = async (name, input) => {
      const answer = await call(name, input)
      come.resolve()
      await work.promise
      return answer
    }
    const lost = say(served, { call: { id: ID, age: 0 } })
    lost.on('error', () => undefined)
    await come.promise
    lost.destroy()
    const again = answerTo(served, { call: { id: ID, age: 20 } })
    work.resolve(reply)
    expect(await again).toEqual({ status: 200, body: reply })
    expect(await answerTo(served, { call: { id: ID, age: 40 } })).toEqual({ status: 200, body: reply })
    expect(served.app.calls).toHaveLength(1)
  })

  test('what nobody knows any more is said to be lost, and is not done', async () => {
    await using served = await start(() => ({ ok: true, value: null }))
    const { status, body } = await answerTo(served, { call: { id: ID, age: 600_000 } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ ok: false, error: { code: 'unreachable' } })
    expect(served.app.calls).toEqual([])
  })

  test.each([{ id: 'attic', age: 0 }, { id: ID, age: -1 }, { id: ID }, 7])('%j marks no call', async (call) => {
    await using served = await start(() => ({ ok: true, value: null }))
    expect((await answerTo(served, { call })).status).toBe(400)
    expect(served.app.calls).toEqual([])
  })

  test('without a mark each is done', async () => {
    await using served = await start(() => ({ ok: true, value: null }))
    await answerTo(served, {})
    await answerTo(served, {})
    expect(served.app.calls).toHaveLength(2)
  })
})
