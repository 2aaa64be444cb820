/** What the window's main process does for the app: secrets, the data folder, browser, clipboard, notifications. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildScripted, startWindow, type WindowUnderTest } from '../support/electronStandIn/windowUnderTest.ts'

let window: WindowUnderTest

beforeAll(buildScripted, 120_000)

describe('the surroundings of the app', () => {
  afterEach(() => window[Symbol.asyncDispose]())

  test('seal by the keyring of the desktop', async () => {
    window = await startWindow({ STAND_IN_KEYRING_KEY: 'mine' })
    await window.page()
    const sealed = await window.do('seal', 'pass word')
    expect(Buffer.from(sealed, 'hex').toString('latin1')).not.toContain('pass word')
    expect(sealed.startsWith('01')).toBe(true)
    expect(await window.do('open', sealed)).toBe('pass word')
    expect(existsSync(join(window.folder, 'config', 'stackstead', 'key'))).toBe(false)
    await expect(window.do('open', sealed.replace(/..$/, '00'))).rejects.toThrow('cannot be read')
  })

  test.each(['none', 'basic_text'])('seal by a key file of mode 0600 where the keyring is %s', async (keyring) => {
    window = await startWindow({ STAND_IN_KEYRING: keyring })
    await window.page()
    const sealed = await window.do('seal', 'pass word')
    const key = join(window.folder, 'config', 'stackstead', 'key')
    expect(statSync(key).mode & 0o777).toBe(0o600)
    expect(sealed.startsWith('02')).toBe(true)
    expect(await window.do('open', sealed)).toBe('pass word')
  })

  test('keep the folder to this user, and hand only web addresses to a browser', async () => {
    window = await startWindow()
    await window.page()
    expect(statSync(join(window.folder, 'stackstead')).mode & 0o777).toBe(0o700)
    await window.do('openExternal', 'http://127.0.0.1:8080/horizon')
    for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'smb://host/share', 'nonsense']) {
      await expect(window.do('openExternal', url)).rejects.toThrow('Only http and https')
    }
    await window.do('copy', 'a text')
    await window.do('notify', 'Deployed', 'office works')
    const state = await window.do('state')
    expect(state.opened).toEqual(['http://127.0.0.1:8080/horizon'])
    expect(state.copied).toEqual(['a text'])
    expect(state.notifications).toEqual([{ title: 'Deployed', body: 'office works' }])
  })
})
