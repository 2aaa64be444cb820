/** A window under test: the bundled main process in a process of its own, its pages within reach of Playwright. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { freshBuild } from '../../../scripts/freshBuild.ts'
import { mainConfig, preloadConfig } from '../../../scripts/windowConfig.ts'
import type { Deeds } from './process.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')

/** At the depth of dist/electron, because the bundle finds page and templates from there. */
const SCRIPTED = join(ROOT, 'dist', 'electron-scripted')

type Done<D extends keyof Deeds> = Promise<Awaited<ReturnType<Deeds[D]>>>

export interface WindowUnderTest extends AsyncDisposable {
  readonly process: ChildProcess
  readonly folder: string
  /** The window's page; waits for it to be there. */
  page(): Promise<Page>
  do<D extends keyof Deeds>(deed: D, ...words: Parameters<Deeds[D]>): Done<D>
  /** Resolves to the exit status. */
  readonly ended: Promise<number | null>
}

/** Builds the page, and the main process with the scripted app in the place of the real one. */
export async function buildScripted(): Promise<void> {
  await freshBuild(['page'])
  const alias = [{ find: /^.*\/app\/openApp\.ts$/, replacement: join(import.meta.dirname, 'openApp.ts') }]
  await build({ root: ROOT, logLevel: 'error', ...mainConfig(SCRIPTED), resolve: { alias } })
  await build({ root: ROOT, logLevel: 'error', ...preloadConfig(SCRIPTED) })
}

/** @param main bundled main process; the scripted one unless another is given */
export async function startWindow(
  environment: NodeJS.ProcessEnv = {},
  main = join(SCRIPTED, 'main.js'),
): Promise<WindowUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'stackstead-window-'))
  const env = {
    ...process.env,
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    STAND_IN_FOLDER: folder,
  }
  const child = fork(join(import.meta.dirname, 'process.ts'), [main], {
    env: { ...env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
  })
  const ended = once(child, 'exit').then(([status]) => status as number | null)
  const waiting = new Map<number, (message: { value?: unknown; error?: string }) => void>()
  let next = 1
  let browser: Browser | undefined
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message: { id?: number; ready?: true; value?: unknown; error?: string }) => {
      if (message.ready) resolve()
      else waiting.get(message.id ?? 0)?.(message)
    })
  })
  await Promise.race([ready, ended])
  const deed = <D extends keyof Deeds>(name: D, ...words: Parameters<Deeds[D]>): Done<D> =>
    new Promise((resolve, reject) => {
      const id = next
      next += 1
      waiting.set(id, ({ value, error }) => (error === undefined ? resolve(value as never) : reject(new Error(error))))
      child.send({ id, deed: name, words })
    })
  return {
    process: child,
    folder,
    ended,
    do: deed,
    async page() {
      browser ??= await chromium.connectOverCDP((await deed('endpoint')) ?? '')
      const [context] = browser.contexts()
      if (context === undefined) throw new Error('Chromium has no context.')
      const page = context.pages()[0] ?? (await context.waitForEvent('page'))
      await page.waitForURL('http://stackstead.localhost/**')
      return page
    },
    async [Symbol.asyncDispose]() {
      await browser?.close().catch(() => undefined)
      if (child.connected) child.disconnect()
      await ended
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
