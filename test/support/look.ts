/**
 * Takes pictures of a running app, for the eyes of whoever works on a screen:
 * node test/support/look.ts STATE LINK PATH FILE [light|dark] [WIDTHxHEIGHT]
 * STATE keeps the session, so that the link is needed the first time only ("-" later).
 */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const [state = '', link = '-', path = '/', file = 'look.png', scheme = 'light', size = '1280x800'] =
  process.argv.slice(2)
const [width = 1280, height = 800] = size.split('x').map(Number)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme === 'dark' ? 'dark' : 'light',
    ...(existsSync(state) ? { storageState: state } : {}),
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`page error: ${error}`))
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`console: ${message.text()}`)
  })
  if (link !== '-') await page.goto(link)
  const [cookie] = await context.cookies()
  if (cookie === undefined) throw new Error('The first time, give the link the app printed.')
  await context.storageState({ path: state })
  const port = cookie.name.replace('stackstead-', '')
  await page.goto(`http://${cookie.domain}:${port}${path}`)
  // Streams keep their WebSocket open, so idle means that requests have been answered.
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: file })
  console.log(`${file}: ${await page.title()} ${new URL(page.url()).pathname}`)
} finally {
  await browser.close()
}
