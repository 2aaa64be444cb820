/** The real app in a browser's window: a served process with clouds of its own, one page, and what is heard of both. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import type { RequestInput, RequestName, RequestOutput } from '../../electron/contract/index.ts'
import { apart } from './appRoom.ts'
import { complaints, type TestBrowser } from './browser.ts'
import { type ServedApp, servedApp } from './servedApp.ts'
import type { Sshd } from './sshd.ts'

export interface AppWindow extends AsyncDisposable {
  readonly app: ServedApp
  readonly page: Page
  /** The app's home folder: no ssh configuration, keys or known hosts of whoever runs the test. */
  readonly home: string
  /** What the page complained of; a connection lost on purpose, or by a lab beside, is no complaint. */
  complaints(): readonly string[]
  /** Goes to a screen by its address, as a person who typed it would. */
  goTo(cloud: string, screen: string): Promise<void>
  button(name: string | RegExp): Locator
  /** Past the window, in its session. Throws what the person would read. */
  ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>>
  /** A cloud with this cloud.yaml. */
  make(cloud: string, text: string): Promise<void>
  /** Where cloud.yaml is on disk. */
  file(cloud: string): string
  /** What is in it. */
  text(cloud: string): Promise<string>
  /** Changes it on disk, as another program would. */
  replaceText(cloud: string, text: string): Promise<void>
}

/** One page on a fresh app, past its link. */
export async function appWindow(browser: TestBrowser): Promise<AppWindow> {
  const home = await mkdtemp(join(tmpdir(), 'stackstead-home-'))
  // The process keeps the environment it was started in, over restarts too.
  const restore = apart(home)
  const app = await servedApp().finally(restore)
  const context = await browser.context({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const heard = complaints(page)
  const connected = page.getByText('Connected', { exact: true })
  const file = (cloud: string): string => join(app.folder, 'data', 'stackstead', 'clouds', cloud, 'cloud.yaml')
  await page.goto(app.link)
  await connected.waitFor()
  const window: AppWindow = {
    app,
    page,
    home,
    complaints: () =>
      heard.filter((line) => !/WebSocket connection|ERR_CONNECTION_REFUSED|ERR_NETWORK_CHANGED/.test(line)),
    async goTo(cloud, screen) {
      await page.goto(new URL(`/clouds/${cloud}/${screen}`, app.link).href)
      await connected.waitFor()
    },
    button: (name) => page.getByRole('button', { name, exact: typeof name === 'string' }),
    async ask(name, input) {
      const url = new URL('/call', app.link)
      const answer = await context.request.post(url.href, { data: { name, input }, headers: { origin: url.origin } })
      const reply = await answer.json()
      if (reply.ok !== true) throw new Error(reply.error.message)
      return reply.value
    },
    async make(cloud, text) {
      await window.ask('clouds.create', { name: cloud })
      const { revision } = await window.ask('clouds.read', { cloud })
      await window.ask('clouds.write', { cloud, text, revision })
    },
    file,
    text: (cloud) => readFile(file(cloud), 'utf8'),
    replaceText: (cloud, text) => writeFile(file(cloud), text),
    async [Symbol.asyncDispose]() {
      await context.close()
      await app[Symbol.asyncDispose]()
      await rm(home, { recursive: true, force: true })
    },
  }
  return window
}

/** One line of cloud.yaml's machines: this computer, by an sshd of its own; said to be in a network no computer here is in. */
export function machineLine(name: string, sshd: Sshd, roles: readonly string[] = []): string {
  const way = `address: 127.0.0.1, port: ${sshd.port}, user: ${sshd.user}, key: ${sshd.userKey}, management: 10.83.0.11`
  return `  ${name}: { ${way}, roles: [${roles.join(', ')}] }`
}
