/** Secrets at rest: unreadable without their key, and never lost to a new one. */
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readEncrypted, writeEncrypted } from '../../../provisioner/adapters/encryptedFile.ts'
import { rejection } from '../../support/sshClient.ts'

let folder = ''
let path = ''
let key = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-secrets-'))
  path = join(folder, 'secrets')
  key = join(folder, 'config', 'key')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('any record comes back as it was', async () => {
  const records = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))
  await fc.assert(
    fc.asyncProperty(records, async (record) => {
      await writeEncrypted(path, record, key)
      expect(await readEncrypted(path, key)).toEqual(record)
    }),
    { numRuns: 25 },
  )
})

test('neither file shows the secret, both are for their owner only', async () => {
  await writeEncrypted(path, { 'keystone/admin': 'canary-5f3a' }, key)
  for (const file of [path, key]) {
    expect(await readFile(file, 'utf8')).not.toContain('canary')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  }
})

test('no file is no record, and makes no key', async () => {
  expect(await readEncrypted(path, key)).toBeUndefined()
  await expect(stat(key)).rejects.toThrow()
})

test('writing the same twice gives different bytes', async () => {
  await writeEncrypted(path, { a: 'b' }, key)
  const first = await readFile(path, 'utf8')
  await writeEncrypted(path, { a: 'b' }, key)
  expect(await readFile(path, 'utf8')).not.toBe(first)
})

test('a missing key is named, and neither reading nor writing makes another', async () => {
  await writeEncrypted(path, { a: 'b' }, key)
  const before = await readFile(path)
  await rm(key)
  for (const attempt of [() => readEncrypted(path, key), () => writeEncrypted(path, { c: 'd' }, key)]) {
    const error = await rejection(attempt())
    expect(error).toMatchObject({ data: { code: 'invalid-input', remedy: expect.stringContaining(key) } })
    expect(error).toMatchObject({ message: expect.stringContaining('is missing') })
  }
  expect(await readFile(path)).toEqual(before)
  await expect(stat(key)).rejects.toThrow()
})

test('the key of another computer is refused and the file stays', async () => {
  const other = join(folder, 'other')
  await writeEncrypted(path, { a: 'b' }, key)
  await writeEncrypted(join(folder, 'else'), { a: 'b' }, other)
  const before = await readFile(path)
  await copyFile(other, key)
  expect(await rejection(writeEncrypted(path, {}, key))).toMatchObject({
    message: expect.stringContaining('does not fit'),
  })
  expect(await readFile(path)).toEqual(before)
})

test('a changed or cut file is refused', async () => {
  await writeEncrypted(path, { a: 'b' }, key)
  const [head, body = ''] = (await readFile(path, 'utf8')).split('\n')
  const bytes = Buffer.from(body, 'base64')
  bytes[20] = (bytes[20] ?? 0) ^ 1
  await writeFile(path, `${head}\n${bytes.toString('base64')}\n`)
  expect(await rejection(readEncrypted(path, key))).toMatchObject({ data: { code: 'invalid-input' } })
  await writeFile(path, `${head}\nAAAA\n`)
  expect(await rejection(readEncrypted(path, key))).toMatchObject({ message: expect.stringContaining('damaged') })
  await writeFile(path, 'password: 1234\n')
  expect(await rejection(readEncrypted(path, key))).toMatchObject({ message: expect.stringContaining('not a secrets') })
})

test('two first writers at once agree on one key', async () => {
  const paths = Array.from({ length: 8 }, (_, index) => join(folder, `secrets-${index}`))
  await Promise.all(paths.map((one) => writeEncrypted(one, { name: one }, key)))
  for (const one of paths) expect(await readEncrypted(one, key)).toEqual({ name: one })
})
