/** The screen Deploy under load: the real page in Chromium while 30,000 steps run, beside an empty page in the same run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openServer } from '../../../electron/serve/server.ts'
import { openSessions } from '../../../electron/serve/sessions.ts'
import { pageFiles } from '../../../electron/shell/pageFiles.ts'
import { freshBuild } from '../../../scripts/freshBuild.ts'
import { launchChromium } from '../../support/chromium.ts'
import { aim, rounded } from '../figures.ts'
import type { Report } from '../report.ts'
import { busyApp, CLOUD } from './busyApp.ts'
import { busyRun } from './busyRun.ts'
import { type Frames, framesOf } from './frames.ts'

/** Aims of the project: 60 frames a second, on an idle machine of two cores. */
const P95_AIM = 20

const MACHINES = 100
const STEPS_EACH = 300

export interface DeployViewOptions {
  /** How long the run takes. */
  readonly seconds: number
  /** A page that is built already; without it the sources are built where they are newer. */
  readonly page?: string | undefined
  readonly onProgress: (line: string) => void
}

export async function deployView({ seconds, page: built, onProgress }: DeployViewOptions): Promise<Report> {
  if (built === undefined) await freshBuild(['page'])
  const folder = mkdtempSync(join(tmpdir(), 'stackstead-deploy-view-'))
  const browser = await launchChromium()
  try {
    onProgress('an empty page')
    const empty = await framesOfEmpty(browser, seconds / 4)
    const length = seconds * 1000
    const run = busyRun({ machines: MACHINES, stepsEach: STEPS_EACH, length, startedAt: Date.now() })
    await using server = await openServer({
      app: busyApp(run, length),
      page: pageFiles(built ?? join(import.meta.dirname, '..', '..', '..', 'dist', 'renderer')),
      sessions: await openSessions(folder),
      port: 0,
      anotherLink: false,
      onError: (error) => onProgress(String(error)),
    })
    onProgress(`${MACHINES} machines × ${STEPS_EACH} steps within ${seconds} s`)
    const page = await opened(browser, server.link(), server.port)
    const resting = await framesOf(page, seconds / 2)
    const scrolled = await scrolling(page, seconds / 4)
    return report({ empty, resting, scrolled }, seconds)
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true })
  }
}

async function framesOfEmpty(browser: Browser, seconds: number): Promise<Frames> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const frames = await framesOf(page, seconds)
  await page.close()
  return frames
}

async function opened(browser: Browser, link: string, port: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(link)
  await page.goto(`http://127.0.0.1:${port}/clouds/${CLOUD}/deploy`)
  await page.getByRole('list', { name: 'Machines' }).getByRole('button').first().waitFor()
  return page
}

/** While a person looks through the machines. */
async function scrolling(page: Page, seconds: number): Promise<Frames> {
  const box = await page.locator('canvas').boundingBox()
  if (box === null) throw new Error('The timetable is not on the screen.')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  let over = false
  const frames = framesOf(page, seconds).finally(() => {
    over = true
  })
  for (let turn = 0; !over; turn += 1) {
    await page.mouse.wheel(0, turn % 60 < 30 ? 60 : -60)
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  return frames
}

const NAMES = {
  empty: 'an empty page',
  resting: 'Deploy, 30,000 steps running',
  scrolled: 'the same, scrolled all the time',
}

function report(frames: Readonly<Record<keyof typeof NAMES, Frames>>, seconds: number): Report {
  const rows = Object.entries(NAMES).map(([key, name]) => {
    const { count, p50, p95, longest, late } = frames[key as keyof typeof NAMES]
    return [name, ...[p50, p95, longest].map(rounded), `${rounded(late * 100)} %`, String(count)]
  })
  return {
    title: 'Deploy: time from frame to frame',
    rows: [['', 'p50, ms', 'p95, ms', 'longest, ms', 'late', 'frames'], ...rows],
    remarks: [
      `${MACHINES} machines × ${STEPS_EACH} steps within ${seconds} s, from a server on loopback, in headless Chromium.`,
      `p95 while steps run: ${aim(frames.resting.p95, P95_AIM)}; scrolled: ${aim(frames.scrolled.p95, P95_AIM)}.`,
    ],
    figures: { seconds, machines: MACHINES, stepsEach: STEPS_EACH, ...frames },
  }
}
