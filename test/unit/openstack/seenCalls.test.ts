/** What a window may show of every request, the services' time, and secrets: sent, and shown to nobody. */
import { afterEach, expect, test } from 'vitest'
import { reveal, Secret } from '../../../provisioner/core/secret.ts'
import { serviceClock } from '../../../provisioner/openstack/clock.ts'
import { openstack } from '../../../provisioner/openstack/openstack.ts'
import type { SeenCall } from '../../../provisioner/openstack/seenCall.ts'
import { FakeCloud, PASSWORD, type Routes } from '../../support/fakeCloud.ts'

let cloud: FakeCloud
afterEach(async () => cloud?.[Symbol.asyncDispose]())

async function watching(routes: Routes) {
  cloud = await FakeCloud.start(routes)
  const seen: SeenCall[] = []
  const sleep = async () => {}
  const os = openstack({ fetch, sleep, credentials: cloud.credentials, onCall: (call) => seen.push(call) })
  return { os, seen, lines: () => seen.map((one) => `${one.service} ${one.method} ${one.path} ${one.status}`) }
}

test('every request is told of: the token, the versions, each try, and one nobody answered', async () => {
  const body = { servers: [] }
  const { lines, os, seen } = await watching({
    'GET /v2.1/servers/detail': [{ status: 503 }, { hangUp: true }, { body }],
  })
  const before = Date.now()
  await os.servers.list({ name: 'web' })
  const listing = 'compute GET /servers/detail?name=web&limit=500'
  expect(lines()).toEqual([
    'identity POST /v3/auth/tokens 201',
    'compute GET / 200',
    `${listing} 503`,
    `${listing} undefined`,
    `${listing} 200`,
  ])
  for (const { at, ms } of seen) {
    expect(at).toBeGreaterThanOrEqual(before)
    expect(ms).toBeGreaterThan(0)
  }
})

test('a refused token is seen as it is: refused, renewed, sent again', async () => {
  const { lines, os } = await watching({ 'GET /v3/projects': [{ body: { projects: [] } }] })
  await os.projects.list()
  cloud.revoked.add('token-1')
  await os.projects.list()
  expect(lines().slice(2)).toEqual([
    'identity GET /v3/projects 401',
    'identity POST /v3/auth/tokens 201',
    'identity GET /v3/projects 200',
  ])
})

test('a secret in a body reaches the service and no one else', async () => {
  const { os, seen } = await watching({ 'POST /v2.1/servers/s1/action': [{ status: 202 }] })
  const secret = new Secret('correct horse')
  await os.session.send({
    ...{ service: 'compute', method: 'POST', path: '/servers/s1/action', attempted: 'Rescuing' },
    body: { rescue: { adminPass: secret, deep: [{ again: secret }] } },
  })
  expect(JSON.parse(cloud.asked.at(-1)?.body ?? '')).toEqual({
    rescue: { adminPass: 'correct horse', deep: [{ again: 'correct horse' }] },
  })
  const told = JSON.stringify(seen)
  for (const hidden of [reveal(secret), PASSWORD, 'token-']) expect(told).not.toContain(hidden)
})

test('the services’ time is theirs, never ahead, and another service’s before the first answer', () => {
  let local = Date.parse('2026-11-22T12:00:00Z')
  const clock = serviceClock(() => local)
  expect(clock.now('compute')).toBe(local)
  clock.heard('identity', 'Sun, 22 Nov 2026 11:00:00 GMT')
  expect(new Date(clock.now('compute')).toISOString()).toBe('2026-11-22T11:00:00.000Z')
  clock.heard('compute', 'Sun, 22 Nov 2026 10:00:00 GMT')
  clock.heard('compute', null)
  clock.heard('compute', 'yesterday')
  local += 5000
  expect(new Date(clock.now('compute')).toISOString()).toBe('2026-11-22T10:00:05.000Z')
  expect(new Date(clock.now('identity')).toISOString()).toBe('2026-11-22T11:00:05.000Z')
})

test('a session knows the time from its answers', async () => {
  const { os } = await watching({ 'GET /v3/projects': [{ body: { projects: [] } }] })
  await os.projects.list()
  expect(Math.abs(os.session.clock.now('identity') - Date.now())).toBeLessThan(2000)
})
