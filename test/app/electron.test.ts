/** The same window in Electron itself, wherever its binary is. */
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ElectronWindow, electronHere, electronWindow } from '../support/electronWindow.ts'

const binary = electronHere()

describe.runIf(binary !== undefined)('in Electron', () => {
  let window: ElectronWindow
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    window = await electronWindow(binary ?? '')
    ;({ app, page } = window)
  }, 120_000)
  afterAll(async () => window?.[Symbol.asyncDispose]())

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
