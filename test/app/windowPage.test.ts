/** The page in its window: one test for each line of safety that keeps it from anything but its bridge. */
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

  test('is shown in a window that isolates it: contextIsolation, sandbox, no Node', async () => {
    const { windowOptions, sandboxed } = await window.do('state')
    expect(sandboxed).toBe(true)
    expect(windowOptions[0].webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    })
  })

  test('finds nothing of Node or Electron, only its bridge', async () => {
    const page = await window.page()
    const found = await page.evaluate(() => ({
      reachable: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', '__standInToMain'].filter(
        (name) => name in globalThis,
      ),
      bridge: Object.keys((globalThis as unknown as { stackstead: object }).stackstead).sort(),
    }))
    expect(found).toEqual({ reachable: [], bridge: ['call', 'listen', 'onConnection'] })
  })

  test('may run no script but its own, and load nothing from elsewhere', async () => {
    const page = await window.page()
    const refused = await page.evaluate(async () => {
      const violated = new Set<string>()
      const all = new Promise<void>((resolve) => {
        setTimeout(resolve, 5000)
        document.addEventListener('securitypolicyviolation', (event) => {
          violated.add(event.effectiveDirective)
          if (violated.size === 6) resolve()
        })
      })
      const script = document.createElement('script')
      script.textContent = 'globalThis.stranger = true'
      const frame = document.createElement('iframe')
      frame.src = 'https://example.org/'
      const image = document.createElement('img')
      image.src = 'https://example.org/a.png'
      const style = document.createElement('style')
      style.textContent = 'body { display: none }'
      document.body.append(script, frame, image, style)
      await fetch('https://example.org/').catch(() => undefined)
      // Later, because what a debugger evaluates itself may evaluate.
      const evaluated = await new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function('return true')())
          } catch {
            resolve(false)
          }
        }, 0)
      })
      await all
      const stranger = 'stranger' in globalThis
      for (const made of [script, frame, image, style]) made.remove()
      return { violated: [...violated].sort(), evaluated, stranger }
    })
    expect(refused.evaluated).toBe(false)
    expect(refused.stranger).toBe(false)
    expect(refused.violated).toEqual([
      'connect-src',
      'frame-src',
      'img-src',
      'script-src',
      'script-src-elem',
      'style-src-elem',
    ])
  })

  test('cannot leave for another address', async () => {
    const page = await window.page()
    const before = page.url()
    await page.evaluate(() => {
      location.href = 'https://example.org/'
    })
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    expect(page.url()).toBe(before)
    expect(await page.evaluate(() => 'stackstead' in globalThis)).toBe(true)
  })

  test('opens no windows', async () => {
    const page = await window.page()
    await page.evaluate(() => void open('https://example.org/', '_blank'))
    await until(async () => expect((await window.do('state')).deniedWindows).toHaveLength(1))
    await until(async () => expect(page.context().pages()).toHaveLength(1))
  })

  test('embeds no webview and downloads nothing', async () => {
    expect(await window.do('prevents', 'will-attach-webview')).toBe(true)
    expect(await window.do('prevents', 'will-download')).toBe(true)
  })

  test.each([
    'geolocation',
    'media',
    'notifications',
    'clipboard-read',
    'openExternal',
    'hid',
    'serial',
    'usb',
    'midiSysex',
  ])('is not permitted %s', async (name) => {
    expect(await window.do('permission', name)).toEqual({ asked: false, checked: false, device: false })
  })

  test.each([
    ['write to the clipboard, for its copy buttons', 'clipboard-sanitized-write'],
    ['fill the screen, for the consoles of instances', 'fullscreen'],
  ])('may %s', async (_what, name) => {
    expect(await window.do('permission', name)).toMatchObject({ asked: true, checked: true })
  })
})
