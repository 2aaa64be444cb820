/** Images from the web through this computer: redirects, checksum files, broken lines, and files of this computer. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { directFetch } from '../../../provisioner/adapters/directFetch.ts'
import { importImage, uploadFile } from '../../../provisioner/engine/imageImport.ts'
import { Session } from '../../../provisioner/openstack/session.ts'
import { FakeCloud } from '../../support/fakeCloud.ts'

const CONTENT = Buffer.alloc(200_000, 'bytes of an image ')
const SHA512 = createHash('sha512').update(CONTENT).digest('hex')
const IMAGE = { name: 'img', format: 'qcow2', containerFormat: 'bare' } as const

let web: Server
let url: string
let cloud: FakeCloud
let session: Session
let broken: number
let sums: string

beforeEach(async () => {
  broken = 0
  sums = `${SHA512}  disk.qcow2\n`
  web = createServer((request, response) => {
    if (request.url === '/latest/disk.qcow2') return response.writeHead(302, { location: '/v1/disk.qcow2' }).end()
    if (request.url === '/sums') return response.end(sums)
    if (request.url !== '/v1/disk.qcow2') return response.writeHead(404).end()
    response.writeHead(200, { 'content-length': CONTENT.length })
    if (broken === 0) return response.end(CONTENT)
    broken -= 1
    return response.write(CONTENT.subarray(0, 1000), () => response.destroy())
  })
  web.listen(0, '127.0.0.1')
  await once(web, 'listening')
  url = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
  const moment = '2026-11-22T10:00:00Z'
  const row = { id: 'i1', name: 'img', status: 'active', visibility: 'private', created_at: moment, updated_at: moment }
  cloud = await FakeCloud.start({
    'POST /v2/images': [{ status: 201, body: { id: 'i1' } }],
    'PUT /v2/images/i1/file': [{ status: 204 }],
    'GET /v2/images/i1': [{ body: { ...row, os_hash_algo: 'sha512', os_hash_value: SHA512 } }],
    'DELETE /v2/images/i1': [{ status: 204 }],
  })
  session = new Session({ fetch: directFetch().fetch, credentials: cloud.credentials, sleep: async () => {} })
})
afterEach(async () => {
  web.closeAllConnections()
  web.close()
  await cloud[Symbol.asyncDispose]()
})

const sent = (): string | undefined => cloud.asked.findLast((one) => one.method === 'PUT')?.body

test('through a redirect, compared with the published checksum', async () => {
  const done = await importImage(session, {
    image: IMAGE,
    url: `${url}/latest/disk.qcow2`,
    checksum: { url: `${url}/sums` },
  })
  expect(done).toMatchObject({ sha512: SHA512, expected: { algorithm: 'sha512', value: SHA512 } })
  expect(sent()).toBe(CONTENT.toString())
})

test('a line that breaks is taken up again from the beginning', async () => {
  broken = 2
  await importImage(session, { image: IMAGE, url: `${url}/v1/disk.qcow2` })
  expect(sent()).toBe(CONTENT.toString())
})

test('nothing is made where the checksum cannot be found; a wrong one takes the image away again', async () => {
  sums = 'nothing here'
  const wanted = { image: IMAGE, url: `${url}/v1/disk.qcow2`, checksum: { url: `${url}/sums` } }
  await expect(importImage(session, wanted)).rejects.toThrow(`${url}/sums has no SHA-256 or SHA-512 of disk.qcow2.`)
  const odd = { ...wanted, url: `${url}/v1/50%-%C3%BC.qcow2` }
  await expect(importImage(session, odd)).rejects.toThrow(`${url}/sums has no SHA-256 or SHA-512 of 50%-ü.qcow2.`)
  expect(cloud.calls).toEqual([])
  sums = `${'0'.repeat(128)}  disk.qcow2\n`
  await expect(importImage(session, wanted)).rejects.toThrow('not what its SHA-512 says')
  expect(cloud.calls.at(-1)).toBe('DELETE /v2/images/i1')
})

test('an address that is gone is told with its status, and no empty image stays', async () => {
  await expect(importImage(session, { image: IMAGE, url: `${url}/none.img` })).rejects.toMatchObject({
    data: { code: 'api', status: 404 },
  })
  expect(cloud.calls.at(-1)).toBe('DELETE /v2/images/i1')
})

test('a file of this computer; a folder and an empty file are refused in words', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stackstead-image-'))
  try {
    const file = join(folder, 'my disk.qcow2')
    await writeFile(file, CONTENT)
    expect((await uploadFile(session, file, { image: IMAGE })).sha512).toBe(SHA512)
    await writeFile(file, '')
    await expect(uploadFile(session, file, { image: IMAGE })).rejects.toThrow('it is empty')
    await expect(uploadFile(session, folder, { image: IMAGE })).rejects.toThrow('it is no file')
  } finally {
    await rm(folder, { recursive: true })
  }
})
