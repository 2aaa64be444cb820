/** Files that are written only where there is none. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeNew } from '../../../provisioner/adapters/localFiles.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-new-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('of many at once one is written, whole and with its mode, and nothing is left beside it', async () => {
  const file = join(folder, 'note')
  const texts = Array.from({ length: 12 }, (_, index) => `${index}`.repeat(10_000))
  const written = await Promise.all(texts.map((text) => writeNew(file, text, 0o600)))
  expect(written.filter(Boolean)).toHaveLength(1)
  expect(await readFile(file, 'utf8')).toBe(texts[written.indexOf(true)])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['note'])
})

test('one that cannot be written says why', async () => {
  await expect(writeNew(join(folder, 'missing', 'note'), '', 0o600)).rejects.toMatchObject({
    data: { code: 'invalid-input', message: expect.stringContaining('its folder does not exist') },
  })
})
