/** In which version a cloud is asked: what it says it knows decides, whoever old or new it is. */
import { afterEach, expect, test } from 'vitest'
import { type Openstack, openstack } from '../../../provisioner/openstack/openstack.ts'
import { negotiated, versionDocument } from '../../../provisioner/openstack/versions.ts'
import { FakeCloud, type Routes } from '../../support/fakeCloud.ts'

let cloud: FakeCloud
afterEach(async () => cloud?.[Symbol.asyncDispose]())

async function connected(routes: Routes = {}): Promise<Openstack> {
  cloud = await FakeCloud.start({ 'GET /v2.1/os-aggregates': [{ body: { aggregates: [] } }], ...routes })
  return openstack({ fetch, credentials: cloud.credentials })
}

const versionAsked = () => cloud.asked.at(-1)?.headers['openstack-api-version']
const documents = () => cloud.asked.filter((one) => one.path === '/v2.1/')

test('the versions are asked for once, however many requests begin at once', async () => {
  const os = await connected()
  await Promise.all([os.aggregates.list(), os.aggregates.list(), os.aggregates.list()])
  expect(documents()).toHaveLength(1)
  expect(documents()[0]?.headers['openstack-api-version']).toBeUndefined()
  expect(versionAsked()).toBe('compute 2.96')
})

test('a cloud that knows less is asked for the most it knows', async () => {
  const os = await connected()
  cloud.versions.compute.max = '2.90'
  await os.aggregates.list()
  expect(versionAsked()).toBe('compute 2.90')
})

test('a cloud whose oldest version is too new is no riddle', async () => {
  const os = await connected()
  cloud.versions.compute.min = '2.97'
  await expect(os.aggregates.list()).rejects.toMatchObject({
    data: {
      code: 'api',
      message:
        "Listing the host aggregates failed: the cloud's compute API begins with version 2.97, Stackstead speaks 2.96.",
      remedy: expect.stringContaining('newer'),
    },
  })
  expect(cloud.calls).toEqual([])
})

test('a cloud that does not tell is asked for what Stackstead speaks', async () => {
  const os = await connected({ 'GET /v2.1/': [{ status: 404 }] })
  await os.aggregates.list()
  expect(versionAsked()).toBe('compute 2.96')
})

test('a failure to tell is asked about again by the next request', async () => {
  const version = { id: 'v2.1', status: 'CURRENT', version: '2.90', min_version: '2.1' }
  const os = await connected({ 'GET /v2.1/': [{ status: 403 }, { body: { version } }] })
  await expect(os.aggregates.list()).rejects.toMatchObject({ data: { status: 403 } })
  await os.aggregates.list()
  expect(versionAsked()).toBe('compute 2.90')
})

test.each([
  ['Nova under /v2.1', { version: { id: 'v2.1', version: '2.100', min_version: '2.1' } }, '2.1', '2.100'],
  [
    'Nova under /',
    {
      versions: [
        { id: 'v2.0', version: '', min_version: '' },
        { id: 'v2.1', version: '2.9', min_version: '2.1' },
      ],
    },
    '2.1',
    '2.9',
  ],
  ['Placement', { versions: [{ id: 'v1.0', max_version: '1.39', min_version: '1.0' }] }, '1.0', '1.39'],
])('the document of %s', (_whose, body, min, max) => {
  expect(versionDocument.parse(body)).toEqual({ min, max })
})

test('a service without microversions has none', () => {
  expect(versionDocument.parse({ versions: [{ id: 'v2.0', status: 'CURRENT' }] })).toBeUndefined()
})

test('2.9 is older than 2.87', () => {
  const known = { min: '2.1', max: '2.9' }
  expect(negotiated('Listing', 'compute 2.87', known)).toBe('compute 2.9')
  expect(negotiated('Listing', 'compute 2.9', { min: '2.1', max: '2.87' })).toBe('compute 2.9')
})

test('a catalogue of an older cloud names the project in the address; Nova needs it no longer', async () => {
  const os = await connected({ 'GET /v2.1/os-aggregates': [{ body: { aggregates: [] } }] })
  cloud.computePath = '/v2.1/0123456789abcdef'
  await os.aggregates.list()
  expect(cloud.calls).toEqual(['GET /v2.1/os-aggregates'])
})
