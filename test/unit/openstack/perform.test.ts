/** Actions done against a service: its answer, its refusal, what of several requests was done, and what was not sent at all. */
import { afterEach, expect, test } from 'vitest'
import { type Openstack, openstack } from '../../../provisioner/openstack/openstack.ts'
import { checkAndPerform, perform } from '../../../provisioner/openstack/perform.ts'
import { FakeCloud, type Routes } from '../../support/fakeCloud.ts'

let cloud: FakeCloud
afterEach(async () => cloud?.[Symbol.asyncDispose]())

async function connected(routes: Routes): Promise<Openstack> {
  cloud = await FakeCloud.start(routes)
  return openstack({ fetch, credentials: cloud.credentials })
}

const web = { id: 's1', name: 'web' }
const tiny = { id: 'f1', name: 'tiny', cpus: 1, memory: 64, disk: 0 }

test('what was made is told, and nothing where nothing is', async () => {
  const { session } = await connected({
    'POST /v2.1/servers/s1/action': [{ status: 202, body: { image_id: 'i9' } }, { status: 202 }],
  })
  expect(await perform(session, 'server.createImage', { ...web, imageName: 'copy' })).toBe('i9')
  expect(await perform(session, 'server.stop', web)).toBeNull()
})

test.each([
  [
    ...[409, { conflictingRequest: { code: 409, message: "Cannot 'stop' instance s1 while it is in vm_state error" } }],
    "Stopping the instance web failed: Cannot 'stop' instance s1 while it is in vm_state error.",
    undefined,
  ],
  [
    ...[403, { forbidden: { code: 403, message: 'Quota exceeded for cores: Requested 8, but already used 20 of 20' } }],
    'Stopping the instance web failed: Quota exceeded for cores: Requested 8, but already used 20 of 20.',
    expect.stringContaining('raise the quota'),
  ],
  [
    ...[
      403,
      { forbidden: { code: 403, message: "Policy doesn't allow os_compute_api:servers:stop to be performed." } },
    ],
    "Stopping the instance web failed: Policy doesn't allow os_compute_api:servers:stop to be performed.",
    expect.stringContaining('role'),
  ],
] as const)('a refusal (%i) is told in the service’s words, with what to do', async (status, body, message, remedy) => {
  const { session } = await connected({ 'POST /v2.1/servers/s1/action': [{ status, body }] })
  await expect(perform(session, 'server.stop', web)).rejects.toMatchObject({ data: { status, message } })
  const error = await perform(session, 'server.stop', web).catch((thrown: unknown) => thrown)
  expect(error).toHaveProperty('data')
  expect((error as { data: { remedy?: string } }).data.remedy).toEqual(remedy)
})

test('of several requests, those before the refused one are named', async () => {
  const { session } = await connected({
    'POST /v2.1/flavors': [{ body: { flavor: {} } }],
    'POST /v2.1/flavors/f1/os-extra_specs': [{ status: 400, body: { badRequest: { message: 'Bad extra spec' } } }],
  })
  const wanted = { ...tiny, extraSpecs: { 'hw:cpu_policy': 'wrong' }, projectIds: ['p1'] }
  await expect(checkAndPerform(session, 'flavor.create', wanted)).rejects.toMatchObject({
    data: {
      message: 'Creating the flavor tiny failed: Bad extra spec.',
      detail: 'Done before and not taken back: POST /flavors.',
    },
  })
  expect(cloud.calls).toEqual(['POST /v2.1/flavors', 'POST /v2.1/flavors/f1/os-extra_specs'])
})

test('what is gone is deleted', async () => {
  const { session } = await connected({})
  expect(await perform(session, 'server.delete', web)).toBeNull()
})

test('an input no form would take is not sent', async () => {
  const { session } = await connected({})
  await expect(checkAndPerform(session, 'flavor.create', { ...tiny, cpus: 0 })).rejects.toMatchObject({
    data: { code: 'invalid-input', message: expect.stringContaining('cpus') },
  })
  expect(cloud.asked).toEqual([])
})

test('a flavor is made under an id of its own', async () => {
  const os = await connected({ 'POST /v2.1/flavors': [{ body: { flavor: {} } }] })
  const id = await os.flavors.create({ name: 'tiny', cpus: 1, memory: 64, disk: 0 })
  expect(JSON.parse(cloud.asked.at(-1)?.body ?? '')).toMatchObject({ flavor: { id, name: 'tiny', ram: 64 } })
})
