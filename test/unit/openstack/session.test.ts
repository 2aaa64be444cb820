/** The session over real HTTP: tokens, renewal, tries, pages, and errors in the services' own words. */
import { afterEach, expect, test } from 'vitest'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { Secret } from '../../../provisioner/core/secret.ts'
import { clientBy } from '../../../provisioner/index.ts'
import { clientOf, type Openstack, openstack } from '../../../provisioner/openstack/openstack.ts'
import { perform } from '../../../provisioner/openstack/perform.ts'
import { RememberingSession } from '../../../provisioner/openstack/rememberingSession.ts'
import { FakeCloud, type Routes } from '../../support/fakeCloud.ts'

let cloud: FakeCloud
afterEach(async () => cloud[Symbol.asyncDispose]())

const waits: number[] = []
async function connected(routes: Routes, signal?: AbortSignal): Promise<Openstack> {
  cloud = await FakeCloud.start(routes)
  waits.length = 0
  const sleep = async (milliseconds: number): Promise<void> => {
    waits.push(milliseconds)
  }
  return openstack({ fetch, credentials: cloud.credentials, sleep, ...(signal === undefined ? {} : { signal }) })
}

async function failure(promise: Promise<unknown>): Promise<StacksteadError['data']> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof StacksteadError)) throw new Error(`no StacksteadError, but ${error}`)
  return error.data
}

const project = (name: string) => ({ id: name, name, enabled: true, domain_id: 'default' })

test('one token serves many requests at once', async () => {
  const os = await connected({ 'GET /v3/projects': [{ body: { projects: [project('a')] } }] })
  await Promise.all(Array.from({ length: 10 }, () => os.projects.list()))
  expect(cloud.tokens).toBe(1)
  expect(cloud.calls).toHaveLength(10)
})

test('a token near its end is replaced first, once for all', async () => {
  const os = await connected({ 'GET /v3/projects': [{ body: { projects: [] } }] })
  cloud.tokenSeconds = 30
  await os.session.token()
  cloud.tokenSeconds = 3600
  await Promise.all([os.projects.list(), os.projects.list(), os.projects.list()])
  expect(cloud.tokens).toBe(2)
})

test('a refused token is renewed and the request sent again', async () => {
  const os = await connected({ 'GET /v3/projects': [{ body: { projects: [project('a')] } }] })
  await os.projects.list()
  cloud.revoked.add('token-1')
  expect((await os.projects.list()).map((one) => one.name)).toEqual(['a'])
  expect(cloud.tokens).toBe(2)
  expect(waits).toEqual([])
})

test('a wrong password is tried once and named as such', async () => {
  cloud = await FakeCloud.start({})
  const { password: _password, ...rest } = cloud.credentials
  const os = openstack({ fetch, credentials: { ...rest, password: new Secret('wrong') } })
  expect(await failure(os.projects.list())).toMatchObject({
    code: 'authentication',
    status: 401,
    message: 'Logging in to the cloud as admin failed: The request you have made requires authentication.',
  })
  expect(cloud.asked).toHaveLength(1)
})

test('reading is tried again while the service fails, with growing waits', async () => {
  const body = { projects: [project('a')] }
  const os = await connected({ 'GET /v3/projects': [{ status: 503 }, { status: 502 }, { hangUp: true }, { body }] })
  expect(await os.projects.list()).toHaveLength(1)
  expect(waits).toEqual([500, 1000, 2000])
})

test('a cloud that is asked too often is asked again a little later', async () => {
  const body = { projects: [project('a')] }
  const os = await connected({ 'GET /v3/projects': [{ status: 429 }, { body }] })
  expect(await os.projects.list()).toHaveLength(1)
  expect(waits).toEqual([500])
})

test('trying again has an end', async () => {
  const os = await connected({ 'GET /v3/projects': [{ status: 500, body: { error: { message: 'database gone' } } }] })
  expect(await failure(os.projects.list())).toMatchObject({
    code: 'api',
    status: 500,
    message: 'Listing the projects failed: database gone.',
  })
  expect(cloud.calls).toHaveLength(5)
})

test('a login that fails is tried so often, not once more for each try of what needed it', async () => {
  const os = await connected({})
  await cloud[Symbol.asyncDispose]()
  expect(await failure(os.computeServices.list())).toMatchObject({ code: 'unreachable' })
  expect(waits).toEqual([500, 1000, 2000, 4000])
  cloud = await FakeCloud.start({})
})

test('a machine that is off is named with what to do about it, not the service on it', async () => {
  cloud = await FakeCloud.start({})
  const off = {
    code: 'unreachable' as const,
    machine: 'controller',
    message: 'There is no route from this computer to controller on 10.83.0.11:22.',
    remedy: 'Check that the machine is on.',
  }
  const noWay = () => Promise.reject(new StacksteadError(off, { cause: new Error('connect EHOSTUNREACH') }))
  const os = openstack({ fetch: noWay, credentials: cloud.credentials, once: true })
  expect(await failure(os.projects.list())).toEqual(off)
})

