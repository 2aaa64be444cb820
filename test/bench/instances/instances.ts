/** The screen Instances with 10,000 of them: the real app and page, a stand-in for the APIs, and plainer pages beside it. */
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../../support/chromium.ts'
import { type Frames, framesOf } from '../deployView/frames.ts'
import { aim, rounded, type Spread, shown, spread } from '../figures.ts'
import type { Report } from '../report.ts'
import { largeApp } from './largeApp.ts'
import { largeCloud } from './largeCloud.ts'
import { pageMeter } from './pageCost.ts'
import { plainList } from './plainList.ts'
import { type Resting, resting } from './resting.ts'
import { type Scrolled, scrolling } from './scrolling.ts'
import { keysToRows } from './watching.ts'

/** Aims of the project, on an idle computer: milliseconds, MiB, percent of one core. */
const AIMS = { rows: 300, filter: 50, frame: 20, heap: 60, polling: 1 }

/** Typed one after the other into the filter; nearly each key makes the list shorter. */
const WORDS = ['31415', '-0427', '9.18', '7 off', '0.2.55', 'x', 'ci 33']
const KEY_EVERY = 120
/** Instances that change every two seconds, for the figure beside the one at rest. */
const CHANGING = 5
/** Milliseconds after which Chromium has also collected what loading left behind. */
const SETTLED = 40_000

export interface InstancesOptions {
  readonly runs: number
  readonly count: number
  /** How long each list is scrolled. */
  readonly scrollSeconds: number
  /** How long the screen is left alone: in a minute everything is read again once. */
  readonly restSeconds: number
  readonly onProgress: (line: string) => void
}

export async function instances(options: InstancesOptions): Promise<Report> {
  const { count, onProgress, restSeconds, runs, scrollSeconds } = options
  await using cloud = await largeCloud(count)
  const browser = await launchChromium()
  try {
    onProgress('an empty page and a plain list')
    const empty = await emptyPage(browser, scrollSeconds, restSeconds / 4)
    const plain = await scrolledPlain(browser, count, scrollSeconds)
    await using app = await largeApp(browser, cloud)
    const first: number[] = []
    const all: number[] = []
    let page: Page | undefined
    for (let run = 1; run <= runs; run += 1) {
      onProgress(`from nothing to ${count} instances: ${run} of ${runs}`)
      const opened = await app.open()
      first.push(opened.drawn.rows - cloud.firstPageAt())
      all.push(opened.drawn.complete - cloud.firstPageAt())
      page = opened.page
    }
    if (page === undefined) throw new RangeError('a benchmark needs at least one run')
    // Before anything has the focus: a caret that blinks costs more than looking at the cloud does.
    onProgress(`left alone for ${restSeconds} s`)
    await page.waitForTimeout(SETTLED)
    const before = cloud.listings()
    const still = await resting(browser, app.pid(), restSeconds)
    const listings = cloud.listings() - before
    onProgress(`${CHANGING} change every two seconds`)
    const changing = await resting(browser, app.pid(), restSeconds / 3, () => cloud.servers.change(CHANGING))
    onProgress('filtering')
    const keys = await filtering(page)
    onProgress('scrolling')
    const scrolled = await scrolling(page, page.getByRole('grid', { name: 'Instances' }), scrollSeconds)
    const heap = await heapOf(page)
    return report({ ...{ count, first, all, keys, empty, plain, scrolled, heap, still, listings, changing } })
  } finally {
    await browser.close()
  }
}

async function emptyPage(browser: Browser, frameSeconds: number, restSeconds: number): Promise<Empty> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const frames = await framesOf(page, frameSeconds / 2)
  const heap = await heapOf(page)
  const still = await resting(browser, undefined, restSeconds)
  await page.close()
  return { frames, heap, still }
}

async function heapOf(page: Page): Promise<number> {
  await using meter = await pageMeter(page)
  return await meter.heap()
}

