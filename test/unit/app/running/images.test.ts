/** Images on their way into a cloud, with how far they are; Glance is a stand-in. */
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { transferRate } from '../../../../electron/app/images/transferRate.ts'
import type { ImageTransfer } from '../../../../electron/contract/index.ts'
import { type AppRoom, openAppRoom } from '../../../support/appRoom.ts'
import { FakeCloud, PASSWORD, type Reply } from '../../../support/fakeCloud.ts'
import { rejection } from '../../../support/sshClient.ts'

const WORK = { cloud: 'work' }
const CONTENT = Buffer.alloc(3_000_000, 'bytes of an image ')
const SHA256 = createHash('sha256').update(CONTENT).digest('hex')
const SHA512 = createHash('sha512').update(CONTENT).digest('hex')
const IMAGE = { name: 'disk <b>', format: 'qcow2' } as const

let cloud: FakeCloud
let room: AppRoom
let file: string
let refusal: Reply | undefined

beforeEach(async () => {
  refusal = undefined
  const at = '2026-11-22T10:00:00Z'
  const row = { id: 'i1', name: 'disk', status: 'active', visibility: 'private', created_at: at, updated_at: at }
  cloud = await FakeCloud.start({
    'POST /v2/images': [{ status: 201, body: { id: 'i1' } }],
    'PUT /v2/images/i1/file': () => refusal ?? { status: 204 },
    'GET /v2/images/i1': [{ body: { ...row, os_hash_algo: 'sha512', os_hash_value: SHA512 } }],
    'DELETE /v2/images/i1': [{ status: 204 }],
  })
  room = await openAppRoom()
  const auth = { auth_url: `${cloud.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
  const clouds = join(room.folder, '..', 'clouds.yaml')
  await writeFile(clouds, JSON.stringify({ clouds: { lab: { auth, region_name: 'RegionOne' } } }))
  await room.ask('running.connect', { name: 'work', file: clouds, entry: 'lab' })
  file = join(room.folder, '..', 'disk.qcow2')
  await writeFile(file, CONTENT)
})
afterEach(async () => {
  await room[Symbol.asyncDispose]()
  await cloud[Symbol.asyncDispose]()
})

/** The transfer once it is in one of these states. */
async function ended(id: string, ...states: readonly ImageTransfer['state'][]): Promise<ImageTransfer> {
  const find = (list: readonly ImageTransfer[]) => list.find((one) => one.id === id && states.includes(one.state))
  const found = find(await room.until('images.transfers', WORK, (list) => find(list) !== undefined))
  if (found === undefined) throw new Error('told, and not there')
  return found
}

test('a file arrives whole, compared with its checksum, and is told of as a job', async () => {
  const { transfer } = await room.ask('images.upload', { ...WORK, file, image: IMAGE, checksum: { value: SHA256 } })
  expect(await ended(transfer, 'done', 'failed')).toMatchObject({
    ...{ name: 'disk <b>', from: file, state: 'done', image: 'i1', sent: CONTENT.length, total: CONTENT.length },
  })
  expect(cloud.asked.find(({ method }) => method === 'PUT')?.body).toBe(CONTENT.toString())
  const [job] = await room.until('jobs.follow', {}, ([first]) => first?.state === 'done')
  expect(job).toMatchObject({ kind: 'image', cloud: 'work', title: 'Upload disk <b>', progress: 1 })
})

test('what is not as it should be is deleted again and says why', async () => {
  const wrong = SHA256.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
  const { transfer } = await room.ask('images.upload', { ...WORK, file, image: IMAGE, checksum: { value: wrong } })
  expect(await ended(transfer, 'done', 'failed')).toMatchObject({ state: 'failed', error: { code: 'invalid-input' } })
  expect(cloud.calls).toContain('DELETE /v2/images/i1')
})

test('cancelled in the middle, nothing is left', async () => {
  // Glance away: the upload waits to be tried again.
  refusal = { hangUp: true }
  const { transfer } = await room.ask('images.upload', { ...WORK, file, image: IMAGE })
  await expect.poll(() => cloud.calls.some((call) => call.startsWith('PUT'))).toBe(true)
  await room.ask('images.cancel', { ...WORK, transfer })
  expect(await ended(transfer, 'done', 'failed', 'cancelled')).toMatchObject({ state: 'cancelled' })
  expect(cloud.calls).toContain('DELETE /v2/images/i1')
})

test('a path that is not whole, one that leads nowhere, and what is no checksum', async () => {
  const upload = (more: object) => room.ask('images.upload', { ...WORK, file, image: IMAGE, ...more })
  expect(await rejection(upload({ file: 'disk.qcow2' }))).toMatchObject({ data: { code: 'invalid-input' } })
  expect(await rejection(upload({ checksum: { value: 'abc' } }))).toMatchObject({ data: { code: 'invalid-input' } })
  const { transfer } = await upload({ file: `${file}.gone` })
  expect(await ended(transfer, 'done', 'failed')).toMatchObject({ state: 'failed', error: { code: 'invalid-input' } })
  for (const url of ['file:///etc/passwd', 'ftp://somewhere/disk', 'disk'])
    expect(await rejection(room.ask('images.importUrl', { ...WORK, url, image: IMAGE }))).toMatchObject({
      data: { code: 'invalid-input' },
    })
})

test('the catalogue names address, checksum and login of each, and asks for nothing', async () => {
  const listed = await room.ask('images.catalogue', {})
  expect(listed.length).toBeGreaterThan(5)
  for (const { checksum, login, url } of listed) {
    expect(url).toMatch(/^https:/)
    expect(login).not.toBe('')
    expect('url' in checksum ? checksum.url : checksum.value).not.toBe('')
  }
})

test('how fast it goes is said of the last seconds', () => {
  const pace = transferRate()
  expect(pace(0, 100_000, 0)).toEqual({})
  expect(pace(10_000, 100_000, 1_000)).toEqual({ rate: 10_000, remaining: 9_000 })
  for (let second = 2; second <= 20; second += 1) pace(10_000 + second * 1_000, 100_000, second * 1_000)
  expect(pace(31_000, 100_000, 21_000).rate).toBeCloseTo(1_000)
  expect(pace(0, undefined, 22_000)).toEqual({})
})
