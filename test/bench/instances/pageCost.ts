/** What a page costs its browser: CPU of the thread it runs on, its heap, and CPU of all the browser's processes. */
import type { Browser, CDPSession, Page } from 'playwright-core'

/** CPU seconds of the page's main thread: it does not count what else the computer does. */
export interface PageWork {
  readonly all: number
  readonly script: number
  readonly style: number
  readonly layout: number
}

export interface PageMeter extends AsyncDisposable {
  work(): Promise<PageWork>
  /** MiB of objects that are in use: garbage is collected before. */
  heap(): Promise<number>
}

export async function pageMeter(page: Page): Promise<PageMeter> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return {
    async work() {
      const { metrics } = await session.send('Performance.getMetrics')
      const of = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN
      return {
        all: of('TaskDuration'),
        script: of('ScriptDuration'),
        style: of('RecalcStyleDuration'),
        layout: of('LayoutDuration'),
      }
    },
    async heap() {
      await session.send('HeapProfiler.collectGarbage')
      const { usedSize } = await session.send('Runtime.getHeapUsage')
      return usedSize / 1024 / 1024
    },
    [Symbol.asyncDispose]: () => session.detach(),
  }
}

export function workBetween(before: PageWork, after: PageWork): PageWork {
  return {
    all: after.all - before.all,
    script: after.script - before.script,
    style: after.style - before.style,
    layout: after.layout - before.layout,
  }
}

/** CPU seconds of all processes of a browser since it started. */
export async function browserCpu(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}
