/** Credentials a form gave: at hand for logging in, kept once they have worked, let go once they were refused. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type CredentialStore, credentialStore } from '../../../electron/app/machines/credentials.ts'
import { reveal, Secret } from '../../../provisioner/core/secret.ts'

const VAULT = {
  seal: async (text: string) => Buffer.from(`sealed ${text}`),
  open: async (sealed: Uint8Array) => String(sealed).replace('sealed ', ''),
}

let folder: string
let store: CredentialStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-offered-'))
  store = credentialStore({ folder, vault: VAULT })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** As texts: what a connection would log in with. */
async function shown(machine = 'one', of = store) {
  const secrets = await of.secrets('home', machine)
  return Object.fromEntries(Object.entries(secrets).map(([kind, secret]) => [kind, reveal(secret)]))
}
const files = () => readdir(join(folder, 'credentials', 'home')).catch(() => [])
const proved = (secret: Secret | undefined) => store.proved(secret ?? new Secret(''))
const refused = (secret: Secret | undefined) => store.refused(secret ?? new Secret(''))
const keeps = (kinds: readonly string[], machine = 'one') =>
  vi.waitFor(async () => expect(await store.kinds('home', machine)).toEqual(kinds))

describe('what a form gave', () => {
  test('is logged in with at once, and is on no disk', async () => {
    await store.offer('home', 'one', { password: 'a', sudoPassword: 'b' })
    expect(await shown()).toEqual({ password: 'a', sudoPassword: 'b' })
    expect(await shown('two')).toEqual({})
    expect(await store.kinds('home', 'one')).toEqual([])
    expect(await files()).toEqual([])
  })

  test('is kept once it has worked, each for itself', async () => {
    await store.offer('home', 'one', { password: 'a', sudoPassword: 'b' })
    proved(store.offered('home', 'one').password)
    await keeps(['password'])
    expect(await shown()).toEqual({ password: 'a', sudoPassword: 'b' })
    await vi.waitFor(() => expect(Object.keys(store.offered('home', 'one'))).toEqual(['sudoPassword']))
    expect(await shown('one', credentialStore({ folder, vault: VAULT }))).toEqual({ password: 'a' })
  })

  test('is let go once it was refused; what was kept before is there again', async () => {
    await store.keep('home', 'one', { password: 'former' })
    await store.offer('home', 'one', { password: 'wrong', passphrase: 'p' })
    expect(await shown()).toEqual({ password: 'wrong', passphrase: 'p' })
    refused(store.offered('home', 'one').password)
    expect(await shown()).toEqual({ password: 'former', passphrase: 'p' })
    expect(await store.kinds('home', 'one')).toEqual(['password'])
  })

  test('stays when another secret, or one given before it, has worked or was refused', async () => {
    await store.offer('home', 'one', { password: 'first' })
    const { password: before } = store.offered('home', 'one')
    await store.offer('home', 'one', { password: 'second' })
    for (const stranger of [before, new Secret('second')]) {
      refused(stranger)
      proved(stranger)
    }
    expect(await shown()).toEqual({ password: 'second' })
    expect(await store.kinds('home', 'one')).toEqual([])
  })

  test('stays at hand where it cannot be written', async () => {
    const vault = { ...VAULT, seal: () => Promise.reject(new Error('no keyring')) }
    const unwritable = credentialStore({ folder, vault })
    await unwritable.offer('home', 'one', { password: 'a' })
    unwritable.proved(unwritable.offered('home', 'one').password ?? new Secret(''))
    // A change that comes after it in turn has ended: so has the one that failed.
    await unwritable.forget('home', 'two')
    expect(await shown('one', unwritable)).toEqual({ password: 'a' })
    expect(await files()).toEqual([])
  })

  test('an empty text takes back what was offered, and forgets what is kept, at once', async () => {
    await store.keep('home', 'one', { password: 'kept', sudoPassword: 's' })
    await store.offer('home', 'one', { password: 'new' })
    await store.offer('home', 'one', { password: '' })
    expect(await shown()).toEqual({ sudoPassword: 's' })
    expect(await store.kinds('home', 'one')).toEqual(['sudoPassword'])
  })

  test('follows a machine to its new name, where what was given last counts', async () => {
    await store.offer('home', 'one', { password: 'a', sudoPassword: 's' })
    await store.offer('home', 'two', { password: 'b' })
    const { sudoPassword } = store.offered('home', 'one')
    await store.rename('home', 'one', 'two')
    expect(await shown()).toEqual({})
    expect(await shown('two')).toEqual({ password: 'b', sudoPassword: 's' })
    proved(sudoPassword)
    await keeps(['sudoPassword'], 'two')
  })

  test.each(['one', undefined])('is forgotten with its machine, and with its cloud (%s)', async (machine) => {
    await store.offer('home', 'one', { password: 'a' })
    const { password } = store.offered('home', 'one')
    await store.forget('home', machine)
    proved(password)
    await store.forget('away')
    expect(await shown()).toEqual({})
    expect(await files()).toEqual([])
  })
})
