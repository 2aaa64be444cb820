/** An instance is made once, although the answer to the request for it may be lost. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { launches } from '../../../../electron/app/running/launches.ts'
import { ACTIONS } from '../../../../electron/contract/actions.ts'
import { clientBy } from '../../../../provisioner/index.ts'
import { FakeCloud, type Reply } from '../../../support/fakeCloud.ts'
import { rejection } from '../../../support/sshClient.ts'

type Made = { readonly id: string; readonly name: string; readonly user_id: string; readonly created: string }

let cloud: FakeCloud
let servers: Made[]
/** What Nova does with a request for an instance. */
let posted: () => Reply
let posts: number
let isDead: boolean

const server = (id: string, name: string, fields: Partial<Made> = {}): Made => ({
  ...{ id, name, user_id: 'u1', created: new Date().toISOString().replace(/\.\d+/, ''), ...fields },
})
const wanted = (fields: object = {}) =>
  ACTIONS['server.create'].input.parse({
    ...{ name: 'web', imageId: 'i1', flavorId: 'f1', networks: [{ networkId: 'n1' }], ...fields },
  })

beforeEach(async () => {
  servers = []
  posts = 0
  isDead = false
  cloud = await FakeCloud.start({
    'POST /v2.1/servers': () => {
      posts += 1
      return posted()
    },
    'GET /v2.1/servers/detail': () => {
      if (isDead) return { hangUp: true }
      const rows = servers.map((one) => ({ ...one, status: 'BUILD', tenant_id: 'p1' }))
      return { body: { servers: rows } }
    },
  })
})
afterEach(async () => cloud[Symbol.asyncDispose]())

/** Tries once, as the app's own questions do not; waits for nothing. */
const client = () => clientBy(fetch, cloud.credentials, { looking: true })

test('a request whose answer is lost has made what it made: the same is not made again', async () => {
  servers = [
    server('old', 'web', { created: '2026-01-01T00:00:00Z' }),
    server('other', 'web', { user_id: 'u7' }),
    server('longer', 'web-2'),
  ]
  posted = () => {
    servers.push(server('s1', 'web'))
    return { hangUp: true }
  }
  expect(await launches([0]).create('home', client(), wanted())).toBe('s1')
  expect(posts).toBe(1)
})

test('where nobody answers it is said, and looked for before the same is sent again', async () => {
  const kept = launches([0])
  posted = () => {
    servers.push(server('s1', 'web'))
    isDead = true
    return { hangUp: true }
  }
  expect(await rejection(kept.create('home', client(), wanted()))).toMatchObject({ data: { code: 'unreachable' } })
  // As long as it cannot be looked for, it is not sent.
  expect(await rejection(kept.create('home', client(), wanted()))).toMatchObject({ data: { code: 'unreachable' } })
  isDead = false
  expect(await kept.create('home', client(), wanted())).toBe('s1')
  expect(posts).toBe(1)
})

test('what never arrived is sent again, and what is wanted a second time is made a second time', async () => {
  const kept = launches([0])
  posted = () => ({ status: 503, body: 'Service Unavailable' })
  expect(await rejection(kept.create('home', client(), wanted()))).toMatchObject({ data: { status: 503 } })
  posted = () => {
    servers.push(server(`s${posts}`, 'web'))
    return { status: 202, body: { server: { id: `s${posts}` } } }
  }
  expect(await kept.create('home', client(), wanted())).toBe('s2')
  expect(await kept.create('home', client(), wanted())).toBe('s3')
})

test('of several the first is told; a refusal is an answer', async () => {
  posted = () => {
    servers.push(server('s10', 'web-10'), server('s2', 'web-2'), server('s1', 'web-1'))
    return { hangUp: true }
  }
  expect(await launches([0]).create('home', client(), wanted({ count: 10 }))).toBe('s1')
  posted = () => ({ status: 403, body: { forbidden: { code: 403, message: 'Quota exceeded for instances' } } })
  expect(await rejection(launches([0]).create('home', client(), wanted()))).toMatchObject({ data: { status: 403 } })
})
