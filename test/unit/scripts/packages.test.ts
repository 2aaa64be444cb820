/** What electron-builder makes of electron-builder.yml, as far as it goes without Electron: the deb, and the command line in it. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { commandLine } from '../../../electron/shell/appFolder.ts'
import { freshBuild } from '../../../scripts/freshBuild.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-package-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the deb has all that its maker insists on', async () => {
  const { build, Platform } = await import('electron-builder')
  const packed = join(folder, 'packed')
  mkdirSync(join(packed, 'resources'), { recursive: true })
  writeFileSync(join(packed, 'stackstead'), '')
  let words: readonly string[] = []
  await build({
    targets: Platform.LINUX.createTarget('deb'),
    prepackaged: packed,
    config: { extends: 'electron-builder.yml', directories: { output: folder, buildResources: 'electron/assets' } },
    // Everything but the package itself, for which its maker would be downloaded.
    effectiveOptionComputed: async ([args]: [readonly string[]]) => {
      words = args
      return true
    },
  } as Parameters<typeof build>[0])
  const after = (option: string) => words[words.indexOf(option) + 1]
  expect(after('--name')).toBe('stackstead')
  expect(after('--url')).toMatch(/^https:/)
  expect(after('--maintainer')).toMatch(/<.+@.+>/)
  expect(words).toContain(`${packed}/=/opt/Stackstead`)
})

interface Config {
  readonly linux: { readonly extraResources: readonly { readonly from: string; readonly to: string }[] }
}

describe.runIf(process.platform === 'linux')('the command line of a package', () => {
  const resources = () => join(folder, 'resources')
  const archive = () => join(resources(), 'app.asar')
  const program = () => join(resources(), 'command-line', 'bin', 'stackstead')
  const run = (...words: string[]): string =>
    execFileSync(program(), words, { cwd: folder, encoding: 'utf8', env: { PATH: '/usr/bin:/bin', HOME: folder } })

  beforeAll(async () => {
    await freshBuild(['command line'])
    const { linux } = parse(readFileSync('electron-builder.yml', 'utf8')) as Config
    for (const { from, to } of linux.extraResources) cpSync(from, join(resources(), to), { recursive: true })
  })

  test('is what the window gives root to run, but from an AppImage', () => {
    expect(commandLine(archive(), {})).toEqual({ program: program() })
    expect(commandLine(archive(), { APPDIR: folder })).toEqual({})
    expect(commandLine(archive(), { APPDIR: join(folder, 'another') })).toEqual({ program: program() })
    expect(commandLine(join(folder, 'nothing', 'app.asar'), {})).toEqual({})
  })

  test('needs nothing beside it: neither a Node nor packages, and has its templates', () => {
    expect(run('--version')).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(JSON.parse(run('lab', 'status', '--json'))).toEqual([])
    run('init', '--layout', 'all-in-one', '--machine', 'one=192.168.1.10', '--user', 'you')
    expect(readFileSync(join(folder, 'cloud.yaml'), 'utf8')).toContain('192.168.1.10')
  })
})
