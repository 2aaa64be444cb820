/** What is noted on a machine before it is changed: the scripts run in a folder, with real files. */
import { mkdirSync, statSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { manifestState } from '../../../provisioner/facts/manifest.ts'
import { noteBefore, noteFile } from '../../../provisioner/steps/manifest.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

vi.setConfig({ testTimeout: 60_000 })

/** A machine whose dpkg owns nothing, and that has root only. */
function machine(): StandInMachine {
  const made = new StandInMachine()
  made.program('dpkg', 'exit 1')
  made.program('dpkg-query')
  made.program('getent', 'echo root:x:0:')
  return made
}

describe('before a file is written', () => {
  test('its path and the folders it needs are noted and made, for everybody to enter', () => {
    using one = machine()
    const path = one.path('/etc/new/deep/a.conf')
    expect(one.run(noteFile(path))).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(statSync(one.path('/etc/new/deep')).mode & 0o777).toBe(0o755)
    expect(statSync(one.path('/manifest/original')).mode & 0o777).toBe(0o700)
    const state = one.facts([manifestState])(manifestState)
    expect(state.files).toEqual([{ path, original: false, present: false }])
    expect(state.folders).toEqual(['/etc', '/etc/new', '/etc/new/deep'].map((folder) => one.path(folder)))
  })

  test('a second time notes nothing twice, and keeps what was there at the first', () => {
    using one = machine()
    const path = one.write('/etc/a.conf', 'of the person\n')
    one.run(noteFile(path))
    one.write('/etc/a.conf', 'ours\n')
    one.run(noteFile(path))
    expect(one.read('/manifest/files')).toBe(`${path}\n`)
    expect(one.read(`/manifest/original${path}`)).toBe('of the person\n')
    expect(one.facts([manifestState])(manifestState).folders).toEqual([])
  })

  test.each([
    ['nova-common', false],
    ["the person's package", true],
  ])('of a file that came with %s the original is kept: %s', (owner, kept) => {
    using one = machine()
    one.program('dpkg', `echo "${owner}: $2"`)
    one.write('/manifest/packages', 'nova-common\n')
    const path = one.write('/etc/nova/policy.yaml', 'x\n')
    one.run(noteFile(path))
    expect(one.read(`/manifest/original${path}`)).toBe(kept ? 'x\n' : undefined)
  })

  test('any name a file can have is noted as it is', () => {
    using one = machine()
    // A line break would be two lines of the manifest; no file of a plan has one.
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => !/[/\0\n\t\r]/.test(text) && !['.', '..'].includes(text) && Buffer.byteLength(text) < 200)
      .filter((text) => text.trim() === text && !text.includes('\\'))
    fc.assert(
      fc.property(name, name, (folder, file) => {
        const path = one.path(`/odd/-${folder}/${file}`)
        expect(one.run(noteFile(path))).toEqual({ status: 0, stdout: '', stderr: '' })
        expect(
          one
            .facts([manifestState])(manifestState)
            .files.map((entry) => entry.path),
        ).toContain(path)
        expect(statSync(one.path(`/odd/-${folder}`)).isDirectory()).toBe(true)
      }),
      { numRuns: 25 },
    )
  })
})

describe('before packages come', () => {
  test('accounts are noted once; folders when they are first named, whether there or not', () => {
    using one = machine()
    mkdirSync(one.path('/var/lib/mysql'), { recursive: true })
    const [there, absent, later] = ['/var/lib/mysql', '/var/lib/nova', '/var/lib/glance'].map((path) => one.path(path))
    expect(one.run(noteBefore([there ?? '', absent ?? ''])).status).toBe(0)
    mkdirSync(one.path('/var/lib/nova'))
    mkdirSync(one.path('/var/lib/glance'))
    one.program('getent', 'printf "root:x:0:\\nnova:x:64060:\\nperson:x:1000:\\nmysql:x:104:\\n"')
    expect(one.run(noteBefore([there ?? '', absent ?? '', later ?? ''])).status).toBe(0)
    const state = one.facts([manifestState])(manifestState)
    expect(state.ownFolders).toEqual([absent])
    expect(state.users).toEqual(['mysql', 'nova'])
    expect(state.groups).toEqual(['mysql', 'nova'])
  })

  test('a folder is told apart from one whose name begins like it', () => {
    using one = machine()
    const [longer, shorter] = [one.path('/var/lib/nova-old'), one.path('/var/lib/nova')]
    mkdirSync(longer, { recursive: true })
    one.run(noteBefore([longer]))
    one.run(noteBefore([shorter]))
    expect(one.facts([manifestState])(manifestState).ownFolders).toEqual([shorter])
  })
})

test('a machine Stackstead never changed has no manifest', () => {
  using one = machine()
  one.run({ script: 'rmdir manifest' })
  expect(one.facts([manifestState])(manifestState)).toMatchObject({ exists: false, files: [], packages: [], users: [] })
})
