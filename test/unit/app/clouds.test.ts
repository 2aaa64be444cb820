/** Clouds of the app: real folders and files, changed by the app and by others. */
import { mkdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type AppRoom, openAppRoom } from '../../support/appRoom.ts'
import { altered, SOUND_CLOUD } from '../../support/clouds.ts'
import { rejection } from '../../support/sshClient.ts'

describe('clouds of the app', () => {
  let room: AppRoom
  beforeEach(async () => {
    room = await openAppRoom()
  })
  afterEach(() => room[Symbol.asyncDispose]())

  it('begin with none, and with a name become a commented file', async () => {
    expect(await room.ask('clouds.list', {})).toEqual([])
    const made = await room.ask('clouds.create', { name: 'home' })
    expect(made).toMatchObject({ id: 'home', name: 'home', machines: 0, practice: false })
    expect(made.problems).toBeGreaterThan(0)
    const text = await readFile(made.file, 'utf8')
    expect(text).toMatch(/^# /)
    expect(parse(text)).toEqual({ name: 'home', machines: {} })
    expect((await stat(room.folder)).mode & 0o777).toBe(0o700)
    expect(await rejection(room.ask('clouds.create', { name: 'home' }))).toMatchObject({
      data: { code: 'invalid-input', message: 'There is a cloud home already.' },
    })
    // Digits only: a number to YAML, unless it is quoted.
    expect(await room.ask('clouds.create', { name: '2025' })).toMatchObject({ id: '2025' })
  })

  it('are written only over what the person has seen', async () => {
    const { file } = await room.ask('clouds.create', { name: 'home' })
    const first = await room.ask('clouds.read', { cloud: 'home' })
    const second = await room.ask('clouds.write', { cloud: 'home', text: SOUND_CLOUD, ...revisionOf(first) })
    expect(second.revision).not.toBe(first.revision)
    expect(await readFile(file, 'utf8')).toBe(SOUND_CLOUD)
    const late = room.ask('clouds.write', { cloud: 'home', text: 'name: other\n', ...revisionOf(first) })
    expect(await rejection(late)).toMatchObject({ data: { code: 'changed-elsewhere' } })
    // Before the watch has told of it, too.
    await writeFile(file, 'name: by-hand\n')
    const over = room.ask('clouds.write', { cloud: 'home', text: SOUND_CLOUD, ...revisionOf(second) })
    expect(await rejection(over)).toMatchObject({ data: { code: 'changed-elsewhere' } })
    expect(await readFile(file, 'utf8')).toBe('name: by-hand\n')
  })

  it('tell what others write, in place and by rename, in text and list', async () => {
    const { file } = await room.ask('clouds.create', { name: 'home' })
    const sees = (name: string) => room.until('clouds.text', { cloud: 'home' }, ({ text }) => text.includes(name))
    const inPlace = sees('in-place')
    await writeFile(file, 'name: in-place\n')
    await inPlace
    const listed = room.until('clouds.follow', {}, ([one]) => one?.name === 'home' && one.machines === 3)
    await writeFile(`${file}.new`, altered('settings: { nova: { cpuMode: host-model } }\n', ''))
    await rename(`${file}.new`, file)
    await sees('name: home')
    expect(await listed).toMatchObject([{ id: 'home', machines: 3, problems: 0 }])
  })

  it('elsewhere are opened where they are, once, and found again', async () => {
    const elsewhere = join(room.folder, '..', 'elsewhere')
    await mkdir(elsewhere)
    const file = join(elsewhere, 'cloud.yaml')
    await writeFile(file, SOUND_CLOUD)
    await room.ask('clouds.create', { name: 'home' })
    expect(await room.ask('clouds.open', { file: elsewhere })).toMatchObject({ id: 'home-2', name: 'home', file })
    expect(await room.ask('clouds.open', { file })).toMatchObject({ id: 'home-2' })
    room = await room.reopen()
    expect((await room.ask('clouds.list', {})).map(({ id }) => id)).toEqual(['home', 'home-2'])
    for (const wrong of ['cloud.yaml', join(elsewhere, 'none.yaml')])
      expect(await rejection(room.ask('clouds.open', { file: wrong }))).toMatchObject({
        data: { code: 'invalid-input' },
      })
  })

  it('are written through a symbolic link, which stays one', async () => {
    const [real, link] = [join(room.folder, 'real.yaml'), join(room.folder, 'link.yaml')]
    await writeFile(real, 'name: linked\n', { mode: 0o600 })
    await symlink(real, link)
    const { id } = await room.ask('clouds.open', { file: link })
    const before = await room.ask('clouds.read', { cloud: id })
    await room.ask('clouds.write', { cloud: id, text: SOUND_CLOUD, ...revisionOf(before) })
    expect(await readFile(real, 'utf8')).toBe(SOUND_CLOUD)
    expect((await stat(real)).mode & 0o777).toBe(0o600)
  })

  it('are forgotten without losing a file, and come back when opened', async () => {
    const { file } = await room.ask('clouds.create', { name: 'home' })
    await room.ask('clouds.forget', { cloud: 'home' })
    room = await room.reopen()
    expect(await room.ask('clouds.list', {})).toEqual([])
    expect(await readFile(file, 'utf8')).toContain('home')
    expect(await rejection(room.ask('clouds.read', { cloud: 'home' }))).toMatchObject({
      data: { code: 'invalid-input' },
    })
    expect(await rejection(room.ask('clouds.create', { name: 'home' }))).toMatchObject({
      data: { code: 'invalid-input' },
    })
    expect(await room.ask('clouds.open', { file })).toMatchObject({ id: 'home' })
  })

  it('are listed although a journal cannot be read, which is told', async () => {
    const { file } = await room.ask('clouds.create', { name: 'home' })
    await room.ask('clouds.create', { name: 'other' })
    const journal = join(dirname(file), '.stackstead', 'cloud', '20261122T160000Z-ab12-apply.jsonl')
    await mkdir(journal, { recursive: true })
    room = await room.reopen()
    const unread = { message: expect.stringContaining(journal) }
    const [home, other] = await room.ask('clouds.list', {})
    expect([home, other]).toMatchObject([{ id: 'home', unread }, { id: 'other' }])
    expect(other?.unread).toBeUndefined()
    // Each change of the text looks again.
    const seen = room.until('clouds.follow', {}, ([one]) => one?.name === 'renamed')
    await writeFile(file, 'name: renamed\n')
    expect((await seen)[0]).toMatchObject({ unread })
    expect(await rejection(room.ask('runs.list', { cloud: 'home' }))).toMatchObject({ data: unread })
  })

  it('are listed although the list itself is broken or a file has gone', async () => {
    await room.ask('clouds.create', { name: 'home' })
    await writeFile(
      join(room.folder, 'clouds.json'),
      '{ "opened": [ { "id": "../../x", "file": "/etc/passwd" } ], "forgotten": 3',
    )
    await mkdir(join(room.folder, 'clouds', 'empty'))
    room = await room.reopen()
    expect(await room.ask('clouds.list', {})).toMatchObject([{ id: 'empty', machines: 0, problems: 1 }, { id: 'home' }])
  })
})

function revisionOf({ revision }: { readonly revision: string }) {
  return { revision }
}
