/** The real app, served, with the stand-in for a large cloud connected to it; its page in a browser of its own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { PASSWORD } from '../../support/fakeCloud.ts'
import { servedApp } from '../../support/servedApp.ts'
import type { LargeCloud } from './largeCloud.ts'
import { type Drawn, drawn, noteDrawn } from './watching.ts'

const CLOUD = 'large'

export interface LargeApp extends AsyncDisposable {
  pid(): number
  /** A cold start of app and page. Resolves when all instances are there. */
  open(): Promise<Opened>
}

export interface Opened {
  readonly page: Page
  readonly drawn: Drawn
}

export async function largeApp(browser: Browser, cloud: LargeCloud): Promise<LargeApp> {
  const folder = await mkdtemp(join(tmpdir(), 'stackstead-instances-'))
  const file = join(folder, 'clouds.yaml')
  const auth = { auth_url: `${cloud.apis.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
  await writeFile(file, JSON.stringify({ clouds: { lab: { auth, region_name: 'RegionOne' } } }))
  const app = await servedApp()
  const origin = new URL(app.link).origin
  const entering = await browser.newContext()
  await (await entering.newPage()).goto(app.link)
  const answer = await entering.request.post(`${origin}/call`, {
    data: { name: 'running.connect', input: { name: CLOUD, file, entry: 'lab' } },
    headers: { origin },
  })
  const reply = await answer.json()
  if (reply.ok !== true) throw new Error(reply.error.message)
  const storageState = await entering.storageState()
  await entering.close()
  let page: Page | undefined
  return {
    pid: () => app.pid,
    async open() {
      await page?.context().close()
      await app.kill()
      await app.restart()
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, storageState })
      page = await context.newPage()
      await noteDrawn(page)
      await page.goto(`${origin}/clouds/${CLOUD}/instances`)
      return { page, drawn: await drawn(page) }
    },
    async [Symbol.asyncDispose]() {
      await page?.context().close()
      await app[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}
