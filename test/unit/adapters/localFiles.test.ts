/** Local files survive what happens to files. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  appendLines,
  privateFolder,
  readLines,
  readText,
  writeWhole,
} from '../../../provisioner/adapters/localFiles.ts'
import { rejection } from '../../support/sshClient.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a file is replaced whole, with its mode, and nothing else stays behind', async () => {
  const path = join(folder, 'cloud.yaml')
  await writeWhole(path, 'old')
  await writeWhole(path, 'new', 0o600)
  expect(await readText(path)).toBe('new')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['cloud.yaml'])
})

test('a folder in its place is refused and no temporary file stays', async () => {
  await privateFolder(join(folder, 'taken'))
  await writeFile(join(folder, 'taken', 'x'), '')
  const error = await rejection(writeWhole(join(folder, 'taken'), 'text'))
  expect(error).toMatchObject({ data: { code: 'invalid-input', message: expect.stringContaining('it is a folder') } })
  expect(await readdir(folder)).toEqual(['taken'])
})

test('a missing folder is named in plain words', async () => {
  const error = await rejection(writeWhole(join(folder, 'no/such/file'), 'text'))
  expect(error).toMatchObject({ data: { message: expect.stringContaining('its folder does not exist') } })
})

test('a file that does not exist reads as undefined, a folder is an error', async () => {
  expect(await readText(join(folder, 'nothing'))).toBeUndefined()
  expect(await rejection(readText(folder))).toMatchObject({ data: { message: expect.stringContaining('a folder') } })
})

test('private folders are for their owner only', async () => {
  await privateFolder(join(folder, 'a/b'))
  expect((await stat(join(folder, 'a/b'))).mode & 0o777).toBe(0o700)
})

test('appended values come back in order, also when many are appended at once', async () => {
  const path = join(folder, 'journal')
  const numbers = Array.from({ length: 50 }, (_, index) => index)
  {
    await using file = await appendLines(path)
    await Promise.all(numbers.map((number) => file.append({ number })))
  }
  expect(await readLines(path)).toEqual(numbers.map((number) => ({ number })))
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('a line torn by a crash is passed over and does not spoil what is appended later', async () => {
  const path = join(folder, 'journal')
  await writeFile(path, '{"a":1}\n{"b":')
  {
    await using file = await appendLines(path)
    await file.append({ c: 3 })
  }
  expect(await readLines(path)).toEqual([{ a: 1 }, { c: 3 }])
  expect(await readFile(path, 'utf8')).toBe('{"a":1}\n{"b":\n{"c":3}\n')
})
