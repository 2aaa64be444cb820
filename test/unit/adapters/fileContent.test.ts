/** Content of a file of this computer: what ends it before or while it is read ends only that. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileContent } from '../../../provisioner/adapters/fileContent.ts'

let folder = ''
let file = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-content-'))
  file = join(folder, 'disk')
  await writeFile(file, 'a disk')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const whole = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test('its bytes, and how many they are', async () => {
  const { bytes, length } = await fileContent(file)
  expect([length, await whole(bytes)]).toEqual([6, 'a disk'])
})

test('aborted before anybody read, no process ends by it, and who reads then is told', async () => {
  const unheard: unknown[] = []
  const hear = (error: unknown): void => void unheard.push(error)
  process.on('uncaughtException', hear)
  for (const when of ['before', 'after'] as const) {
    const stop = new AbortController()
    if (when === 'before') stop.abort()
    const { bytes } = await fileContent(file, stop.signal)
    stop.abort()
    for (let turns = 0; turns < 5; turns++) await turn()
    await expect(whole(bytes)).rejects.toThrow(/abort/i)
  }
  process.off('uncaughtException', hear)
  expect(unheard).toEqual([])
})

test('a folder, an empty file and none are said so', async () => {
  await writeFile(join(folder, 'empty'), '')
  await expect(fileContent(folder)).rejects.toThrow(/it is no file/)
  await expect(fileContent(join(folder, 'empty'))).rejects.toThrow(/it is empty/)
  await expect(fileContent(join(folder, 'none'))).rejects.toThrow(/cannot be read/)
})
