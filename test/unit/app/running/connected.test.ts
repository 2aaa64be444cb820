/** Clouds that are only used: connected by a clouds.yaml, kept sealed, asked directly; the APIs are a stand-in. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AppRoom, openAppRoom } from '../../../support/appRoom.ts'
import { type Asked, FakeCloud, PASSWORD, type Reply } from '../../../support/fakeCloud.ts'
import { rejection } from '../../../support/sshClient.ts'

let cloud: FakeCloud
let room: AppRoom
let file: string
/** What the stand-in was given as key pairs. */
let imported: { name: string; public_key: string }[]
let refusal: Reply | undefined

const WORK = { cloud: 'work' }
const SECRET = 'told-only-once'

beforeEach(async () => {
  imported = []
  refusal = undefined
  const server = { id: 's1', name: 'web', status: 'ACTIVE', tenant_id: 'p1', created: '2026-01-01T00:00:00Z' }
  cloud = await FakeCloud.start({
    'GET /v2.1/': [{ body: { version: { id: 'v2.1', min_version: '2.1', version: '2.100' } } }],
    'GET /v2.1/servers/detail': [{ body: { servers: [server] } }],
    'POST /v2.1/os-keypairs': importKey,
    'POST /v2.1/servers/s1/action': () => refusal ?? { status: 202 },
    'POST /v3/users/u1/application_credentials': () =>
      refusal ?? { status: 201, body: { application_credential: { id: 'ac1', secret: SECRET } } },
    'DELETE /v3/users/u1/application_credentials/ac1': [{ status: 204 }],
  })
  room = await openAppRoom()
  file = join(room.folder, '..', 'clouds.yaml')
  await writeFile(file, cloudsYaml())
})
afterEach(async () => {
  await room[Symbol.asyncDispose]()
  await cloud[Symbol.asyncDispose]()
})

function importKey({ body }: Asked): Reply {
  if (refusal !== undefined) return refusal
  const { keypair } = JSON.parse(body) as { keypair: { name: string; public_key: string } }
  imported.push(keypair)
  return { body: { keypair: { ...keypair, fingerprint: 'aa' } } }
}

