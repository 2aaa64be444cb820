/** Screens of instances through the app: a stand-in for nova-novncproxy speaks RFB, the page's side is played here. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConsoleEvent, Reply } from '../../../../electron/contract/index.ts'
import { type AppRoom, openAppRoom } from '../../../support/appRoom.ts'
import { type Reply as CloudReply, FakeCloud, PASSWORD } from '../../../support/fakeCloud.ts'
import { RfbServer } from '../../../support/rfbServer.ts'
import { rejection } from '../../../support/sshClient.ts'
import { type Told, told } from '../../../support/testApp.ts'

const WORK = { cloud: 'work' }

let cloud: FakeCloud
let room: AppRoom
let proxy: RfbServer
/** Nova's answer in place of an address. */
let refusal: CloudReply | undefined
const leaves: (() => void)[] = []

beforeEach(async () => {
  refusal = undefined
  proxy = await RfbServer.start()
  cloud = await FakeCloud.start({
    'POST /v2.1/servers/s1/remote-consoles': () =>
      refusal ?? { body: { remote_console: { protocol: 'vnc', type: 'novnc', url: proxy.url() } } },
  })
  room = await openAppRoom()
  const file = join(room.folder, '..', 'clouds.yaml')
  const auth = { auth_url: `${cloud.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
  await writeFile(file, JSON.stringify({ clouds: { lab: { auth, region_name: 'RegionOne' } } }))
  await room.ask('running.connect', { name: 'work', file, entry: 'lab' })
})
afterEach(async () => {
  for (const leave of leaves.splice(0)) leave()
  await room[Symbol.asyncDispose]()
  await proxy[Symbol.asyncDispose]()
  await cloud[Symbol.asyncDispose]()
})

interface Viewer {
  readonly all: Told<ConsoleEvent>
  /** Of the latest connection. */
  readonly connection: string
  /** All bytes of the latest connection, and how many they are. */
  bytes(): Buffer
  readonly size: number
  send(data: Buffer): Promise<unknown>
  leave(): void
}

function look(): Viewer {
  const all = told<ConsoleEvent>()
  let size = 0
  const leave = room.app.listen('console.screen', { ...WORK, server: 's1' }, (event) => {
    const { ok, value } = event as Extract<Reply<ConsoleEvent>, { ok: true }>
    if (!ok) return
    if (value.kind === 'open') size = 0
    if (value.kind === 'bytes') size += Buffer.from(value.data, 'base64').length
    all.emit(value)
  })
  leaves.push(leave)
  const latest = () => all.events.findLastIndex(({ kind }) => kind === 'open')
  const viewer: Viewer = {
    all,
    get connection() {
      const open = all.events[latest()]
      return open?.kind === 'open' ? open.connection : ''
    },
    bytes: () =>
      Buffer.concat(
        all.events
          .slice(latest())
          .flatMap((event) => (event.kind === 'bytes' ? [Buffer.from(event.data, 'base64')] : [])),
      ),
    get size() {
      return size
    },
    send: (data) => room.ask('console.send', { connection: viewer.connection, data: data.toString('base64') }),
    leave,
  }
  return viewer
}

/** As far as the screen's size and name. */
async function greet(viewer: Viewer): Promise<void> {
  await viewer.all.until(() => viewer.size >= 12)
  await viewer.send(Buffer.from('RFB 003.008\n'))
  await viewer.all.until(() => viewer.size >= 14)
  await viewer.send(Buffer.from([1]))
  await viewer.all.until(() => viewer.size >= 18)
  await viewer.send(Buffer.from([1]))
  await viewer.all.until(() => viewer.size > 42)
}

const key = (keysym: number, isDown: boolean): Buffer => {
  const message = Buffer.alloc(8)
  message.writeUInt8(4, 0)
  message.writeUInt8(isDown ? 1 : 0, 1)
  message.writeUInt32BE(keysym, 4)
  return message
}
const WHOLE = Buffer.from([3, 0, 0, 0, 0, 0, 1, 64, 0, 200])

test('a screen is opened with a token the page never sees; pixels come, keys go in their order', async () => {
  const viewer = look()
  await greet(viewer)
  const before = viewer.size
  await viewer.send(WHOLE)
  const size = 16 + proxy.width * proxy.height * 4
  await viewer.all.until(() => viewer.size >= before + size)
  expect(viewer.bytes().subarray(before + 16, before + 20)).toEqual(Buffer.from([40, 30, 200, 0]))
  for (const sign of 'abc') for (const isDown of [true, false]) await viewer.send(key(sign.charCodeAt(0), isDown))
  await expect.poll(() => proxy.keys.map(({ keysym }) => String.fromCharCode(keysym)).join('')).toBe('aabbcc')
  expect(proxy.shown).toEqual(['token-1'])
  expect(JSON.stringify(viewer.all.events)).not.toContain('token-1')
  expect(viewer.all.events.slice(0, 2)).toMatchObject([{ kind: 'opening' }, { kind: 'open' }])
})

test('a proxy that dies is said so, and when it is back the screen is, with another token', async () => {
  const viewer = look()
  await greet(viewer)
  const first = viewer.connection
  await proxy.stop()
  const lost = await viewer.all.until(({ kind }) => kind === 'lost')
  expect(lost).toMatchObject({ error: { code: 'unreachable', message: 'The connection to the screen was lost.' } })
  await viewer.all.until((event) => event.kind === 'lost' && /Nothing answers/.test(event.error.message))
  await proxy.start()
  await viewer.all.until((event) => event.kind === 'open' && event.connection !== first)
  await greet(viewer)
  expect(new Set(proxy.shown).size).toBe(2)
  expect(await rejection(room.ask('console.send', { connection: first, data: '' }))).toMatchObject({
    data: { message: 'This screen is no longer open.' },
  })
})

test('an instance that is off is waited for; one that is gone is not', async () => {
  refusal = { status: 409, body: { conflictingRequest: { code: 409, message: 'Instance is not ready' } } }
  const viewer = look()
  const off = await viewer.all.until(({ kind }) => kind === 'lost')
  expect(off).toMatchObject({ error: { message: 'The instance does not run, so it shows no screen.' } })
  refusal = undefined
  await greet(viewer)
  refusal = { status: 404, body: { itemNotFound: { code: 404, message: 'Instance s1 could not be found.' } } }
  await proxy.stop()
  await proxy.start()
  expect(await viewer.all.until(({ kind }) => kind === 'ended')).toMatchObject({
    error: { message: 'The instance is gone.', status: 404 },
  })
})

test('a page that is behind makes the screen wait, and gets the rest when it has taken what came', async () => {
  const viewer = look()
  await greet(viewer)
  const before = viewer.size
  const pictures = 60
  const one = 16 + proxy.width * proxy.height * 4
  for (let sent = 0; sent < pictures; sent += 1) await viewer.send(WHOLE)
  // 15 MB are on their way; what is not taken is not read beyond a few MB.
  await viewer.all.until(() => viewer.size > 4 * 1024 * 1024)
  const { connection } = viewer
  const stalled = viewer.size
  expect(stalled).toBeLessThan(8 * 1024 * 1024)
  const all = before + pictures * one
  for (let seen = stalled; seen < all; seen = viewer.size) {
    await room.ask('console.taken', { connection, bytes: seen })
    await viewer.all.until(() => viewer.size > seen)
  }
  expect(viewer.size).toBe(all)
})

test('who leaves closes the connection; each who looks has one of their own', async () => {
  const [one, other] = [look(), look()]
  await greet(one)
  await greet(other)
  expect(one.connection).not.toBe(other.connection)
  const { connection } = one
  one.leave()
  await expect
    .poll(() => rejection(room.ask('console.send', { connection, data: '' })))
    .toMatchObject({ message: 'This screen is no longer open.' })
  await other.send(key(0x61, true))
  await expect.poll(() => proxy.keys.length).toBe(1)
})
