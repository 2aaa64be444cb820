/** The window's main process and preload, run for real: one test for each line of safety, and how it begins and ends. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Job } from '../../electron/contract/index.ts'
import { buildScripted, startWindow, type WindowUnderTest } from '../support/electronStandIn/windowUnderTest.ts'

let window: WindowUnderTest

beforeAll(buildScripted, 120_000)

const JOB: Job = {
  id: 'one',
  kind: 'run',
  cloud: 'office',
  title: 'Deploying office',
  startedAt: 1,
  state: 'running',
  progress: 0.426,
}

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 50 })

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
    'fullscreen',
    'midiSysex',
  ])('is not permitted %s', async (name) => {
    expect(await window.do('permission', name)).toEqual({ asked: false, checked: false, device: false })
  })

  test('may write to the clipboard, for its copy buttons', async () => {
    expect(await window.do('permission', 'clipboard-sanitized-write')).toMatchObject({ asked: true, checked: true })
  })

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
    const before = await window.do('state')
    const call = { kind: 'invoke' as const, channel: 'stackstead:call', words: ['app.info', { stranger: true }] }
    expect(await window.do('message', frame, call)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    await window.do('message', frame, { kind: 'send', channel: 'stackstead:listen', words: [99, 'test.stranger', {}] })
    const after = await window.do('state')
    expect(after.calls).toEqual(before.calls)
    expect(after.listeners).toEqual(before.listeners)
  })

  test.each([
    ['without a name', [{ name: 'app.info' }, {}]],
    ['with a name too long', ['a'.repeat(65), {}]],
    ['with words too many', ['app.info', {}, 1]],
  ])('%s is refused before the app hears of it', async (_, words) => {
    const before = (await window.do('state')).calls?.length
    const call = { kind: 'invoke' as const, channel: 'stackstead:call', words }
    expect(await window.do('message', own, call)).toMatchObject({ ok: false })
    expect((await window.do('state')).calls).toHaveLength(before ?? -1)
  })

  test('on a channel of electron-store finds nobody', async () => {
    const asked = { kind: 'send' as const, channel: 'electron-store-get-data', words: [] }
    expect(await window.do('message', own, asked)).toBeUndefined()
    await expect(window.do('message', own, { ...asked, kind: 'invoke' })).rejects.toThrow('No handler')
  })
})

describe('the surroundings of the app', () => {
  afterEach(() => window[Symbol.asyncDispose]())

  test('seal by the keyring of the desktop', async () => {
    window = await startWindow({ STAND_IN_KEYRING_KEY: 'mine' })
    await window.page()
    const sealed = await window.do('seal', 'pass word')
    expect(Buffer.from(sealed, 'hex').toString('latin1')).not.toContain('pass word')
    expect(sealed.startsWith('01')).toBe(true)
    expect(await window.do('open', sealed)).toBe('pass word')
    expect(existsSync(join(window.folder, 'config', 'stackstead', 'key'))).toBe(false)
    await expect(window.do('open', sealed.replace(/..$/, '00'))).rejects.toThrow('cannot be read')
  })

  test.each(['none', 'basic_text'])('seal by a key file of mode 0600 where the keyring is %s', async (keyring) => {
    window = await startWindow({ STAND_IN_KEYRING: keyring })
    await window.page()
    const sealed = await window.do('seal', 'pass word')
    const key = join(window.folder, 'config', 'stackstead', 'key')
    expect(statSync(key).mode & 0o777).toBe(0o600)
    expect(sealed.startsWith('02')).toBe(true)
    expect(await window.do('open', sealed)).toBe('pass word')
  })

  test('keep the folder to this user, and hand only web addresses to a browser', async () => {
    window = await startWindow()
    await window.page()
    expect(statSync(join(window.folder, 'stackstead')).mode & 0o777).toBe(0o700)
    await window.do('openExternal', 'http://127.0.0.1:8080/horizon')
    for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'smb://host/share', 'nonsense']) {
      await expect(window.do('openExternal', url)).rejects.toThrow('Only http and https')
    }
    await window.do('copy', 'a text')
    await window.do('notify', 'Deployed', 'office works')
    const state = await window.do('state')
    expect(state.opened).toEqual(['http://127.0.0.1:8080/horizon'])
    expect(state.copied).toEqual(['a text'])
    expect(state.notifications).toEqual([{ title: 'Deployed', body: 'office works' }])
  })
})

describe('beginning and ending', () => {
  beforeEach(async () => {
    window = await startWindow()
    await window.page()
  }, 60_000)
  afterEach(() => window[Symbol.asyncDispose]())

  test('a second start shows the window of the first', async () => {
    await using second = await startWindow({ STAND_IN_SECOND: '1', STAND_IN_FOLDER: join(window.folder, 'second') })
    expect(await second.ended).toBe(0)
    await window.do('secondInstance')
    expect((await window.do('state')).windows).toEqual([{ visible: true }])
  })

  test('closing the window ends the app and keeps where it was', async () => {
    await window.do('closeWindow')
    expect(await window.ended).toBe(0)
    const kept = JSON.parse(readFileSync(join(window.folder, 'stackstead', 'window.json'), 'utf8'))
    expect(kept.bounds).toEqual({ x: 10, y: 20, width: 1100, height: 700 })
  })

  test('the tray tells of the running job and its progress', async () => {
    await window.do('jobs', [JOB])
    const state = await window.do('state')
    expect(state.tooltip).toBe('Stackstead\nDeploying office: 42 %')
    expect(state.progress).toBe(0.426)
    expect(state.trayMenu.map((one: { label?: string }) => one.label)).toContain('Deploying office: 42 %')
    await window.do('jobs', [{ ...JOB, state: 'done' }])
    expect((await window.do('state')).progress).toBe(-1)
  })

  test('quitting while a run is under way asks, and can keep it running in the tray', async () => {
    await window.do('jobs', [JOB])
    await window.do('closeWindow')
    await until(async () => expect((await window.do('state')).questionOpen).toBe(true))
    const { questions } = await window.do('state')
    expect(questions[0]).toMatchObject({
      message: '"Deploying office" is under way.',
      buttons: ['Stop after the steps under way', 'Keep running in the tray', 'Quit now (nothing is lost)'],
    })
    await window.do('press', 1)
    await until(async () => expect((await window.do('state')).windows).toEqual([{ visible: false }]))
    await window.do('tray', 'Open Stackstead')
    expect((await window.do('state')).windows).toEqual([{ visible: true }])
  })

  test('quitting can stop the run after the steps under way, and waits for that', async () => {
    await window.do('jobs', [JOB])
    await window.do('quit')
    await until(async () => expect((await window.do('state')).questionOpen).toBe(true))
    await window.do('press', 0)
    await until(async () =>
      expect((await window.do('state')).calls).toContainEqual({ name: 'runs.pause', input: { cloud: 'office' } }),
    )
    expect(window.process.exitCode).toBeNull()
    await window.do('jobs', [{ ...JOB, state: 'cancelled' }])
    expect(await window.ended).toBe(0)
  })

  test('quitting can be at once', async () => {
    await window.do('jobs', [JOB])
    await window.do('quit')
    await until(async () => expect((await window.do('state')).questionOpen).toBe(true))
    await window.do('press', 2)
    expect(await window.ended).toBe(0)
  })

  test('the menu has the usual shortcuts, and its settings are the page’s own', async () => {
    const { menu } = await window.do('state')
    expect(menu.map((one: { label?: string; role?: string }) => one.label ?? one.role)).toEqual([
      '&File',
      '&Edit',
      '&View',
      '&Window',
      'help',
    ])
  })
})