function cloudsYaml(): string {
  const auth = { auth_url: `${cloud.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
  const entry = (more: object) => ({ auth: { ...auth, ...more }, region_name: 'RegionOne' })
  return JSON.stringify({ clouds: { lab: entry({}), wrong: entry({ password: 'no' }), broken: {} } })
}

const connect = () => room.ask('running.connect', { name: 'work', file, entry: 'lab' })

test('what a clouds.yaml names is shown without anything secret', async () => {
  const known = await room.ask('running.known', { file })
  expect(known).toMatchObject([
    { file, entry: 'lab', authUrl: `${cloud.url}/v3`, user: 'admin', project: 'admin', region: 'RegionOne' },
    { entry: 'wrong' },
    { entry: 'broken', problem: { code: 'invalid-input' } },
  ])
  expect(JSON.stringify(known)).not.toContain(JSON.stringify(PASSWORD).slice(1, -1))
  expect(cloud.asked).toEqual([])
})

test('a cloud that was connected is in the list, also after the app was opened again, and answers', async () => {
  expect(await connect()).toMatchObject({ id: 'work', kind: 'connected', name: 'lab', file })
  room = await room.reopen()
  expect(await room.ask('clouds.list', {})).toMatchObject([{ id: 'work', kind: 'connected' }])
  expect(await room.ask('running.me', WORK)).toMatchObject({
    ...{ user: { name: 'admin' }, project: { name: 'admin' }, isAdmin: true, region: 'RegionOne' },
    services: expect.arrayContaining(['compute', 'identity', 'network']),
  })
  const event = await room.until('live.servers', WORK, ({ rows }) => rows.length > 0)
  expect(event.rows).toMatchObject([{ id: 's1', name: 'web' }])
  const calls = await room.ask('running.calls', WORK)
  expect(calls.map(({ method, path, service }) => `${method} ${service} ${path}`)).toContain(
    'GET compute /servers/detail?limit=100',
  )
  expect(JSON.stringify(calls)).not.toContain('token-')
})

test('its credentials are sealed, and go with it', async () => {
  await connect()
  const kept = join(room.folder, 'connected', 'work.json')
  expect((await stat(kept)).mode & 0o777).toBe(0o600)
  const text = await readFile(kept, 'utf8')
  expect(text).not.toContain('p@ss')
  expect(text).not.toContain(Buffer.from(PASSWORD).toString('base64').slice(0, 12))
  await room.ask('clouds.forget', WORK)
  expect(await readdir(join(room.folder, 'connected'))).toEqual([])
  expect(await room.ask('clouds.list', {})).toEqual([])
})

test('what needs machines or a cloud.yaml is refused in words', async () => {
  await connect()
  for (const asked of [room.ask('clouds.read', WORK), room.ask('access.horizon', WORK)])
    expect(await rejection(asked)).toMatchObject({
      data: { code: 'invalid-input', message: expect.stringContaining('work is only used from here') },
    })
})

test('a wrong password, an entry that is not there and a name that is taken connect nothing', async () => {
  const tries = [
    { name: 'a', file, entry: 'wrong' },
    { name: 'b', file, entry: 'nobody' },
    { name: 'c', file: 'clouds.yaml', entry: 'lab' },
    { name: 'd', file: join(room.folder, 'nowhere.yaml'), entry: 'lab' },
  ]
  const thrown = await Promise.all(tries.map((input) => rejection(room.ask('running.connect', input))))
  expect(thrown).toMatchObject([
    { data: { code: 'authentication' } },
    { data: { code: 'invalid-input' } },
    { data: { code: 'invalid-input' } },
    { data: { code: 'invalid-input' } },
  ])
  await connect()
  await room.ask('clouds.create', { name: 'home' })
  expect(await rejection(connect())).toMatchObject({ data: { message: 'There is a cloud work already.' } })
  expect(await rejection(room.ask('clouds.create', { name: 'work' }))).toMatchObject({
    data: { message: 'There is a cloud work already.' },
  })
  expect((await room.ask('clouds.list', {})).map(({ id }) => id)).toEqual(['home', 'work'])
})

test('a key made here: the cloud gets the public half, a file the private one, the page neither', async () => {
  await connect()
  const made = await room.ask('keys.create', { ...WORK, name: 'my key' })
  expect(imported).toMatchObject([{ name: 'my key', public_key: made.publicKey }])
  expect(made.publicKey).toMatch(/^ssh-ed25519 [A-Za-z0-9+/=]+ my key$/)
  room = await room.reopen()
  const listed = await room.ask('keys.list', WORK)
  expect(listed).toEqual([made])
  expect(JSON.stringify(listed)).not.toContain('PRIVATE')
  const wanted = join(room.folder, '..', 'id_work')
  expect(await room.ask('keys.save', { ...WORK, name: 'my key', file: wanted })).toEqual({ file: wanted })
  expect(await readFile(wanted, 'utf8')).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/)
  expect((await stat(wanted)).mode & 0o777).toBe(0o600)
  for (const name of await readdir(join(room.folder, 'keys', 'work')))
    expect(await readFile(join(room.folder, 'keys', 'work', name), 'latin1')).not.toContain('PRIVATE')
  expect(await rejection(room.ask('keys.create', { ...WORK, name: 'my key' }))).toMatchObject({
    data: { code: 'invalid-input' },
  })
  await room.ask('keys.forget', { ...WORK, name: 'my key' })
  expect(await room.ask('keys.list', WORK)).toEqual([])
})

test('of two keys of one name made at the same time, the one the cloud has is kept', async () => {
  await connect()
  const both = await Promise.allSettled([1, 2].map(() => room.ask('keys.create', { ...WORK, name: 'twin' })))
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(imported).toHaveLength(1)
  expect(await room.ask('keys.list', WORK)).toMatchObject([{ publicKey: imported[0]?.public_key }])
})

test('a key the cloud refuses is not kept', async () => {
  await connect()
  refusal = { status: 409, body: { conflictingRequest: { code: 409, message: "Key pair 'old' already exists." } } }
  expect(await rejection(room.ask('keys.create', { ...WORK, name: 'old' }))).toMatchObject({ data: { status: 409 } })
  expect(await room.ask('keys.list', WORK)).toEqual([])
  // A proxy that waited in vain: the cloud may have it by now.
  refusal = { status: 504 }
  expect(await rejection(room.ask('keys.create', { ...WORK, name: 'late' }))).toMatchObject({ data: { status: 504 } })
  expect(await room.ask('keys.list', WORK)).toMatchObject([{ name: 'late' }])
})

test('credentials are shown masked and saved whole, for another project too', async () => {
  await connect()
  const view = await room.ask('access.read', WORK)
  expect(view).toMatchObject({ user: 'admin', project: 'admin', terraform: expect.stringContaining('"lab"') })
  expect(JSON.stringify(view)).not.toContain('p@ss')
  const wanted = join(room.folder, '..', 'openrc')
  await room.ask('access.save', { ...WORK, what: 'openrc', file: wanted, project: { id: 'p2', name: 'shop' } })
  expect(await readFile(wanted, 'utf8')).toContain("export OS_PROJECT_ID='p2'".replaceAll("'", ''))
})

test('an application credential goes straight into a file, and is taken back where it cannot', async () => {
  await connect()
  const wanted = join(room.folder, '..', 'backup.yaml')
  const create = (replace: boolean) =>
    room.ask('appCredentials.create', {
      ...{ ...WORK, name: 'backup', form: 'clouds.yaml' },
      to: { kind: 'file', file: wanted, replace },
    })
  const made = await create(false)
  expect(made).toMatchObject({ id: 'ac1', file: wanted })
  expect(JSON.stringify(made)).not.toContain(SECRET)
  const text = await readFile(wanted, 'utf8')
  expect(text).toContain(`application_credential_secret: "${SECRET}"`)
  expect(text).not.toContain('p@ss')
  // It is reached straight.
  expect(text).not.toContain('stackstead api')
  expect((await stat(wanted)).mode & 0o777).toBe(0o600)
  expect(cloud.calls.at(-1)).toMatch(/^POST/)
  expect(await rejection(create(false))).toMatchObject({ data: { message: `There is a file ${wanted} already.` } })
  expect(cloud.calls.at(-1)).toBe('DELETE /v3/users/u1/application_credentials/ac1')
  const before = cloud.calls.length
  cloud.refuse = ({ method }) => (method === 'DELETE' ? { status: 403 } : undefined)
  expect(await rejection(create(false))).toMatchObject({
    data: { message: `There is a file ${wanted} already.`, remedy: expect.stringContaining('credential backup') },
  })
  expect(cloud.calls.slice(before).map((call) => call.split(' ')[0])).toEqual(['POST', 'DELETE'])
  refusal = { status: 403, body: { error: { code: 403, message: 'You are not authorized.' } } }
  expect(await rejection(create(true))).toMatchObject({ data: { status: 403 } })
  expect(await readFile(wanted, 'utf8')).toBe(text)
})

test('an action is done, and one that policy or a quota refuses says what helps', async () => {
  await connect()
  const stop = () => room.ask('actions.do', { ...WORK, action: 'server.stop', input: { id: 's1', name: 'web' } })
  expect(await stop()).toEqual({ value: null, at: expect.any(Number) })
  const sent = cloud.asked.find(({ method, path }) => method === 'POST' && path === '/v2.1/servers/s1/action')
  expect(JSON.parse(sent?.body ?? '')).toEqual({ 'os-stop': null })
  refusal = { status: 403, body: { forbidden: { code: 403, message: 'Policy does not allow it to be performed.' } } }
  expect(await rejection(stop())).toMatchObject({
    data: { status: 403, remedy: expect.stringContaining('Your roles here are admin') },
  })
  refusal = { status: 403, body: { forbidden: { code: 403, message: 'Quota exceeded for cores' } } }
  expect(await rejection(stop())).toMatchObject({ data: { remedy: expect.stringContaining('quota') } })
  const conflicts = [
    ["Key pair 'old' already exists.", 'another name'],
    ['Conflict occurred attempting to store user - Duplicate entry found with name maria.', 'another name'],
    ['Unable to complete operation on network n1. There are one or more ports still in use on it.', 'uses it'],
    ["Cannot 'stop' instance s1 while it is in vm_state error", 'Wait until'],
  ] as const
  for (const [message, words] of conflicts) {
    refusal = { status: 409, body: { conflictingRequest: { code: 409, message } } }
    expect(await rejection(stop())).toMatchObject({ data: { remedy: expect.stringContaining(words) } })
  }
  expect(
    await rejection(room.ask('actions.do', { ...WORK, action: 'server.explode' as 'server.stop', input: {} as never })),
  ).toMatchObject({ data: { code: 'invalid-input' } })
})

test('a cloud that was not deployed yet says so', async () => {
  await room.ask('clouds.create', { name: 'home' })
  expect(await rejection(room.ask('running.me', { cloud: 'home' }))).toMatchObject({
    data: { code: 'blocked', message: 'home was not deployed yet, so nothing runs there.', remedy: 'Deploy it first.' },
  })
  const event = await room.until('live.servers', { cloud: 'home' }, ({ error }) => error !== undefined)
  expect(event).toMatchObject({ rows: [], complete: false, error: { code: 'blocked' } })
})
