/** Whether a run gets in the way: typing and dragging in Design with 100 machines, without a run and while one is told. */
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openServer } from '../../../electron/serve/server.ts'
import { openSessions } from '../../../electron/serve/sessions.ts'
import { pageFiles } from '../../../electron/shell/pageFiles.ts'
import type { RunningApp } from '../../../electron/shell/runningApp.ts'
import { freshBuild } from '../../../scripts/freshBuild.ts'
import { openAppRoom } from '../../support/appRoom.ts'
import { launchChromium } from '../../support/chromium.ts'
import { busyRun } from '../deployView/busyRun.ts'
import { rounded } from '../figures.ts'
import type { Report } from '../report.ts'
import { wideCloud } from '../wideCloud.ts'
import { latencies } from './latency.ts'
import { runBeside } from './runBeside.ts'

const CLOUD = 'wide'
const MACHINES = 100
const STEPS_EACH = 300
/** Longer than everything that is measured beside it. */
const LENGTH = 90_000
/** As fast as a person types. */
const KEY_EVERY = 60
const WORDS = '# a comment of a person who thinks aloud while machines work'
const MOVES = 120

export interface BusyOptions {
  /** A page that is built already; without it the sources are built where they are newer. */
  readonly page?: string | undefined
  readonly onProgress: (line: string) => void
}

interface Inputs {
  readonly typing: readonly number[]
  readonly dragging: readonly number[]
}

export async function busy({ page: built, onProgress }: BusyOptions): Promise<Report> {
  if (built === undefined) await freshBuild(['page'])
  const folder = built ?? join(import.meta.dirname, '..', '..', '..', 'dist', 'renderer')
  await using room = await openAppRoom()
  await room.ask('clouds.create', { name: CLOUD })
  const { revision } = await room.ask('clouds.read', { cloud: CLOUD })
  const machines = Array.from({ length: MACHINES }, (_, index) => ({
    name: `m${index + 1}`,
    address: `192.0.2.${index + 1}`,
  }))
  await room.ask('clouds.write', { cloud: CLOUD, text: wideCloud(CLOUD, machines, { user: 'debian' }), revision })
  const browser = await launchChromium()
  const measured = async (app: RunningApp, watching: boolean): Promise<Inputs> => {
    await using server = await openServer({
      ...{ app, page: pageFiles(folder), sessions: await openSessions(room.folder), port: 0, anotherLink: false },
      onError: (error) => onProgress(String(error)),
    })
    return await inputs(browser, server.link(), server.port, watching)
  }
  try {
    onProgress('without a run')
    const still = await measured(room.app, false)
    onProgress('while a run is told')
    const run = busyRun({ machines: MACHINES, stepsEach: STEPS_EACH, length: LENGTH, startedAt: Date.now() })
    const beside = await measured(runBeside(room.app, CLOUD, run, LENGTH), true)
    return report({ still, beside })
  } finally {
    await browser.close()
  }
}

/** @param watching with a second tab that shows the run, as somebody has who waits for it */
async function inputs(browser: Browser, link: string, port: number, watching: boolean): Promise<Inputs> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.goto(link)
  if (watching) await watch(context, port)
  await page.goto(`http://127.0.0.1:${port}/clouds/${CLOUD}/design`)
  await page.bringToFront()
  const typing = await latencies(page, 'keydown', () => type(page))
  await page.reload()
  const dragging = await latencies(page, 'pointermove', () => drag(page))
  await context.close()
  return { typing, dragging }
}

async function watch(context: BrowserContext, port: number): Promise<void> {
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${port}/clouds/${CLOUD}/deploy`)
  await page.getByRole('list', { name: 'Machines' }).getByRole('button').first().waitFor()
}

async function type(page: Page): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'cloud.yaml' })
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(WORDS, { delay: KEY_EVERY })
}

/** A role from the palette over the cards to and fro, dropped where nothing is. */
async function drag(page: Page): Promise<void> {
  const card = page.locator('[data-machine]').first()
  await card.waitFor()
  const role = page.getByRole('toolbar', { name: 'Roles and layouts' }).getByRole('button').first()
  const from = await role.boundingBox()
  const to = await card.boundingBox()
  if (from === null || to === null) throw new Error('Neither role nor card is to be seen.')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  for (let move = 0; move < MOVES; move += 1) {
    const share = (1 + Math.sin(move / 10)) / 2
    await page.mouse.move(to.x + share * 600, to.y + share * 300)
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  await page.keyboard.press('Escape')
  await page.mouse.up()
}

const NAMES = { still: 'without a run', beside: '30,000 steps running' }

function report(all: Readonly<Record<keyof typeof NAMES, Inputs>>): Report {
  const rows = (Object.keys(NAMES) as (keyof typeof NAMES)[]).flatMap((key) =>
    (['typing', 'dragging'] as const).map((what) => {
      const sorted = all[key][what].toSorted((a, b) => a - b)
      const at = (share: number): string =>
        rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)
      return [`${what}, ${NAMES[key]}`, at(0.5), at(0.95), at(1), String(sorted.length)]
    }),
  )
  return {
    title: 'Busy: from an input to the frame that shows it',
    rows: [['', 'p50, ms', 'p95, ms', 'longest, ms', 'inputs'], ...rows],
    remarks: [
      `Design with ${MACHINES} machines of the real app; the run is told to it and to a second tab that shows Deploy.`,
      'Typing and dragging are not blocked where both p95 lie close together.',
    ],
    figures: all,
  }
}
