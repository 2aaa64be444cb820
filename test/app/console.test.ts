/** The console of an instance in the window: pixels arrive, keys and clipboard reach it, and it comes back by itself. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { FakeCloud, PASSWORD } from '../support/fakeCloud.ts'
import { type Colour, RfbServer } from '../support/rfbServer.ts'

const browser = testBrowser()
const HOSTILE = '<b>web</b> \u202Egnp.exe'
let window: AppWindow
let cloud: FakeCloud
let proxy: RfbServer

const screen = () => window.page.getByRole('application', { name: /^Screen of/ })

/** The colour in its middle; transparent black before anything was drawn. */
function colour(): Promise<number[]> {
  return window.page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[role=application]')
    if (canvas === null || canvas.width === 0) return []
    return [...(canvas.getContext('2d')?.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data ?? [])]
  })
}
const shows = (wanted: Colour) => expect.poll(colour, { timeout: 15_000 }).toEqual([...wanted, 255])

/** The signs of the keys that were pressed since the last time. */
function typed(): string {
  const seen = proxy.keys.splice(0)
  return seen
    .filter(({ isDown, keysym }) => isDown && keysym < 0xff)
    .map(({ keysym }) => String.fromCharCode(keysym))
    .join('')
}

describe.sequential('the console of an instance', () => {
  beforeAll(async () => {
    proxy = await RfbServer.start()
    const server = { id: 's1', name: HOSTILE, status: 'ACTIVE', tenant_id: 'p1', created: '2026-01-01T00:00:00Z' }
    cloud = await FakeCloud.start({
      'GET /v2.1/servers/s1': [{ body: { server } }],
      'GET /v2.1/servers/detail': [{ body: { servers: [server] } }],
      'POST /v2.1/servers/s1/remote-consoles': () => ({
        body: { remote_console: { protocol: 'vnc', type: 'novnc', url: proxy.url() } },
      }),
      'POST /v2.1/servers/s1/action': [{ body: { output: 'web login: \u001b[31mready\u001b[0m\r\n' } }],
    })
    window = await appWindow(browser)
    const file = join(window.home, 'clouds.yaml')
    const auth = { auth_url: `${cloud.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
    await writeFile(file, JSON.stringify({ clouds: { lab: { auth, region_name: 'RegionOne' } } }))
    await window.ask('running.connect', { name: 'work', file, entry: 'lab' })
    await window.goTo('work', 'instances/s1/console')
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    await proxy?.[Symbol.asyncDispose]()
    await cloud?.[Symbol.asyncDispose]()
  })

  test('its pixels arrive, and change when the screen does', async () => {
    await shows([200, 30, 40])
    proxy.paint([20, 120, 220])
    await shows([20, 120, 220])
    expect(await window.page.locator('h1').textContent()).toContain('<b>web</b>')
    expect(await barriers(window.page)).toEqual([])
  })

  test('keys and clicks reach it, until the keyboard is taken back with Ctrl and Alt', async () => {
    await screen().click()
    await expect.poll(() => proxy.clicks.some(({ buttons }) => buttons === 1)).toBe(true)
    await window.page.getByText('Every key goes to the instance', { exact: false }).waitFor()
    await window.page.keyboard.type('root')
    await expect.poll(() => proxy.keys.filter(({ isDown }) => !isDown).length).toBe(4)
    expect(typed()).toBe('root')
    await window.page.keyboard.press('Tab')
    await expect.poll(() => proxy.keys.length).toBe(2)
    proxy.keys.length = 0
    for (const key of ['Control', 'Alt']) await window.page.keyboard.down(key)
    for (const key of ['Alt', 'Control']) await window.page.keyboard.up(key)
    await expect.poll(() => window.page.evaluate(() => document.activeElement?.textContent)).toBe('Ctrl-Alt-Delete')
    // Nothing stays pressed in the instance.
    await expect.poll(() => proxy.keys.filter(({ isDown }) => isDown).length).toBe(2)
    await expect.poll(() => proxy.keys.filter(({ isDown }) => !isDown).length).toBe(2)
  })

  test('Ctrl-Alt-Delete and other combinations are sent by a button', async () => {
    proxy.keys.length = 0
    await window.button('Ctrl-Alt-Delete').click()
    await expect
      .poll(() => proxy.keys.map(({ keysym }) => keysym.toString(16)).join(' '))
      .toBe('ffe3 ffe9 ffff ffff ffe9 ffe3')
    proxy.keys.length = 0
    await window.button('Keys').click()
    await window.page.getByRole('menuitem', { name: 'Ctrl-Alt-F2' }).click()
    await expect.poll(() => proxy.keys.map(({ keysym }) => keysym.toString(16))).toContain('ffbf')
  })

  test('text goes to it key by key or by its clipboard, and comes back from there', async () => {
    proxy.keys.length = 0
    await window.button('Clipboard').click()
    await window.page.getByLabel('Text for the instance').fill('Aa1!é')
    await window.page.getByText('Not on a US keyboard, so not typed: é').waitFor()
    await window.button('Type this text').click()
    await expect.poll(() => proxy.keys.filter(({ isDown }) => !isDown).length).toBe(6)
    expect(typed()).toBe('Aa1!')
    await window.button('Put on its clipboard').click()
    await expect.poll(() => proxy.pasted).toEqual(['Aa1!é'])
    proxy.copied('from within')
    await expect.poll(() => window.page.getByLabel('From the instance').inputValue()).toBe('from within')
    await window.page.keyboard.press('Escape')
  })

  test('who only looks on sends nothing; size as it is or as there is room', async () => {
    proxy.keys.length = 0
    await window.page.getByRole('switch', { name: 'View only' }).click()
    await screen().click()
    await window.page.keyboard.type('x')
    await window.page.getByText('You only look on', { exact: false }).waitFor()
    await window.page.getByRole('switch', { name: 'View only' }).click()
    const wide = await screen().evaluate((canvas) => canvas.getBoundingClientRect().width)
    expect(wide).toBeGreaterThan(proxy.width)
    await window.page.getByText('1:1', { exact: true }).click()
    await expect.poll(() => screen().evaluate((canvas) => canvas.getBoundingClientRect().width)).toBe(proxy.width)
    expect(proxy.keys).toEqual([])
  })

  test('a proxy that dies is said so, and the screen comes back by itself with a new token', async () => {
    await proxy.stop()
    await window.page
      .getByText('The connection to the screen was lost.')
      .or(window.page.getByText('Nothing answers on', { exact: false }))
      .waitFor()
    expect(await barriers(window.page)).toEqual([])
    proxy.colour = [10, 200, 90]
    await proxy.start()
    await shows([10, 200, 90])
    expect(new Set(proxy.shown).size).toBe(proxy.shown.length)
  })

  test('no token is in the page, and what it printed is one press away', async () => {
    const text = await window.page.evaluate(() => document.documentElement.outerHTML + location.href)
    for (const token of proxy.shown) expect(text).not.toContain(token)
    await window.page.getByText('Serial log', { exact: true }).click()
    await window.page.getByLabel('Console log').getByText('web login: ready').waitFor()
    expect(await barriers(window.page)).toEqual([])
    expect(window.complaints()).toEqual([])
  })
})
