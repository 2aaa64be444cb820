/** The browser below the stand-in: app:// becomes an address Chromium knows, answered by the app's own protocol handler. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Request as PageRequest, type Route } from 'playwright-core'

/** Trustworthy for Chromium, as Electron's registered scheme is. */
const FRONT = 'http://stackstead.localhost'
const OWN = 'app://stackstead'

export const toChromium = (address: string): string => address.replace(OWN, FRONT)
export const fromChromium = (address: string): string => address.replace(FRONT, OWN)

export type Handler = (request: Request) => Promise<Response> | Response

export interface ChromiumBelow {
  readonly context: BrowserContext
  /** Where a test connects to the same browser. */
  readonly endpoint: string
}

/** @param folder for Chromium's files */
export async function openChromium(folder: string): Promise<ChromiumBelow> {
  const context = await chromium.launchPersistentContext(join(folder, 'chromium'), {
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--remote-debugging-port=0'],
    viewport: { width: 1280, height: 800 },
    acceptDownloads: false,
  })
  const [port] = readFileSync(join(folder, 'chromium', 'DevToolsActivePort'), 'utf8').split('\n')
  return { context, endpoint: `http://127.0.0.1:${port}` }
}

/** Answers a request of a page by the handler of app://, as Electron would. */
export async function answer(route: Route, request: PageRequest, handler: Handler | undefined): Promise<void> {
  if (handler === undefined || !request.url().startsWith(`${FRONT}/`)) return route.abort('failed')
  const response = await handler(new Request(fromChromium(request.url()), { method: request.method() }))
  const body = Buffer.from(await response.arrayBuffer())
  await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body })
}
