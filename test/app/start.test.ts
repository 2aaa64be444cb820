/** `npm start` as a person uses it: the link, the page, Enter, Ctrl-C, and starting again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { spawn as spawnTerminal } from '@lydell/node-pty'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { freshBuild } from '../../scripts/freshBuild.ts'
import { complaints, testBrowser } from '../support/browser.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const START = join(ROOT, 'scripts', 'start.ts')
const browser = testBrowser()
const started: ChildProcess[] = []
let folder: string

beforeAll(() => freshBuild(['page']), 120_000)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-start-'))
})
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
})
afterAll(() => expect(started).toEqual([]))

function environment(): Record<string, string> {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...rest } = process.env
  return { ...(rest as Record<string, string>), XDG_DATA_HOME: folder, XDG_CONFIG_HOME: join(folder, 'config') }
}

interface Started {
  readonly child: ChildProcess
  readonly url: string
  readonly port: number
  readonly errors: () => string
}

async function start(...words: string[]): Promise<Started> {
  const child = spawn(process.execPath, [START, '--json', ...words], { cwd: ROOT, env: environment() })
  started.push(child)
  let errors = ''
  child.stderr.on('data', (text) => {
    errors += text
  })
  for await (const line of createInterface(child.stdout)) return { child, ...JSON.parse(line), errors: () => errors }
  throw new Error(`npm start ended before it said anything: ${errors}`)
}

async function interrupt({ child }: Started): Promise<number> {
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  const [status] = await ended
  return status
}

test('the link opens the app, whose page keeps to its own policy', async () => {
  const app = await start('--port', '0')
  const context = await browser.context()
  const page = await context.newPage()
  const heard = complaints(page)
  await page.goto(app.url)
  await page.getByText('Add my machines').first().waitFor()
  expect(new URL(page.url()).search).toBe('')
  expect(heard).toEqual([])
  expect(statSync(join(folder, 'stackstead')).mode & 0o777).toBe(0o700)
  const again = await (await browser.context()).newPage()
  expect((await again.goto(app.url))?.status()).toBe(403)
  expect(await interrupt(app)).toBe(0)
  expect(app.errors()).not.toContain(new URL(app.url).searchParams.get('token'))
})

test('an open page finds the app again after it was killed and started on the same port', async () => {
  const first = await start('--port', '0')
  const page = await (await browser.context()).newPage()
  await page.goto(first.url)
  const connected = page.getByText('Connected', { exact: true })
  await connected.waitFor()
  first.child.kill('SIGKILL')
  await connected.waitFor({ state: 'detached' })
  await start('--port', String(first.port))
  await connected.waitFor({ timeout: 20_000 })
})

test('a port that is taken is said so', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  try {
    await expect(start('--port', String(port))).rejects.toThrow('another program has it')
  } finally {
    other.close()
  }
})

test('a second app on the same data is told where the first one is open, and changes nothing', async () => {
  const first = await start('--port', '0')
  const place = `Stackstead is already open at http://127.0.0.1:${first.port} (process ${first.child.pid})`
  await expect(start('--port', '0')).rejects.toThrow(place)
  expect(await interrupt(first)).toBe(0)
  await start('--port', '0')
})

test('without a display it says so in one line, serves, and Enter prints another link', async () => {
  const terminal = spawnTerminal(process.execPath, [START, '--no-open'], { cwd: ROOT, env: environment(), cols: 200 })
  const ended = new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)))
  let said = ''
  terminal.onData((text) => {
    said += text
  })
  const links = () => [...said.matchAll(/http:\S+token=[\w-]+/g)].map(([link]) => link)
  try {
    await vi.waitFor(() => expect(links()).toHaveLength(1), { timeout: 20_000 })
    expect(said).toMatch(/^No window: this computer has no display\. Serving the same app to a browser instead\.\r\n/)
    terminal.write('\r')
    await vi.waitFor(() => expect(links()).toHaveLength(2), { timeout: 10_000 })
    const [old = '', fresh = ''] = links()
    expect((await fetch(old, { redirect: 'manual' })).status).toBe(403)
    expect((await fetch(fresh, { redirect: 'manual' })).status).toBe(303)
    terminal.write('\x03')
    expect(await ended).toBe(0)
  } finally {
    terminal.kill('SIGKILL')
  }
})

test.each([['--port', 'nonsense'], ['--nonsense'], ['word']])(
  'a mistake is answered with a remedy: %s %s',
  async (...words) => {
    await expect(start(...words)).rejects.toThrow(/Error: .+\n.+/)
  },
)
