/** The page's bridge: what reaches the app by it, and what from elsewhere does not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildScripted, startWindow, type WindowUnderTest } from '../support/electronStandIn/windowUnderTest.ts'
import { until } from '../support/until.ts'

let window: WindowUnderTest

beforeAll(buildScripted, 120_000)

describe('the page', () => {
  beforeAll(async () => {
    window = await startWindow()
    await window.page()
  }, 60_000)
  afterAll(() => window[Symbol.asyncDispose]())

  test('asks by its bridge, and the app hears name and input', async () => {
    const page = await window.page()
    const reply = await page.evaluate(() =>
      (
        globalThis as unknown as { stackstead: { call(name: string, input: object): Promise<unknown> } }
      ).stackstead.call('app.info', { a: 1 }),
    )
    expect(reply).toEqual({ ok: true, value: { a: 1 } })
  })

  test('listens by its bridge until it leaves or is loaded anew', async () => {
    const page = await window.page()
    await page.evaluate(() => {
      const { stackstead } = globalThis as unknown as {
        stackstead: { listen(name: string, input: object, on: (event: unknown) => void): () => void }
      }
      Object.assign(globalThis, {
        leaveOne: stackstead.listen('test.one', {}, () => undefined),
        heard: new Promise((resolve) => stackstead.listen('test.two', { b: 2 }, resolve)),
      })
    })
    const named = async () =>
      (await window.do('state')).listeners
        ?.map((one: { name: string }) => one.name)
        .filter((name: string) => name.startsWith('test.'))
    await until(async () => expect(await named()).toEqual(['test.one', 'test.two']))
    await window.do('tell', 'news')
    expect(await page.evaluate(() => (globalThis as unknown as { heard: Promise<unknown> }).heard)).toEqual({
      ok: true,
      value: 'news',
    })
    await page.evaluate(() => (globalThis as unknown as { leaveOne(): void }).leaveOne())
    await until(async () => expect(await named()).toEqual(['test.two']))
    await page.reload()
    await until(async () => expect(await named()).toEqual([]))
  })
})

describe('a message', () => {
  beforeAll(async () => {
    window = await startWindow()
    await window.page()
  }, 60_000)
  afterAll(() => window[Symbol.asyncDispose]())

  const own = { url: 'app://stackstead/clouds/one', parent: null }

  test.each<[string, { url: string; parent: object | null } | null]>([
    ['another page', { url: 'https://example.org/', parent: null }],
    ['another host of our scheme', { url: 'app://stackstead.example/', parent: null }],
    ['an address that only begins like ours', { url: 'app://stackstead@example.org/', parent: null }],
    ['a file', { url: 'file:///app://stackstead/', parent: null }],
    ['a frame within our page', { ...own, parent: {} }],
    ['a frame that is gone', null],
    ['no address', { url: '', parent: null }],
  ])('from %s reaches nobody', async (_, frame) => {
    const call = { kind: 'invoke' as const, channel: 'stackstead:call', words: ['app.info', { stranger: true }] }
    expect(await window.do('message', frame, call)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    await window.do('message', frame, { kind: 'send', channel: 'stackstead:listen', words: [99, 'test.stranger', {}] })
    // The page itself may be asking meanwhile: only what the stranger said counts.
    const { calls, listeners } = await window.do('state')
    expect(JSON.stringify(calls)).not.toContain('stranger')
    expect(JSON.stringify(listeners)).not.toContain('stranger')
  })

  test.each([
    ['without a name', [{ name: 'app.info' }, { refused: true }]],
    ['with a name too long', ['a'.repeat(65), { refused: true }]],
    ['with words too many', ['app.info', { refused: true }, 1]],
  ])('%s is refused before the app hears of it', async (_, words) => {
    const call = { kind: 'invoke' as const, channel: 'stackstead:call', words }
    expect(await window.do('message', own, call)).toMatchObject({ ok: false })
    expect(JSON.stringify((await window.do('state')).calls)).not.toContain('refused')
  })

  test('on a channel of electron-store finds nobody', async () => {
    const asked = { kind: 'send' as const, channel: 'electron-store-get-data', words: [] }
    expect(await window.do('message', own, asked)).toBeUndefined()
    await expect(window.do('message', own, { ...asked, kind: 'invoke' })).rejects.toThrow('No handler')
  })
})
