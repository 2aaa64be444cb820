/** Whether APIs answer: one that dies is said at once, holds up no other, and is seen to return. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { overviewArea } from '../../../../electron/app/overview/overviewArea.ts'
import type { CloudClient } from '../../../../electron/app/running/cloudClients.ts'
import type { ApisNow, CloudSummary } from '../../../../electron/contract/index.ts'
import { errorData, StacksteadError } from '../../../../provisioner/core/errors.ts'
import { clientBy, type RunningCloud } from '../../../../provisioner/index.ts'
import { FakeCloud, type Reply } from '../../../support/fakeCloud.ts'
import { type TestApp, type Told, testApp, told } from '../../../support/testApp.ts'

const SUMMARY: CloudSummary = {
  ...{ id: 'home', kind: 'own', name: 'home', file: '/home/cloud.yaml', machines: 2, problems: 0, practice: false },
  lastRun: { run: 'r', operation: 'apply', startedAt: 0, state: 'done', steps: 1, changed: 1, failed: 0 },
}

let cloud: FakeCloud
let app: TestApp
let area: ReturnType<typeof overviewArea>
let nova: Reply
let way: () => void
let now: Told<ApisNow>

beforeEach(async () => {
  nova = { body: { servers: [] } }
  way = () => {}
  now = told<ApisNow>()
  cloud = await FakeCloud.start({
    'GET /v3/auth/projects': [{ body: { projects: [] } }],
    'GET /v2.1/servers': () => nova,
    'GET /v2/images': [{ body: { images: [] } }],
    'GET /v2.0/networks': [{ body: { networks: [] } }],
    'GET /placement/resource_providers': [{ status: 403, body: { errors: [{ detail: 'Policy says no.' }] } }],
  })
  app = testApp({ fleet: { transport: () => Promise.reject(new Error('no machines here')) } })
  app.context.rooms.list.set([SUMMARY])
  const { credentials } = cloud
  const client = {
    os: clientBy(fetch, credentials),
    looking: clientBy(fetch, credentials, { looking: true }),
    way: { credentials } as unknown as RunningCloud,
  }
  const clients = {
    of: async () => {
      way()
      return client
    },
    worded: (_cloud: string, error: unknown) => new StacksteadError(errorData(error)),
  }
  area = overviewArea({ rooms: app.context.rooms, clients, every: 20 })
})
afterEach(async () => {
  now.leave()
  await area[Symbol.asyncDispose]()
  app[Symbol.dispose]()
  await cloud[Symbol.asyncDispose]()
})

const follow = (to: Told<ApisNow> = now): void => {
  area.streams['overview.apis']({ cloud: 'home' }, to.emit, to.signal)
}
const states = ({ apis }: ApisNow): Record<string, string> => Object.fromEntries(apis.map((one) => [one.id, one.state]))
const allAnswer = (event: ApisNow): boolean =>
  event.apis.length === 5 && event.apis.every(({ state }) => state === 'answers')

test('each answers with what it took; a policy that says no is an answer', async () => {
  follow()
  const { apis, error } = await now.until(allAnswer)
  expect(error).toBeUndefined()
  expect(apis.map(({ id }) => id)).toEqual(['identity', 'compute', 'image', 'network', 'placement'])
  for (const { latency } of apis) expect(latency).toBeGreaterThan(0)
})

test('one that dies is said with its reason while the others answer, and is seen to return', async () => {
  follow()
  await now.until(allAnswer)
  nova = { status: 503, body: { error: { message: 'The server is currently unavailable.' } } }
  const dead = await now.until(({ apis }) => apis.some(({ state }) => state === 'fails'))
  expect(states(dead)).toEqual({
    ...{ identity: 'answers', compute: 'fails', image: 'answers', network: 'answers', placement: 'answers' },
  })
  const { error, since } = dead.apis.find(({ id }) => id === 'compute') ?? {}
  expect(error).toMatchObject({ code: 'api', status: 503 })
  nova = { hangUp: true }
  const cut = await now.until(({ apis }) => apis.some((one) => one.error?.code === 'unreachable'))
  expect(cut.apis.find(({ id }) => id === 'compute')?.since).toBe(since)
  const before = now.events.length
  nova = { body: { servers: [] } }
  await now.until((event) => now.events.indexOf(event) >= before && allAnswer(event))
})

test('no way to the cloud is said, and what was known of its APIs is no longer claimed', async () => {
  follow()
  await now.until(allAnswer)
  way = () => {
    throw new StacksteadError({ code: 'unreachable', machine: 'controller', message: 'controller did not answer.' })
  }
  const lost = await now.until(({ error }) => error !== undefined)
  expect(lost.error).toMatchObject({ machine: 'controller' })
  expect(lost.apis.some(({ state }) => state === 'answers')).toBe(false)
  const before = now.events.length
  way = () => {}
  await now.until((event) => now.events.indexOf(event) >= before && allAnswer(event) && event.error === undefined)
})

test('nobody asks while nobody looks, and two who look share the questions', async () => {
  const other = told<ApisNow>()
  follow()
  follow(other)
  await Promise.all([now.until(allAnswer), other.until(allAnswer)])
  other.leave()
  now.leave()
  await new Promise((resolve) => setTimeout(resolve, 50))
  const { length } = cloud.asked
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(cloud.asked.length).toBe(length)
})

test('a cloud that was never deployed is said to be so, and nothing is asked', () => {
  const { lastRun: _, ...never } = SUMMARY
  app.context.rooms.list.set([never])
  expect(() => follow()).toThrow('home was not deployed yet')
  expect(cloud.asked).toEqual([])
})

test('of a store of objects one name is asked for, not all there are', async () => {
  const asked: unknown[] = []
  const endpoints = [{ interface: 'public', region: '', url: 'http://swift/v1/AUTH_p1' }]
  const session = {
    token: async () => ({ catalog: [{ type: 'object-store', name: 'swift', endpoints }] }),
    send: async (call: unknown) => void asked.push(call),
  }
  const client = { looking: { session } } as unknown as CloudClient
  await using other = overviewArea({
    rooms: app.context.rooms,
    clients: { of: async () => client, worded: (_cloud, error) => new StacksteadError(errorData(error)) },
    every: 20,
  })
  other.streams['overview.apis']({ cloud: 'home' }, now.emit, now.signal)
  await now.until(({ apis }) => apis[0]?.state === 'answers')
  expect(asked[0]).toMatchObject({ service: 'object-store', path: '/', query: { limit: 1 } })
})
