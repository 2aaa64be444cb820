/** The same window in Electron itself, wherever its binary is. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { electronBinary, hasDisplay } from '../../scripts/electronBinary.ts'
import { freshBuild } from '../../scripts/freshBuild.ts'

const binary = electronBinary(false)
const here = 'path' in binary && hasDisplay()
if (!('path' in binary)) console.log('skipped: no Electron binary')
else if (!here) console.log('skipped: no display for Electron')

describe.runIf(here)('in Electron', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stackstead-electron-'))
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    await freshBuild(['page', 'window'])
    app = await _electron.launch({
      executablePath: 'path' in binary ? binary.path : '',
      args: [join(import.meta.dirname, '..', '..')],
      env: {
        ...(process.env as Record<string, string>),
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: join(folder, 'config'),
      },
    })
    page = await app.firstWindow()
  }, 120_000)
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('shows the first screen from app://stackstead', async () => {
    await page.getByText('Add my machines').first().waitFor()
    expect(page.url()).toMatch(/^app:\/\/stackstead\//)
  })

  test('gives the page its bridge and nothing of Node', async () => {
    const found = await page.evaluate(() => ({
      bridge: Object.keys((globalThis as unknown as { stackstead: object }).stackstead).sort(),
      reachable: ['require', 'process', 'ipcRenderer'].filter((name) => name in globalThis),
    }))
    expect(found).toEqual({ bridge: ['call', 'listen', 'onConnection'], reachable: [] })
  })

  test('stays where it is and opens no windows', async () => {
    await page.evaluate(() => {
      location.href = 'https://example.org/'
      open('https://example.org/')
    })
    await page.getByText('Add my machines').first().waitFor()
    expect(app.windows()).toHaveLength(1)
  })

  test('isolates the page', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      return (window?.webContents as { getLastWebPreferences?(): object } | undefined)?.getLastWebPreferences?.()
    })
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
    })
  })
})
