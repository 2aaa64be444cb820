/** What the served app uses of this computer: clipboard and browser by what is there, secrets by a key file, nothing by argv. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPage } from '../../../electron/serve/openPage.ts'
import { startOptions } from '../../../electron/serve/options.ts'
import { browserProgram, clipboardProgram, runQuietly, type Surroundings } from '../../../electron/serve/programs.ts'
import { dataFolder } from '../../../electron/shell/appFolder.ts'
import { webAddress } from '../../../electron/shell/webAddress.ts'
import { keyVault } from '../../../provisioner/index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-host-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A program of this test's own that notes its words and its standard input. */
function program(name: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\nprintf '%s\\n' "$@" > ${folder}/words\ncat > ${folder}/input\n`)
  chmodSync(join(folder, name), 0o755)
}

const linux = (environment: NodeJS.ProcessEnv): Surroundings => ({
  platform: 'linux',
  environment: { PATH: folder, ...environment },
})

test.each<[string[], NodeJS.ProcessEnv, string | undefined]>([
  [['wl-copy', 'xclip', 'xsel'], { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, 'wl-copy'],
  [['wl-copy', 'xclip', 'xsel'], { DISPLAY: ':0' }, 'xclip'],
  [['xsel'], { DISPLAY: ':0' }, 'xsel'],
  [['wl-copy', 'xclip', 'xsel'], {}, undefined],
  [[], { DISPLAY: ':0' }, undefined],
])('of %j under %j the clipboard is %s', (there, environment, expected) => {
  for (const name of there) program(name)
  expect(clipboardProgram(linux(environment))?.[0]).toBe(expected)
})

test('a copied text goes by standard input, never as a word', async () => {
  program('xclip')
  const words = clipboardProgram(linux({ DISPLAY: ':0' })) ?? ['nothing']
  await runQuietly([join(folder, words[0]), ...words.slice(1)], 'pass word')
  expect(readFileSync(join(folder, 'input'), 'utf8')).toBe('pass word')
  expect(readFileSync(join(folder, 'words'), 'utf8')).not.toContain('pass word')
  await expect(runQuietly([join(folder, 'missing')])).rejects.toThrow('failed')
})

test('a browser is opened where somebody sees it, and without the link among its words', async () => {
  expect(browserProgram(linux({ DISPLAY: ':0' }))).toBeUndefined()
  program('xdg-open')
  expect(browserProgram(linux({}))).toBeUndefined()
  const before = process.env.PATH
  process.env.PATH = `${folder}:${before}`
  try {
    const link = 'http://127.0.0.1:8417/?token=abc'
    const page = await openPage(link, folder, linux({ DISPLAY: ':0' }))
    expect(page.opened).toBe(true)
    expect(readFileSync(join(folder, 'words'), 'utf8')).toBe(`file://${folder}/open.html\n`)
    expect(readFileSync(join(folder, 'open.html'), 'utf8')).toContain(link)
    expect(statSync(join(folder, 'open.html')).mode & 0o777).toBe(0o600)
    await page[Symbol.asyncDispose]()
    expect(existsSync(join(folder, 'open.html'))).toBe(false)
  } finally {
    process.env.PATH = before
  }
})

test.each(['file:///etc/passwd', 'javascript:alert(1)', 'vscode://x', 'nonsense'])('%s is not opened', (url) => {
  expect(() => webAddress(url)).toThrow('Only http and https')
})

test('the vault opens what it sealed, and nothing that was changed or sealed by another key', async () => {
  const [mine, theirs] = [keyVault(join(folder, 'mine')), keyVault(join(folder, 'theirs'))]
  const sealed = await mine.seal('pass word')
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('pass')
  expect(await mine.open(sealed)).toBe('pass word')
  expect(statSync(join(folder, 'mine')).mode & 0o777).toBe(0o600)
  await expect(theirs.open(sealed)).rejects.toThrow('is missing')
  await theirs.seal('other')
  await expect(theirs.open(sealed)).rejects.toThrow('does not fit')
  await expect(mine.open(sealed.map((byte, at) => (at === 20 ? byte ^ 1 : byte)))).rejects.toThrow('does not fit')
  await expect(mine.open(sealed.subarray(0, 10))).rejects.toThrow('damaged')
})

test('options: a port or --json means to serve; what nobody knows is refused', () => {
  expect(startOptions([])).toEqual({ serve: false, port: undefined, open: true, json: false, help: false })
  expect(startOptions(['--port', '0', '--no-open'])).toMatchObject({ serve: true, port: 0, open: false })
  expect(startOptions(['--json'])).toMatchObject({ serve: true, json: true })
  for (const words of [['--port', '65536'], ['--port', '-1'], ['--port', 'x'], ['--what'], ['word']]) {
    expect(() => startOptions(words)).toThrow()
  }
})

test('data lies where the platform keeps it', () => {
  expect(dataFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/stackstead')
  expect(dataFolder({}, 'linux')).toMatch(/\/\.local\/share\/stackstead$/)
  expect(dataFolder({}, 'darwin')).toMatch(/Library\/Application Support\/stackstead$/)
})
