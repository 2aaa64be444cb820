/** Uploading: bytes are counted and summed on their way, and an image that is not what it should be is gone again. */
import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { directFetch } from '../../../provisioner/adapters/directFetch.ts'
import type { Fetch } from '../../../provisioner/core/http.ts'
import { checksumOf, findChecksum } from '../../../provisioner/openstack/checksumFile.ts'
import { IMAGE_CATALOGUE } from '../../../provisioner/openstack/imageCatalogue.ts'
import {
  type Content,
  type Upload,
  type UploadProgress,
  uploadImage,
} from '../../../provisioner/openstack/imageUpload.ts'
import { openstack } from '../../../provisioner/openstack/openstack.ts'
import { type Asked, FakeCloud, type Reply } from '../../support/fakeCloud.ts'

const CONTENT = Buffer.alloc(3_000_000, 'image ')
const sum = (algorithm: 'sha256' | 'sha512', bytes: Uint8Array = CONTENT): string =>
  createHash(algorithm).update(bytes).digest('hex')
const IMAGE = { name: 'img', format: 'qcow2', containerFormat: 'bare' } as const

let cloud: FakeCloud
const direct = directFetch()
afterEach(async () => cloud[Symbol.asyncDispose]())

/** Glance: the image exists until it is deleted, and has the hash it is told to have. */
async function glance(file: readonly Reply[] | ((asked: Asked) => Reply), hash = sum('sha512'), status = 'active') {
  const body = {
    ...{ id: 'i1', name: 'img', status, visibility: 'private', size: CONTENT.length },
    ...{ created_at: '2026-11-22T10:00:00Z', updated_at: '2026-11-22T10:00:00Z' },
    ...{ os_hash_algo: 'sha512', os_hash_value: hash },
  }
  cloud = await FakeCloud.start({
    'POST /v2/images': [{ status: 201, body: { id: 'i1' } }],
    'PUT /v2/images/i1/file': file,
    'GET /v2/images/i1': [{ body }],
    'DELETE /v2/images/i1': [{ status: 204 }],
  })
  return openstack({ fetch: direct.fetch, credentials: cloud.credentials, sleep: async () => {} }).session
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024)
}

const opened = (bytes: Uint8Array = CONTENT, length = CONTENT.length) => ({
  open: async (): Promise<Content> => ({ length, bytes: chunks(bytes) }),
})
const isGone = (): boolean => cloud.calls.includes('DELETE /v2/images/i1')

test('the content arrives whole, its length told before; progress and sums are those of the content', async () => {
  const session = await glance([{ status: 204 }])
  const told: UploadProgress[] = []
  const expected = { algorithm: 'sha256', value: sum('sha256') } as const
  const upload: Upload = { image: IMAGE, expected, onProgress: (one) => told.push(one), ...opened() }
  const { image, ...sums } = await uploadImage(session, upload)
  expect(sums).toEqual({ sha256: sum('sha256'), sha512: sum('sha512') })
  expect(image.id).toBe('i1')
  const put = cloud.asked.find((one) => one.method === 'PUT')
  expect(put?.body).toBe(CONTENT.toString())
  expect(put?.headers).toMatchObject({
    ...{ 'content-length': String(CONTENT.length), 'content-type': 'application/octet-stream' },
  })
  expect(told.map(({ sent }) => sent)).toEqual([...told.map(({ sent }) => sent)].sort((a, b) => a - b))
  expect(told.at(-1)).toEqual({ sent: CONTENT.length, total: CONTENT.length, stage: 'checking' })
  expect(isGone()).toBe(false)
})

test('a service that answers with the last byte hides no wrong content', async () => {
  await glance([{ status: 204 }])
  // Reads as many bytes as were announced, and never asks whether there is more.
  const hasty: Fetch = async (url, init) => {
    if (init?.method !== 'PUT' || typeof init.body !== 'object' || !(Symbol.asyncIterator in init.body))
      return direct.fetch(url, init)
    let left = CONTENT.length
    for await (const { length } of init.body as AsyncIterable<Uint8Array>) {
      left -= length
      if (left === 0) break
    }
    return { status: 204, headers: { get: () => null }, text: async () => '' }
  }
  const { session } = openstack({ fetch: hasty, credentials: cloud.credentials, sleep: async () => {} })
  const expected = { algorithm: 'sha256', value: '0'.repeat(64) } as const
  await expect(uploadImage(session, { image: IMAGE, expected, ...opened() })).rejects.toMatchObject({
    data: { code: 'invalid-input' },
  })
  expect(isGone()).toBe(true)
})

test('after a failure of the service the content is opened anew and summed from its beginning', async () => {
  const session = await glance([{ status: 503 }, { status: 204 }])
  let times = 0
  const open = async (): Promise<Content> => {
    times += 1
    return { length: CONTENT.length, bytes: chunks(CONTENT) }
  }
  expect((await uploadImage(session, { image: IMAGE, open })).sha512).toBe(sum('sha512'))
  expect(times).toBe(2)
})

test('content that is not as published is never called whole, and the image goes', async () => {
  const session = await glance([{ status: 204 }])
  const expected = { algorithm: 'sha512', value: sum('sha512', Buffer.from('other')) } as const
  await expect(uploadImage(session, { image: IMAGE, expected, ...opened() })).rejects.toMatchObject({
    data: { code: 'invalid-input', detail: `expected ${expected.value}\nfound    ${sum('sha512')}` },
  })
  expect(cloud.asked.some((one) => one.method === 'PUT')).toBe(false)
  expect(isGone()).toBe(true)
})