test('creating is never repeated', async () => {
  const os = await connected({ 'POST /v2.1/flavors': [{ status: 503 }] })
  expect(await failure(os.flavors.create({ name: 'tiny', cpus: 1, memory: 64, disk: 0 }))).toMatchObject({
    status: 503,
  })
  expect(cloud.calls).toEqual(['POST /v2.1/flavors'])
})

test.each([
  ['nova', { badRequest: { message: 'Invalid input', code: 400 } }, 'Invalid input.'],
  [
    'neutron',
    { NeutronError: { type: 'X', message: 'No more IP addresses available.', detail: '' } },
    'No more IP addresses available.',
  ],
  ['placement', { errors: [{ status: 400, detail: 'JSON does not validate' }] }, 'JSON does not validate.'],
  [
    'glance',
    '<html><head><title>400</title></head><body><h1>400 Bad Request</h1>Invalid disk format<br /></body></html>',
    '400 Bad Request Invalid disk format.',
  ],
  ['an empty answer', undefined, 'the API answered with status 400.'],
])('the message of %s reaches the person', async (_who, body, words) => {
  const os = await connected({ 'GET /v3/projects': [{ status: 400, body }] })
  expect((await failure(os.projects.list())).message).toBe(`Listing the projects failed: ${words}`)
})

test('an answer of another shape is an error that names the field', async () => {
  const os = await connected({ 'GET /v3/projects': [{ body: { projects: [{ id: 7 }] } }] })
  const data = await failure(os.projects.list())
  expect(data).toMatchObject({ code: 'api', message: expect.stringContaining('does not understand') })
  expect(data.detail).toContain('projects[0].id')
})

test('every page is read, however a service names the next', async () => {
  const network = (id: string) => ({ id, name: id, status: 'ACTIVE', project_id: 'p1', shared: false, subnets: [] })
  const image = (id: string) => ({
    ...{
      id,
      name: id,
      status: 'active',
      disk_format: 'qcow2',
      container_format: 'bare',
      visibility: 'public',
      size: 1,
      created_at: '2026-11-22T10:00:00Z',
      updated_at: '2026-11-22T10:00:00Z',
    },
  })
  const os = await connected({
    'GET /v3/projects': ({ path }) =>
      path.includes('marker')
        ? { body: { projects: [project('b')], links: { next: null } } }
        : { body: { projects: [project('a')], links: { next: `http://elsewhere:5000/v3/projects?marker=a` } } },
    'GET /v2.0/networks': ({ path }) =>
      path.includes('marker')
        ? { body: { networks: [network('n2')] } }
        : {
            body: {
              networks: [network('n1')],
              networks_links: [{ rel: 'next', href: `${cloud.url}/v2.0/networks?marker=n1&limit=1` }],
            },
          },
    'GET /v2/images': ({ path }) =>
      path.includes('marker')
        ? { body: { images: [image('i2')] } }
        : { body: { images: [image('i1')], next: '/v2/images?marker=i1' } },
    'GET /v2.1/servers/detail': ({ path }) =>
      path.includes('marker')
        ? { body: { servers: [] } }
        : {
            body: { servers: [], servers_links: [{ rel: 'next', href: `${cloud.url}/v2.1/servers/detail?marker=s1` }] },
          },
  })
  expect((await os.projects.list()).map((one) => one.id)).toEqual(['a', 'b'])
  expect((await os.networks.list({ name: 'x y' })).map((one) => one.id)).toEqual(['n1', 'n2'])
  expect((await os.images.list()).map((one) => one.id)).toEqual(['i1', 'i2'])
  await os.servers.list({ name: 'web', allProjects: true })
  expect(cloud.calls).toEqual([
    'GET /v3/projects',
    'GET /v3/projects?marker=a',
    'GET /v2.0/networks?name=x+y',
    'GET /v2.0/networks?marker=n1&limit=1',
    'GET /v2/images?limit=100',
    'GET /v2/images?marker=i1',
    'GET /v2.1/servers/detail?name=web&all_tenants=true&limit=500',
    'GET /v2.1/servers/detail?marker=s1',
  ])
})

test('deleting what is gone is done; reading it is undefined', async () => {
  const os = await connected({})
  await os.servers.remove('s1')
  expect(await os.servers.get('s1')).toBeUndefined()
})

test('Nova is asked in the version Stackstead knows', async () => {
  const os = await connected({ 'GET /v2.1/os-services': [{ body: { services: [] } }] })
  await os.computeServices.list()
  expect(cloud.asked.at(-1)?.headers['openstack-api-version']).toBe('compute 2.96')
})

test('nothing listening: unreachable, with what to do', async () => {
  const os = await connected({})
  const { port } = cloud
  await cloud[Symbol.asyncDispose]()
  const data = await failure(os.projects.list())
  expect(data).toMatchObject({
    code: 'unreachable',
    message: `Logging in to the cloud as admin failed: nothing answers on 127.0.0.1:${port}.`,
  })
  cloud = await FakeCloud.start({})
})

