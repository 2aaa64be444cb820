/** The key derived from a secret, judged by OpenSSH itself. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../../provisioner/adapters/localProcess.ts'
import { accessKey } from '../../../provisioner/components/firstUse/accessKey.ts'
import { reveal, Secret } from '../../../provisioner/core/secret.ts'

const keyOf = (text: string) => accessKey({ get: () => new Secret(text) })
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-key-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

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
