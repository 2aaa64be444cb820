/** This computer as a machine. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { localTransport } from '../../../provisioner/adapters/localTransport.ts'
import { sh, withInput } from '../../../provisioner/core/command.ts'
import { rejection } from '../../support/sshClient.ts'

vi.setConfig({ testTimeout: 30_000 })

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-local-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const machine = localTransport('controller')
const asUser = { root: false } as const

test('words, input, status and streams are what they are', async () => {
  const word = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\0', '').toWellFormed())
  await fc.assert(
    fc.asyncProperty(fc.array(word), word, async (words, input) => {
      const command = withInput(sh`for w in ${words}; do printf '%s\0' "$w"; done; cat; echo no >&2; exit 4`, input)
      const result = await machine.exec(command, asUser)
      expect(result).toEqual({ status: 4, stdout: [...words, input].join('\0'), stderr: 'no\n' })
    }),
    { numRuns: 50 },
  )
})

test('abort stops a command with its children', async () => {
  const abort = new AbortController()
  const mark = join(folder, 'aborted')
  const onLine = () => abort.abort()
  const running = machine.exec(sh`(sleep 1; touch ${mark}) & echo up; wait`, {
    ...asUser,
    signal: abort.signal,
    onLine,
  })
  expect(await rejection(running)).toMatchObject({ data: { code: 'cancelled', machine: 'controller' } })
  await delay(1_200)
  await expect(stat(mark)).rejects.toThrow()
})

test('a signal is 128 + its number, a timeout an error', async () => {
  expect((await machine.exec(sh`kill -TERM $$`, asUser)).status).toBe(143)
  expect(await rejection(machine.exec(sh`sleep 20`, { ...asUser, timeout: 200 }))).toMatchObject({
    data: { code: 'command-failed' },
  })
})

test('forward reaches a port of this computer', async () => {
  const server = createServer((_request, response) => response.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const stream = await machine.forward('127.0.0.1', port)
  stream.write('GET / HTTP/1.0\r\n\r\n')
  let text = ''
  for await (const chunk of stream) text += Buffer.from(chunk).toString()
  expect(text).toMatch(/hello$/)
  server.close()
  expect(await rejection(machine.forward('127.0.0.1', 1))).toMatchObject({ data: { code: 'unreachable' } })
})

describe.skipIf(userInfo().uid !== 0)('as root', () => {
  test('files are put and read', async () => {
    const path = join(folder, 'a b', 'ü')
    await machine.exec(sh`mkdir ${join(folder, 'a b')}`)
    await machine.put(path, 'content', { owner: 'daemon', group: 'adm', mode: 0o640 })
    expect(await readFile(path, 'utf8')).toBe('content')
    const { mode, uid } = await stat(path)
    expect([mode & 0o777, uid]).toEqual([0o640, 1])
    expect(Buffer.from((await machine.get(path)) ?? '').toString()).toBe('content')
    expect(await machine.get(join(folder, 'missing'))).toBeUndefined()
  })

  test('round trips are counted', async () => {
    const here = localTransport('m')
    await here.exec(sh`true`)
    await here.get('/etc/hostname')
    expect(here.roundTrips).toBe(2)
  })
})