async function scrolledPlain(browser: Browser, count: number, seconds: number): Promise<Scrolled> {
  const { list, page } = await plainList(browser, count)
  const scrolled = await scrolling(page, list, seconds)
  await page.close()
  return scrolled
}

async function filtering(page: Page): Promise<number[]> {
  const box = page.getByRole('textbox', { name: 'Filter instances' })
  await box.click()
  return keysToRows(page, async () => {
    for (const words of WORDS) {
      await page.keyboard.type(words, { delay: KEY_EVERY })
      await page.keyboard.press('Escape')
      await page.waitForTimeout(KEY_EVERY)
    }
  })
}

interface Empty {
  readonly frames: Frames
  readonly heap: number
  readonly still: Resting
}

interface Figures {
  readonly count: number
  readonly first: readonly number[]
  readonly all: readonly number[]
  readonly keys: readonly number[]
  readonly empty: Empty
  readonly plain: Scrolled
  readonly scrolled: Scrolled
  readonly heap: number
  readonly still: Resting
  readonly listings: number
  readonly changing: Resting
}

function shares({ app, browser }: Resting): string {
  return `app ${rounded(app)} %, browser ${rounded(browser)} %`
}

function report(figures: Figures): Report {
  const { all, changing, count, empty, first, heap, keys, listings, plain, scrolled, still } = figures
  const of = (values: readonly number[]): Spread => spread(values)
  const typed = keys.toSorted((a, b) => a - b)
  const p95 = typed[Math.min(typed.length - 1, Math.floor(typed.length * 0.95))] ?? Number.NaN
  const frames = (name: string, { longest, p50, p95: late }: Frames, most?: number): string[] => [
    ...[name, rounded(p50), rounded(late), rounded(longest)],
    most === undefined ? '' : aim(late, most),
  ]
  const cost = ({ frames: { count: many }, work }: Scrolled): string =>
    (['all', 'script', 'style', 'layout'] as const)
      .map((kind) => `${rounded((work[kind] * 1000) / many)} ms ${kind === 'all' ? 'in all' : kind}`)
      .join(', ')
  // What a browser costs with nothing in it is not the screen's.
  const beyondEmpty = (one: Resting): number => one.app + Math.max(0, one.browser - empty.still.browser)
  return {
    title: `Instances: ${count.toLocaleString('en')} of them`,
    rows: [
      ['', 'median', 'p95', 'longest', 'aim'],
      ['first rows after the first page, ms', shown(of(first)), '', '', aim(of(first).median, AIMS.rows)],
      ['all rows after the first page, ms', shown(of(all)), '', '', ''],
      ['filter, from key to frame, ms', ...[of(keys).median, p95, of(keys).max].map(rounded), aim(p95, AIMS.filter)],
      frames('frames of an empty page, ms', empty.frames),
      frames('a plain list, scrolled, ms', plain.frames),
      frames('Instances, scrolled, ms', scrolled.frames, AIMS.frame),
      ["the page's heap, MiB", rounded(heap), '', '', aim(heap, AIMS.heap)],
      ["an empty page's heap, MiB", rounded(empty.heap), '', '', ''],
      ['left alone, % of a core', rounded(beyondEmpty(still)), '', '', aim(beyondEmpty(still), AIMS.polling)],
      [`${CHANGING} change every 2 s, % of a core`, rounded(beyondEmpty(changing)), '', '', ''],
    ],
    remarks: [
      'The APIs are a stand-in that answers at once with recorded shapes; app, page and Chromium (headless, drawn without a GPU) are real.',
      `Main thread's CPU for each frame scrolled: ${cost(scrolled)}; a plain list ${cost(plain)}.`,
      `Left alone for ${rounded(still.seconds)} s, during which everything was read again ${listings} times: ${shares(still)}; while some change: ${shares(changing)}. The table's figures are without the ${rounded(empty.still.browser)} % a browser with an empty page takes.`,
      `${keys.length} keys, first rows ${first.length} times with app and page started anew.`,
    ],
    figures,
  }
}