test('an abort ends a request under way, without another try', async () => {
  const abort = new AbortController()
  const os = await connected({ 'GET /v3/projects': [{ status: 503 }] }, abort.signal)
  await os.session.token()
  abort.abort()
  expect(await failure(os.projects.list())).toMatchObject({ code: 'cancelled' })
})

test('many requests refused at once renew the token once', async () => {
  const os = await connected({ 'GET /v3/projects': [{ body: { projects: [project('a')] } }] })
  await os.projects.list()
  cloud.revoked.add('token-1')
  const found = await Promise.all(Array.from({ length: 10 }, () => os.projects.list()))
  expect(found.flat()).toHaveLength(10)
  expect(cloud.tokens).toBe(2)
})

test('a token that cannot be had is asked for again by the next request', async () => {
  const os = await connected({ 'GET /v3/projects': [{ body: { projects: [project('a')] } }] })
  cloud.revoked.add('token-1')
  cloud.revoked.add('token-2')
  expect(await failure(os.projects.list())).toMatchObject({ code: 'authentication', status: 401 })
  expect(await os.projects.list()).toHaveLength(1)
  expect(cloud.tokens).toBe(3)
})

test('pages of a service that does not know by what path it is reached are read all the same', async () => {
  const link = (marker: string) => [{ rel: 'next', href: `http://10.0.0.11:8774/v2.1/servers/detail?marker=${marker}` }]
  const path = '/compute/v2.1/servers/detail'
  const os = await connected({
    'GET /compute/v2.1/': [{ status: 404 }],
    [`GET ${path}`]: ({ path }) =>
      path.includes('marker') ? { body: { servers: [] } } : { body: { servers: [], servers_links: link('s1') } },
  })
  cloud.computePath = '/compute/v2.1'
  await os.servers.list()
  expect(cloud.calls.slice(1)).toEqual([`GET ${path}?limit=500`, `GET ${path}?marker=s1`])
})

test('a service whose pages lead in a circle is read once around', async () => {
  const next = (marker: string) => ({
    body: { projects: [project(marker)], links: { next: `/v3/projects?marker=${marker}` } },
  })
  const os = await connected({ 'GET /v3/projects': ({ path }) => next(path.endsWith('=a') ? 'b' : 'a') })
  expect((await os.projects.list()).map(({ id }) => id)).toEqual(['a', 'b', 'a'])
})

test('what would be refused the second time is not sent again when its answer was lost', async () => {
  const os = await connected({ 'PUT /v2.0/routers/r1/add_router_interface': [{ hangUp: true }] })
  const wanted = { id: 'r1', name: 'out', side: { subnetId: 's1' } }
  expect(await failure(perform(os.session, 'router.addInterface', wanted))).toMatchObject({ code: 'unreachable' })
  expect(cloud.calls).toHaveLength(1)
})

test('whoever looks again and again logs in once a minute while the login is refused', async () => {
  cloud = await FakeCloud.start({})
  const credentials = { ...cloud.credentials, password: new Secret('wrong') }
  const looking = clientBy(fetch, credentials, { looking: true })
  for (const os of [looking, looking, looking]) expect((await failure(os.projects.list())).status).toBe(401)
  expect(cloud.asked).toHaveLength(1)
  // A person who asks once is not kept from it.
  const own = clientBy(fetch, credentials)
  for (const os of [own, own]) expect((await failure(os.projects.list())).status).toBe(401)
  expect(cloud.asked).toHaveLength(3)
})

test('answers are remembered until they are too much together; what was asked for longest ago goes first', async () => {
  const os = await connected({
    'GET /v3/projects': [{ body: { projects: [project('a')] } }],
    'GET /v3/users': [{ body: { users: [] } }],
    'GET /v2.0/networks': [{ body: { networks: [] } }],
  })
  const { credentials } = cloud
  const room = JSON.stringify({ projects: [project('a')] }).length + 20
  const client = clientOf(new RememberingSession({ fetch, credentials }, { most: room }))
  const [first] = await client.projects.list()
  await client.users.list()
  expect((await client.projects.list())[0]).toBe(first)
  await client.networks.list()
  expect((await client.projects.list())[0]).toBe(first)
  expect((await os.projects.list())[0]).not.toBe(first)
  const tight = clientOf(new RememberingSession({ fetch, credentials }, { most: room - 20 }))
  const [before] = await tight.projects.list()
  await tight.users.list()
  expect((await tight.projects.list())[0]).not.toBe(before)
})

test('what nobody asks for any more is forgotten', async () => {
  await connected({ 'GET /v3/projects': [{ body: { projects: [project('a')] } }] })
  const { credentials } = cloud
  const client = clientOf(new RememberingSession({ fetch, credentials }, { idle: 10 }))
  const [first] = await client.projects.list()
  const again = async (): Promise<boolean> => (await client.projects.list())[0] === first
  await expect.poll(again, { interval: 50 }).toBe(false)
})
