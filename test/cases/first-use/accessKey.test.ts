/** The key derived from a secret, judged by OpenSSH itself. */
import { createHash } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../../provisioner/adapters/localProcess.ts'
import { accessKey } from '../../../provisioner/components/firstUse/accessKey.ts'
import { type SshKeyPair, sshKeyPair } from '../../../provisioner/components/sshKeyPair.ts'
import { reveal, Secret } from '../../../provisioner/core/secret.ts'

const keyOf = (text: string) => accessKey({ get: () => new Secret(text) })
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-key-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a key made before is made again: clouds have its public half, and nobody has the private one but by its secret', () => {
  const hash = (pair: SshKeyPair): string =>
    createHash('sha256')
      .update(`${pair.publicKey}${reveal(pair.privateKey)}`)
      .digest('hex')
  expect(hash(keyOf('one'))).toBe('f72bbd6e233b733baf9a37e6f18d78bfa5e7db1591ab9b14fa98dfe4f2466b3a')
  expect(hash(sshKeyPair(new Secret('one'), 'nova'))).toBe(
    'acc64e254f1fa59412208ace00688afbd3e6c65e59c60436392e3d78d5e87cc8',
  )
  expect(hash(sshKeyPair(new Secret('one'), 'a longer comment'))).toBe(
    '64cd34bee09fc0d815624b8dff22fdaf9c7f9a4289643062e865914f37e94fde',
  )
})

describe.each(['Qa5', 'x'.repeat(32), 'with "quotes", $() and ü'])('the key of %s', (text) => {
  const key = keyOf(text)

  test('is read by ssh-keygen, which finds the same public half', async () => {
    const file = join(folder, 'key')
    await writeFile(file, reveal(key.privateKey))
    await chmod(file, 0o600)
    const { status, stdout, stderr } = await runProgram('ssh-keygen', ['-y', '-f', file], { input: '' })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout.trim()).toBe(key.publicKey)
  })

  test('is the same each time, and another for another secret', () => {
    expect(reveal(keyOf(text).privateKey)).toBe(reveal(key.privateKey))
    expect(keyOf(`${text}.`).publicKey).not.toBe(key.publicKey)
  })

  test('does not show itself', () => {
    expect(JSON.stringify(key)).not.toContain('PRIVATE')
  })
})
