/** What electron-builder makes of electron-builder.yml, with a stand-in for Electron's binary: the folder, what the deb says, and the command line in it. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, Platform } from 'electron-builder'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { commandLine } from '../../../electron/shell/appFolder.ts'
import { freshBuild } from '../../../scripts/freshBuild.ts'
import { afterPack, type Packed } from '../../../scripts/setFuses.ts'
import { electronBinary } from '../../support/electronBinary.ts'

// Niced beside other work it takes minutes; alone, seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 600_000 })

describe.runIf(process.platform === 'linux')('a package for Linux', () => {
  let folder: string
  /** What the maker of the deb is told. */
  let words: readonly string[] = []
  const resources = () => join(folder, 'linux-unpacked', 'resources')
  const archive = () => join(resources(), 'app.asar')
  const program = () => join(resources(), 'command-line', 'bin', 'stackstead')

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stackstead-package-'))
    const electron = join(folder, 'electron')
    mkdirSync(electron)
    writeFileSync(join(electron, 'electron'), electronBinary())
    await freshBuild(['window', 'command line'])
    await build({
      targets: Platform.LINUX.createTarget('deb'),
      config: {
        extends: 'electron-builder.yml',
        electronDist: electron,
        directories: { output: folder, buildResources: 'electron/assets' },
        afterPack: (context) => afterPack(context as unknown as Packed),
      },
      // Everything but the deb itself, for which its maker would be downloaded.
      effectiveOptionComputed: async ([args]: [readonly string[]]) => {
        words = args
        return true
      },
    } as Parameters<typeof build>[0])
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('tells the maker of the deb all that it insists on', () => {
    const after = (option: string) => words[words.indexOf(option) + 1]
    expect(after('--name')).toBe('stackstead')
    expect(after('--url')).toMatch(/^https:/)
    expect(after('--maintainer')).toMatch(/<.+@.+>/)
    expect(words).toContain(`${join(folder, 'linux-unpacked')}/=/opt/Stackstead`)
  })

  test('has in its archive what the window reads from it', () => {
    const paths = inArchive(archive())
    for (const wanted of [
      'package.json',
      'dist/electron/main.js',
      'dist/electron/preload.cjs',
      'electron/assets/tray.png',
    ])
      expect(paths).toContain(wanted)
    for (const wanted of [
      'templates/recipes/web-server.yaml',
      'templates/clouds/all-in-one.yaml',
      'node_modules/ssh2/package.json',
    ])
      expect(paths).toContain(wanted)
    expect(paths.filter((path) => path.startsWith('templates/files/nova/'))).not.toEqual([])
  })

  test('gives root a command line to run, but from an AppImage, into which root cannot look', () => {
    expect(commandLine(archive(), {})).toEqual({ program: program() })
    expect(commandLine(archive(), { APPDIR: join(folder, 'linux-unpacked') })).toEqual({})
    expect(commandLine(archive(), { APPDIR: join(folder, 'another') })).toEqual({ program: program() })
    expect(commandLine(join(folder, 'nothing', 'app.asar'), {})).toEqual({})
  })

  test('has a command line that needs nothing beside it: neither a Node nor packages nor templates', () => {
    const run = (...given: string[]): string =>
      execFileSync(program(), given, { cwd: folder, encoding: 'utf8', env: { PATH: '/usr/bin:/bin', HOME: folder } })
    expect(run('--version')).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(JSON.parse(run('lab', 'status', '--json'))).toEqual([])
    run('init', '--layout', 'all-in-one', '--machine', 'one=192.168.1.10', '--user', 'you')
    expect(readFileSync(join(folder, 'cloud.yaml'), 'utf8')).toContain('192.168.1.10')
  })
})

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>
}

/** Paths of an archive, from its index: JSON behind four numbers, the last of them its length. */
function inArchive(file: string): readonly string[] {
  const bytes = readFileSync(file)
  const index = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as Entry
  const below = (entry: Entry, path: string): string[] =>
    entry.files === undefined
      ? [path]
      : Object.entries(entry.files).flatMap(([name, one]) => below(one, join(path, name)))
  return below(index, '')
}
