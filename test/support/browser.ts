/** Debian's Chromium for tests: started once for a file, a fresh context for each test. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchChromium } from './chromium.ts'

export interface TestBrowser {
  context(options?: BrowserContextOptions): Promise<BrowserContext>
}

/** Call it at the top of a test file. Contexts end with the file at the latest. */
export function testBrowser(): TestBrowser {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchChromium()
  }, 60_000)
  afterAll(() => browser?.close())
  return {
    context(options = {}) {
      if (browser === undefined)
        throw new Error('The browser is started before the tests of a file, not while it loads.')
      return browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
    },
  }
}

/** What the page complained of: uncaught errors, and what its console calls an error. */
export function complaints(page: Page): string[] {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text())
  })
  return heard
}
