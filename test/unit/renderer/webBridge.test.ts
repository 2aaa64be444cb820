/** The bridge of a page in a browser, where the network changes: calls and streams are made again while the app is there. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { webBridge } from '../../../renderer/api/webBridge.ts'

/** The page's sockets, the newest last. */
let sockets: FakeSocket[] = []

class FakeSocket {
  static readonly OPEN = 1
  readyState = 0
  readonly sent: string[] = []
  onopen?: () => void
  onclose?: () => void
  constructor() {
    sockets.push(this)
  }
  send(text: string): void {
    this.sent.push(text)
  }
  open(): void {
    this.readyState = FakeSocket.OPEN
    this.onopen?.()
  }
  close(): void {
    this.readyState = 3
    this.onclose?.()
  }
}

let replies: (() => Promise<Response>)[] = []
const LOST = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'))
const REPLY = async (): Promise<Response> => Response.json({ ok: true, value: 'attic' })

beforeEach(() => {
  vi.useFakeTimers()
  sockets = []
  vi.stubGlobal('location', { protocol: 'http:', host: '127.0.0.1:8417' })
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('fetch', () => (replies.shift() ?? LOST)())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const create = (bridge: ReturnType<typeof webBridge>) => bridge.call('clouds.create', { name: 'attic' })

test('a call that is lost while the streams hold is said again', async () => {
  const bridge = webBridge()
  sockets.at(-1)?.open()
  replies = [LOST, REPLY]
  const reply = create(bridge)
  await vi.advanceTimersByTimeAsync(300)
  expect(await reply).toEqual({ ok: true, value: 'attic' })
})

test('one that is lost together with the streams waits for them, and is said again', async () => {
  const bridge = webBridge()
  sockets.at(-1)?.open()
  replies = [LOST, REPLY]
  const reply = create(bridge)
  sockets.at(-1)?.close()
  await vi.advanceTimersByTimeAsync(400)
  expect(sockets).toHaveLength(2)
  expect(replies).toHaveLength(1)
  sockets.at(-1)?.open()
  await vi.advanceTimersByTimeAsync(0)
  expect(await reply).toEqual({ ok: true, value: 'attic' })
})

test('where they do not come back, the app does not answer, and it is said soon', async () => {
  const bridge = webBridge()
  sockets.at(-1)?.open()
  replies = [LOST, REPLY]
  const reply = create(bridge)
  sockets.at(-1)?.close()
  await vi.advanceTimersByTimeAsync(1_500)
  expect(await reply).toMatchObject({ ok: false, error: { code: 'unreachable' } })
  expect(replies).toHaveLength(1)
})

test('streams are asked for again on the connection that is made anew', () => {
  const bridge = webBridge()
  sockets.at(-1)?.open()
  bridge.listen('questions.follow', {}, () => undefined)
  sockets.at(-1)?.close()
  vi.advanceTimersByTime(300)
  sockets.at(-1)?.open()
  expect(sockets.map(({ sent }) => sent)).toEqual(
    Array.from({ length: 2 }, () => [JSON.stringify({ listen: 1, name: 'questions.follow', input: {} })]),
  )
})
