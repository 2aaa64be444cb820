/** From the click to ACTIVE: an instance launched in the window of a real cloud, beside the same request sent by a bare client. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { ACTIONS, type InputOfAction } from '../../../provisioner/actions/index.ts'
import { adminCredentials, openProject } from '../../../provisioner/index.ts'
import { launchChromium } from '../../support/chromium.ts'
import { servedApp } from '../../support/servedApp.ts'
import { aim, ratio, shown, spread } from '../figures.ts'
import type { Report } from '../report.ts'
import { type BareClient, bareClient, type Choice } from './bareClient.ts'
import { launchInWindow } from './inWindow.ts'

/** Aim of the project: the window may take so many times as long. */
const TIMES = 1.05

export interface LaunchOptions {
  /** Holds cloud.yaml of a cloud that is deployed. */
  readonly folder: string
  readonly runs: number
  readonly onProgress: (line: string) => void
}

/** Milliseconds. */
interface Sample {
  readonly window: number
  readonly bare: number
  /** What Nova itself took for each. */
  readonly novaWindow: number
  readonly novaBare: number
}

export async function launch({ folder, onProgress, runs }: LaunchOptions): Promise<Report> {
  const file = join(folder, 'cloud.yaml')
  if (!existsSync(file)) throw new Error(`There is no ${file}: run the demo first, or name another with --folder.`)
  const client = await bareClient(adminCredentials(await openProject(file)))
  const data = await mkdtemp(join(tmpdir(), 'stackstead-launch-'))
  await using app = await servedApp({ data })
  const browser = await launchChromium()
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    await page.goto(app.link)
    const { origin } = new URL(app.link)
    const answer = await context.request.post(`${origin}/call`, {
      data: { name: 'clouds.open', input: { file } },
      headers: { origin },
    })
    const reply = await answer.json()
    if (reply.ok !== true) throw new Error(reply.error.message)
    const screen = `${origin}/clouds/${reply.value.id}/instances/new`
    return report(await samples({ page, screen, client, runs, onProgress }))
  } finally {
    await browser.close()
    await rm(data, { recursive: true })
  }
}

interface Place {
  readonly page: Page
  /** Address of the form. */
  readonly screen: string
  readonly client: BareClient
  readonly runs: number
  readonly onProgress: (line: string) => void
}

/** In turns, so that both meet the same cloud. One more than counted: the first brings the image to the computes. */
export async function samples({ client, onProgress, page, runs, screen }: Place): Promise<Sample[]> {
  const choice = await client.choose()
  const found: Sample[] = []
  for (let run = 0; run <= runs; run += 1) {
    onProgress(run === 0 ? 'once for nothing' : `run ${run} of ${runs}`)
    const inWindow = await fromWindow({ page, screen, client }, choice, `bench-window-${run}`)
    const bare = await client.launch(bodyOf({ ...inWindow.input, name: `bench-bare-${run}` }))
    const novaBare = await client.took(bare.id)
    await client.remove(bare.id)
    if (run > 0) found.push({ window: inWindow.took, bare: bare.took, novaWindow: inWindow.nova, novaBare })
  }
  return found
}

async function fromWindow(
  { client, page, screen }: Pick<Place, 'client' | 'page' | 'screen'>,
  choice: Choice,
  name: string,
) {
  try {
    const { input, took } = await launchInWindow(page, screen, choice, name)
    const id = await client.find(name)
    if (id === undefined) throw new Error(`Nova does not know ${name}, which the window says runs.`)
    return { input, took, nova: await client.took(id) }
  } finally {
    const left = await client.find(name)
    if (left !== undefined) await client.remove(left)
  }
}

/** The same request: what the app makes of what the page asked for. */
function bodyOf(input: InputOfAction<'server.create'>): unknown {
  const { calls, input: schema } = ACTIONS['server.create']
  return calls(schema.parse(input))[0]?.body
}

function report(all: readonly Sample[]): Report {
  const of = (name: keyof Sample) => spread(all.map((sample) => sample[name] / 1000))
  const [window, bare] = [of('window'), of('bare')]
  return {
    title: 'Launch: from the click to ACTIVE, in seconds',
    rows: [
      ['', 'until it is known', "Nova's own part", 'aim'],
      ['the window', shown(window), shown(of('novaWindow')), `${aim(window.median / bare.median, TIMES)} ×`],
      ['a bare HTTP client', shown(bare), shown(of('novaBare')), ''],
      ['ratio', ratio(window, bare), '', ''],
    ],
    remarks: [
      'The window: from the click until after the frame in which the row says "Running", through page, app, ssh and API; it looks every 1.5 s.',
      'The client sends the same body to the API itself and asks every second. Nova tells its times in whole seconds.',
    ],
    figures: all,
  }
}