test('content that ends early, or a store that keeps something else, is found out', async () => {
  const early = opened(CONTENT.subarray(0, 1_000_000))
  await expect(uploadImage(await glance([{ status: 204 }]), { image: IMAGE, ...early })).rejects.toThrow(
    'ended after 1000000 of 3000000 bytes',
  )
  expect(isGone()).toBe(true)
  await cloud[Symbol.asyncDispose]()
  const longer = opened(CONTENT, 1_000_000)
  await expect(uploadImage(await glance([{ status: 204 }]), { image: IMAGE, ...longer })).rejects.toThrow(
    'longer than 1000000 bytes',
  )
  expect(isGone()).toBe(true)
  await cloud[Symbol.asyncDispose]()
  const other = await glance([{ status: 204 }], sum('sha512', Buffer.from('other')))
  await expect(uploadImage(other, { image: IMAGE, ...opened() })).rejects.toThrow('something else than was sent')
  expect(isGone()).toBe(true)
  await cloud[Symbol.asyncDispose]()
  const killed = await glance([{ status: 204 }], sum('sha512'), 'killed')
  await expect(uploadImage(killed, { image: IMAGE, ...opened() })).rejects.toThrow('Glance calls it killed')
})

test('what Glance says to a refusal is told', async () => {
  const session = await glance([{ status: 413, body: '<html><body>You have too many images.</body></html>' }])
  await expect(uploadImage(session, { image: IMAGE, ...opened() })).rejects.toThrow('You have too many images.')
  expect(isGone()).toBe(true)
})

test('cancelled in the middle: it ends at once and the image goes, also where the source has stopped talking', async () => {
  const session = await glance([{ status: 204 }])
  const stopping = new AbortController()
  async function* stuck(): AsyncGenerator<Uint8Array> {
    yield CONTENT.subarray(0, 1_500_000)
    stopping.abort()
    await new Promise(() => {})
  }
  const open = async (): Promise<Content> => ({ length: CONTENT.length, bytes: stuck() })
  const { signal } = stopping
  await expect(uploadImage(session, { image: IMAGE, open, signal })).rejects.toMatchObject({
    data: { code: 'cancelled', message: 'Uploading the image img was cancelled.' },
  })
  expect(isGone()).toBe(true)
})

test('cancelled, the request ends with it: a service that takes no more would hold the connection for hours', async () => {
  await glance([{ status: 204 }])
  const stopping = new AbortController()
  const ended = Promise.withResolvers<void>()
  const stalled: Fetch = async (url, init) => {
    if (init?.method !== 'PUT') return direct.fetch(url, init)
    setImmediate(() => stopping.abort())
    return new Promise((_, reject) => {
      init.signal?.addEventListener('abort', () => {
        ended.resolve()
        reject(init.signal?.reason)
      })
    })
  }
  const { session } = openstack({ fetch: stalled, credentials: cloud.credentials, sleep: async () => {} })
  const { signal } = stopping
  await expect(uploadImage(session, { image: IMAGE, signal, ...opened() })).rejects.toMatchObject({
    data: { code: 'cancelled' },
  })
  await ended.promise
  expect(isGone()).toBe(true)
})

const A = 'a'.repeat(64)
const B = 'B'.repeat(128)

test.each([
  ['GNU', `${A}  other.img\n${A.replace('a', 'c')} *x.img\n`, { algorithm: 'sha256', value: A.replace('a', 'c') }],
  ['GNU behind a folder', `${A}  ./sub/x.img`, { algorithm: 'sha256', value: A }],
  [
    'BSD between PGP',
    `-----BEGIN PGP\nHash: SHA256\n\n# x.img: 5 bytes\nSHA256 (x.img) = ${A}\n-----`,
    { algorithm: 'sha256', value: A },
  ],
  ['one for one file', `${B}\n`, { algorithm: 'sha512', value: B.toLowerCase() }],
  ['the stronger of two', `${A}  x.img\n${B}  x.img`, { algorithm: 'sha512', value: B.toLowerCase() }],
  ['two that differ', `${A}  x.img\n${'b'.repeat(64)}  x.img`, undefined],
  ['MD5 only', `${'a'.repeat(32)}  x.img`, undefined],
  ['a name that only ends like it', `${A}  not-x.img`, undefined],
  ['a page in its place', '<html>404</html>', undefined],
])('checksums: %s', (_what, text, expected) => {
  expect(findChecksum(text, 'x.img')).toEqual(expected)
})

test('a pasted checksum is known by its length', () => {
  expect(checksumOf(` ${A.toUpperCase()}\n`)).toEqual({ algorithm: 'sha256', value: A })
  expect(checksumOf('z'.repeat(64))).toBeUndefined()
})

test('the catalogue: unique, encrypted, each with a checksum a file of its maker can say', () => {
  expect(new Set(IMAGE_CATALOGUE.map((one) => one.id)).size).toBe(IMAGE_CATALOGUE.length)
  for (const { checksum, url } of IMAGE_CATALOGUE) {
    expect(new URL(url).protocol).toBe('https:')
    if ('url' in checksum) expect(new URL(checksum.url).href).toBe(checksum.url)
    else expect(checksumOf(checksum.value)?.algorithm).toBe(checksum.algorithm)
  }
  const distros = new Set(IMAGE_CATALOGUE.map((one) => one.properties.os_distro))
  expect([...distros].sort()).toEqual(['almalinux', 'alpinelinux', 'cirros', 'debian', 'fedora', 'ubuntu'])
})
