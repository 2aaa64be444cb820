/** How long a person waits for the page: from the address to the first paint, and until a button can be pressed. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { askApp } from '../../support/askApp.ts'
import { launchChromium } from '../../support/chromium.ts'
import { servedApp } from '../../support/servedApp.ts'
import { aim, type Spread, shown, spread } from '../figures.ts'
import type { Report } from '../report.ts'

/** Aims of the project, in milliseconds, on two cores. */
const PAINT_AIM = 1000
const USABLE_AIM = 1500

const CLOUD = 'home'

interface Load {
  /** Milliseconds since the address was asked for. */
  readonly paint: number
  /** Until the screen's first button could be pressed; for a page without any, until it was loaded. */
  readonly usable: number
}

export interface PageLoadOptions {
  readonly runs: number
  readonly onProgress: (line: string) => void
}

/** Rejects where the page cannot be built or never becomes usable. */
export async function pageLoad({ runs, onProgress }: PageLoadOptions): Promise<Report> {
  await using app = await servedApp()
  const browser = await launchChromium()
  try {
    const origin = `http://127.0.0.1:${app.port}`
    const session = await entered(browser, app.link)
    const many = (what: string, work: (page: Page) => Promise<Load>, options: BrowserContextOptions): Promise<Load[]> =>
      colds(browser, runs, options, work, () => onProgress(what))
    // Whoever brings no cookie gets one sentence of plain HTML from the same server.
    const plain = await many('plain HTML', (page) => loaded(page, origin), {})
    const first = await many('the first screen', (page) => loaded(page, origin, 'Add my machines'), session)
    // Another start gives another link; the session outlives it.
    await app.kill()
    await app.restart()
    const ask = await askApp(app.link)
    await ask('clouds.create', { name: CLOUD })
    const address = `${origin}/clouds/${CLOUD}/machines`
    const machines = await many('the screen Machines', (page) => loaded(page, address, 'Add machines'), session)
    return report({ plain, first, machines })
  } finally {
    await browser.close()
  }
}

/** What a context needs to be let in, and nothing that would make it warm. */
async function entered(browser: Browser, link: string): Promise<BrowserContextOptions> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(link)
  const storageState = await context.storageState()
  await context.close()
  return { storageState }
}

/** Each time a context of its own: no cache, no compiled code. The first is not counted; it warms the server. */
async function colds(
  browser: Browser,
  runs: number,
  options: BrowserContextOptions,
  work: (page: Page) => Promise<Load>,
  onRun: () => void,
): Promise<Load[]> {
  const loads: Load[] = []
  for (let run = 0; run <= runs; run += 1) {
    onRun()
    const context: BrowserContext = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
    const load = await work(await context.newPage())
    if (run > 0) loads.push(load)
    await context.close()
  }
  return loads
}

async function loaded(page: Page, address: string, button?: string): Promise<Load> {
  await page.goto(address, { waitUntil: button === undefined ? 'load' : 'commit' })
  if (button !== undefined) await page.getByRole('button', { name: button, exact: true }).click({ trial: true })
  const usable = await page.evaluate(() => performance.now())
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const watch = new PerformanceObserver((list) => resolve(list.getEntries()[0]?.startTime ?? Number.NaN))
        watch.observe({ type: 'paint', buffered: true })
      }),
  )
  return { paint, usable }
}

const NAMES = { plain: 'plain HTML of the same server', first: 'the first screen', machines: 'Machines' }

function report(loads: Readonly<Record<keyof typeof NAMES, readonly Load[]>>): Report {
  const of = (key: keyof typeof NAMES, what: keyof Load): Spread => spread(loads[key].map((load) => load[what]))
  const keys = ['plain', 'first', 'machines'] as const
  const worst = (what: keyof Load): number => Math.max(of('first', what).median, of('machines', what).median)
  return {
    title: 'Page: time from its address until it is there',
    rows: [
      ['', 'first paint, ms', 'usable, ms'],
      ...keys.map((key) => [NAMES[key], shown(of(key, 'paint')), shown(of(key, 'usable'))]),
    ],
    remarks: [
      'From the app as "npm start -- --serve" starts it, on loopback, in headless Chromium; a cold context each time.',
      'Usable: its first button can be pressed, as seen from outside the page; of plain HTML: it is loaded.',
      `First paint: ${aim(worst('paint'), PAINT_AIM)}; usable: ${aim(worst('usable'), USABLE_AIM)}.`,
    ],
    figures: loads,
  }
}
