/** What looking costs while nobody does anything: CPU of the app and of the browser, as a share of one core. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { cpuOf } from '../usage.ts'
import { browserCpu } from './pageCost.ts'

export interface Resting {
  readonly seconds: number
  /** Percent of one core. */
  readonly app: number
  readonly browser: number
}

/** @param meanwhile done every two seconds */
export async function resting(
  browser: Browser,
  pid: number | undefined,
  seconds: number,
  meanwhile: () => void = () => undefined,
): Promise<Resting> {
  const app = (): number => (pid === undefined ? 0 : cpuOf(pid))
  const before = { app: app(), browser: await browserCpu(browser), at: performance.now() }
  const turning = setInterval(meanwhile, 2000)
  await delay(seconds * 1000)
  clearInterval(turning)
  const took = (performance.now() - before.at) / 1000
  const share = (from: number, to: number): number => ((to - from) / took) * 100
  return { seconds: took, app: share(before.app, app()), browser: share(before.browser, await browserCpu(browser)) }
}
