/** Logging in: what Keystone is sent for each kind of credentials, and where its services are then looked for. */
import { expect, test } from 'vitest'
import type { Fetch } from '../../../provisioner/core/http.ts'
import { Secret } from '../../../provisioner/core/secret.ts'
import { endpointOf } from '../../../provisioner/openstack/catalog.ts'
import type { Credentials } from '../../../provisioner/openstack/credentials.ts'
import { fetchToken, type Token } from '../../../provisioner/openstack/token.ts'

const answer = {
  token: {
    expires_at: '2026-11-22T10:00:00.000000Z',
    user: { id: 'u', name: 'me' },
    project: { id: 'p', name: 'lab' },
  },
}

async function asked(credentials: Credentials): Promise<unknown> {
  let body: unknown
  const fetch: Fetch = async (_url, init) => {
    body = JSON.parse(String(init?.body))
    return { status: 201, headers: { get: () => 't' }, text: async () => JSON.stringify(answer) }
  }
  await fetchToken(fetch, credentials)
  return body
}

const place = { authUrl: 'http://k/v3' }
const password = new Secret('pw')

test('a password: names within domains, ids alone', async () => {
  const named: Credentials = { ...place, kind: 'password', user: 'me', project: 'lab', password }
  expect(await asked({ ...named, userDomain: { name: 'people' } })).toEqual({
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: 'me', domain: { name: 'people' }, password: 'pw' } },
      },
      scope: { project: { name: 'lab', domain: { id: 'default' } } },
    },
  })
  expect(await asked({ ...named, userId: 'u1', projectId: 'p1' })).toEqual({
    auth: {
      identity: { methods: ['password'], password: { user: { id: 'u1', password: 'pw' } } },
      scope: { project: { id: 'p1' } },
    },
  })
})

test('an application credential: without a scope; by name, with its owner', async () => {
  const kept = { ...place, kind: 'application-credential', secret: new Secret('s') } as const
  expect(await asked({ ...kept, credential: { id: 'a1' } })).toEqual({
    auth: {
      identity: { methods: ['application_credential'], application_credential: { id: 'a1', secret: 's' } },
    },
  })
  expect(await asked({ ...kept, credential: { name: 'a', user: { name: 'me' } } })).toEqual({
    auth: {
      identity: {
        methods: ['application_credential'],
        application_credential: { name: 'a', user: { name: 'me', domain: { id: 'default' } }, secret: 's' },
      },
    },
  })
})

test('services are found in the region and by the interface that was chosen; several regions have to be chosen from', () => {
  const at = (region: string, face: string) => ({ region, interface: face, url: `http://${face}.${region}/v2.0/` })
  const endpoints = [at('north', 'internal'), at('north', 'public'), at('south', 'public')]
  const token = { catalog: [{ type: 'network', name: '', endpoints }] } as unknown as Token
  expect(endpointOf(token, 'network', { region: 'north' })).toBe('http://public.north')
  expect(endpointOf(token, 'network', { region: 'north', interface: 'internal' })).toBe('http://internal.north')
  expect(endpointOf(token, 'network', { region: 'south', interface: 'admin' })).toBe('http://public.south')
  expect(() => endpointOf(token, 'network', {})).toThrow(/north, south/)
  expect(() => endpointOf(token, 'image', { region: 'north' })).toThrow(/no image service in north/)
})

test('how long a token is good is counted by this computer, whatever Keystone’s clock says', async () => {
  const times = { issued_at: '2020-01-01T10:00:00.000000Z', expires_at: '2020-01-01T11:00:00.000000Z' }
  const text = JSON.stringify({ token: { ...answer.token, ...times } })
  const fetch: Fetch = async () => ({ status: 201, headers: { get: () => 't' }, text: async () => text })
  const before = Date.now()
  const { expiresAt } = await fetchToken(fetch, { ...place, kind: 'password', user: 'me', project: 'lab', password })
  expect(expiresAt - 3_600_000).toBeGreaterThanOrEqual(before)
  expect(expiresAt - 3_600_000).toBeLessThanOrEqual(Date.now())
})

test('a service without a region is everywhere', async () => {
  const endpoints = [{ interface: 'public', region: null, url: 'http://nowhere/v2.0' }]
  const others = [{ interface: 'public', region: 'north', url: 'http://north/v2' }]
  const catalog = [
    { type: 'network', endpoints },
    { type: 'image', endpoints: [...others, ...endpoints] },
  ]
  const text = JSON.stringify({ token: { ...answer.token, catalog } })
  const fetch: Fetch = async () => ({ status: 201, headers: { get: () => 't' }, text: async () => text })
  const token = await fetchToken(fetch, { ...place, kind: 'password', user: 'me', project: 'lab', password })
  expect(endpointOf(token, 'network', { region: 'north' })).toBe('http://nowhere')
  expect(endpointOf(token, 'image', {})).toBe('http://north')
})
