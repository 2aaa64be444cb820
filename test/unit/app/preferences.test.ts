/** Preferences on disk: only what is given changes, and nothing broken does harm. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AppRoom, openAppRoom } from '../../support/appRoom.ts'
import { rejection } from '../../support/sshClient.ts'

const DEFAULTS = { theme: 'system', density: 'compact', railCollapsed: false, notifications: true, tables: {} }

describe('preferences', () => {
  let room: AppRoom
  beforeEach(async () => {
    room = await openAppRoom()
  })
  afterEach(() => room[Symbol.asyncDispose]())
  const file = () => join(room.folder, 'preferences.json')

  it('have defaults, change one at a time and stay', async () => {
    expect(await room.ask('preferences.read', {})).toEqual(DEFAULTS)
    await room.ask('preferences.write', { theme: 'dark', tables: { machines: { width: 3, 'a.b': null } } })
    await room.ask('preferences.write', { railCollapsed: true })
    room = await room.reopen()
    expect(await room.ask('preferences.read', {})).toEqual({
      ...DEFAULTS,
      theme: 'dark',
      railCollapsed: true,
      tables: { machines: { width: 3, 'a.b': null } },
    })
    expect((await stat(file())).mode & 0o777).toBe(0o600)
  })

  it('lose only what is broken', async () => {
    await writeFile(file(), JSON.stringify({ theme: 'purple', density: 'comfortable', cloud: '../x', unknown: 1 }))
    expect(await room.ask('preferences.read', {})).toEqual({ ...DEFAULTS, density: 'comfortable' })
    await room.ask('preferences.write', { theme: 'light' })
    expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual({ ...DEFAULTS, density: 'comfortable', theme: 'light' })
    await writeFile(file(), '{ half a fi')
    room = await room.reopen()
    expect(await room.ask('preferences.read', {})).toEqual(DEFAULTS)
  })

  it('refuse what they do not know', async () => {
    expect(await rejection(room.ask('preferences.write', { theme: 'purple' as 'dark' }))).toMatchObject({
      data: { code: 'invalid-input', message: expect.stringContaining('theme:') },
    })
  })
})
