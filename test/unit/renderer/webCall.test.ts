/** What a page does when the connection of a call is lost: it says the same call again, for as long as the app is there. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { webCall } from '../../../renderer/api/webCall.ts'

interface Said {
  readonly name: string
  readonly input: unknown
  readonly call: { readonly id: string; readonly age: number }
}

let said: Said[] = []
/** What becomes of each request, the first first; the last of all others. */
let fates: (() => Promise<Response>)[] = []

const LOST = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'))
const REPLY = async (): Promise<Response> => Response.json({ ok: true, value: 'attic' })

beforeEach(() => {
  vi.useFakeTimers()
  said = []
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    said.push(JSON.parse(body))
    return (fates.length > 1 ? fates.shift() : fates[0])?.()
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function called(answers: () => Promise<boolean> = async () => true) {
  const reply = webCall(answers)('clouds.create', { name: 'attic' })
  await vi.runAllTimersAsync()
  return reply
}

test('what is answered is said once', async () => {
  fates = [REPLY]
  expect(await called()).toEqual({ ok: true, value: 'attic' })
  expect(said).toEqual([{ name: 'clouds.create', input: { name: 'attic' }, call: { id: expect.any(String), age: 0 } }])
  expect(said[0]?.call.id).toMatch(/^[0-9a-f]{32}$/)
})

test('what is lost is said again by the same id, with its age', async () => {
  fates = [LOST, LOST, REPLY]
  expect(await called()).toEqual({ ok: true, value: 'attic' })
  expect(said).toHaveLength(3)
  expect(new Set(said.map(({ call }) => call.id)).size).toBe(1)
  const [first = 0, second = 0, third = 0] = said.map(({ call }) => call.age)
  expect(first).toBe(0)
  expect(second).toBeGreaterThan(0)
  expect(third).toBeGreaterThan(second)
  await called()
  expect(said.at(-1)?.call.id).not.toBe(said[0]?.call.id)
})

test('a reply that breaks off is said again', async () => {
  const broken = new ReadableStream({ start: (stream) => stream.error(new TypeError('network error')) })
  fates = [async () => new Response(broken), REPLY]
  expect(await called()).toEqual({ ok: true, value: 'attic' })
})

test('an app that is gone is said to be, after one look', async () => {
  fates = [LOST]
  expect(await called(async () => false)).toMatchObject({ ok: false, error: { code: 'unreachable' } })
  expect(said).toHaveLength(1)
})

test('nothing is said again for ever', async () => {
  fates = [LOST]
  expect(await called()).toMatchObject({ ok: false, error: { code: 'unreachable' } })
  expect(said).toHaveLength(30)
})

test('an answer that is none is not asked for again', async () => {
  fates = [async () => new Response('Stackstead failed to answer.', { status: 500 })]
  expect(await called()).toMatchObject({ ok: false, error: { code: 'unreachable' } })
  expect(said).toHaveLength(1)
})
