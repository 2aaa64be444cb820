/** Flavors, key pairs, groups, aggregates, computes and quotas: requests, commands and Terraform. */
import { expect, test } from 'vitest'
import { newPassword } from '../../../provisioner/actions/index.ts'
import { explained, refused, sent, typed } from '../../support/explained.ts'

const thing = { id: 'x1', name: 'big' }

test('a flavor with extra specs, for two projects only', () => {
  const wanted = {
    ...{ id: 'f-1', name: 'big', description: 'Much', cpus: 8, memory: 4096, disk: 40, isPublic: false },
    ...{ extraSpecs: { 'hw:cpu_policy': 'dedicated' }, projectIds: ['p1', 'p2'] },
  }
  expect(sent('flavor.create', wanted)).toEqual([
    [
      'POST /flavors',
      {
        flavor: {
          ...{ id: 'f-1', name: 'big', description: 'Much', vcpus: 8, ram: 4096, disk: 40, swap: 0 },
          ...{ 'OS-FLV-EXT-DATA:ephemeral': 0, 'os-flavor-access:is_public': false },
        },
      },
    ],
    ['POST /flavors/f-1/os-extra_specs', { extra_specs: { 'hw:cpu_policy': 'dedicated' } }],
    ['POST /flavors/f-1/action', { addTenantAccess: { tenant: 'p1' } }],
    ['POST /flavors/f-1/action', { addTenantAccess: { tenant: 'p2' } }],
  ])
  expect(typed('flavor.create', wanted)).toEqual([
    [
      'openstack --os-compute-api-version 2.55 flavor create --id f-1 --ram 4096 --disk 40 --ephemeral 0 --swap 0',
      '--vcpus 8 --private --property hw:cpu_policy=dedicated --description Much big',
    ].join(' '),
    'openstack flavor set --project p1 f-1',
    'openstack flavor set --project p2 f-1',
  ])
  const terraform = explained('flavor.create', wanted).terraform ?? ''
  expect(terraform).toContain('resource "openstack_compute_flavor_v2" "big" {')
  expect(terraform).toContain('resource "openstack_compute_flavor_access_v2" "big-p2" {')
})

test('a flavor changed, shared and deleted', () => {
  expect(sent('flavor.changeExtraSpecs', { ...thing, set: { a: 'b' }, unset: ['hw:c'] })).toEqual([
    ['POST /flavors/x1/os-extra_specs', { extra_specs: { a: 'b' } }],
    'DELETE /flavors/x1/os-extra_specs/hw%3Ac',
  ])
  expect(typed('flavor.changeExtraSpecs', { ...thing, unset: ['c'] })).toEqual([
    'openstack flavor unset --property c x1',
  ])
  expect(sent('flavor.describe', { ...thing, description: '' })).toEqual([
    ['PUT /flavors/x1', { flavor: { description: null } }],
  ])
  // python-openstackclient 7.4 takes an empty description for none given: no command is better than one that does nothing.
  expect(typed('flavor.describe', { ...thing, description: '' })).toEqual([
    expect.stringMatching(/^# .* no word for this/),
  ])
  expect(explained('flavor.describe', { ...thing, description: 'big' }).terraform).toContain('description = "big"')
  expect(explained('flavor.changeExtraSpecs', { ...thing, set: { a: 'b' } }).terraform).toContain('"a" = "b"')
  expect(sent('flavor.removeProject', { ...thing, projectId: 'p1' })).toEqual([
    ['POST /flavors/x1/action', { removeTenantAccess: { tenant: 'p1' } }],
  ])
  expect(sent('flavor.delete', thing)).toEqual(['DELETE /flavors/x1'])
  expect(typed('flavor.delete', { ...thing, id: '-x' })).toEqual(['openstack flavor delete -- -x'])
})

test.each([
  ['no CPU', { cpus: 0 }],
  ['half a MiB', { memory: 0.5 }],
  ['an id with a slash', { id: 'a/b' }],
  ['a key nobody can write', { extraSpecs: { 'a/b': 'c' } }],
])('a flavor with %s is refused', (_what, wrong) => {
  const wanted = { id: 'f1', name: 'tiny', cpus: 1, memory: 64, disk: 0 }
  expect(refused('flavor.create', wanted)).toBeUndefined()
  expect(refused('flavor.create', { ...wanted, ...wrong })).toBeDefined()
})

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE me@laptop'

test('a public key is stored; a private one, or two, are refused', () => {
  expect(sent('keypair.import', { name: 'me', publicKey: `${KEY}\n` })).toEqual([
    ['POST /os-keypairs', { keypair: { name: 'me', type: 'ssh', public_key: KEY } }],
  ])
  expect(explained('keypair.import', { name: 'me', publicKey: KEY }).terraform).toBe(
    `resource "openstack_compute_keypair_v2" "me" {\n  name       = "me"\n  public_key = "${KEY}"\n}\n`,
  )
  const wrong = ['-----BEGIN OPENSSH PRIVATE KEY-----', `${KEY}\n${KEY}`, 'AAAA', `command="x" ${KEY}`]
  for (const publicKey of wrong) expect(refused('keypair.import', { name: 'me', publicKey })).toContain('public key')
  expect(refused('keypair.import', { name: 'a/b', publicKey: KEY })).toContain('only')
  expect(sent('keypair.delete', { id: 'me @ home', name: 'me @ home' })).toEqual([
    'DELETE /os-keypairs/me%20%40%20home',
  ])
})

test('a server group, and how many of it a host may have', () => {
  const wanted = { name: 'apart', policy: 'anti-affinity', maxPerHost: 2 } as const
  expect(sent('serverGroup.create', wanted)).toEqual([
    [
      'POST /os-server-groups',
      { server_group: { name: 'apart', policy: 'anti-affinity', rules: { max_server_per_host: 2 } } },
    ],
  ])
  expect(typed('serverGroup.create', wanted)).toEqual([
    'openstack --os-compute-api-version 2.64 server group create --policy anti-affinity --rule max_server_per_host=2 apart',
  ])
  expect(refused('serverGroup.create', { ...wanted, policy: 'affinity' })).toContain('anti-affinity')
  expect(sent('serverGroup.delete', thing)).toEqual(['DELETE /os-server-groups/x1'])
})

test('an aggregate, its zone, its hosts and its metadata', () => {
  const one = { id: '3', name: 'fast' }
  expect(sent('aggregate.create', { name: 'fast', zone: 'east' })).toEqual([
    ['POST /os-aggregates', { aggregate: { name: 'fast', availability_zone: 'east' } }],
  ])
  expect(typed('aggregate.create', { name: '-fast', zone: 'east' })).toEqual([
    'openstack aggregate create --zone east -- -fast',
  ])
  expect(sent('aggregate.update', { ...one, zone: 'west' })).toEqual([
    ['PUT /os-aggregates/3', { aggregate: { availability_zone: 'west' } }],
  ])
  expect(sent('aggregate.addHost', { ...one, host: 'c1' })).toEqual([
    ['POST /os-aggregates/3/action', { add_host: { host: 'c1' } }],
  ])
  expect(sent('aggregate.removeHost', { ...one, host: 'c1' })).toEqual([
    ['POST /os-aggregates/3/action', { remove_host: { host: 'c1' } }],
  ])
  expect(sent('aggregate.changeMetadata', { ...one, set: { ssd: 'true' }, unset: ['old'] })).toEqual([
    ['POST /os-aggregates/3/action', { set_metadata: { metadata: { ssd: 'true', old: null } } }],
  ])
  expect(sent('aggregate.delete', one)).toEqual(['DELETE /os-aggregates/3'])
  const block = 'resource "openstack_compute_aggregate_v2" "fast" {\n'
  expect(explained('aggregate.update', { ...one, zone: 'west' }).terraform).toBe(
    `${block}  # The rest of its block stays as it is.\n  zone = "west"\n}\n`,
  )
  expect(explained('aggregate.addHost', { ...one, host: 'c1' }).terraform).toContain('hosts = ["c1"]')
  expect(explained('aggregate.changeMetadata', { ...one, set: { ssd: 'true' } }).terraform).toContain('"ssd" = "true"')
  expect(refused('aggregate.create', { name: 'fast', zone: 'a:b' })).toBe('A zone has no colon.')
})

test('a compute is closed, opened, and declared down', () => {
  const compute = { id: 'u1', host: 'c1' }
  expect(sent('computeService.disable', { ...compute, reason: 'New disk' })).toEqual([
    ['PUT /os-services/u1', { status: 'disabled', disabled_reason: 'New disk' }],
  ])
  expect(typed('computeService.disable', { ...compute, reason: 'New disk' })).toEqual([
    "openstack compute service set --disable --disable-reason 'New disk' c1 nova-compute",
  ])
  expect(sent('computeService.enable', compute)).toEqual([['PUT /os-services/u1', { status: 'enabled' }]])
  expect(sent('computeService.forceDown', { ...compute, isDown: true })).toEqual([
    ['PUT /os-services/u1', { forced_down: true }],
  ])
  expect(typed('computeService.forceDown', { ...compute, isDown: false })).toEqual([
    'openstack --os-compute-api-version 2.11 compute service set --up c1 nova-compute',
  ])
})

test('quotas: what is named is set, null is no limit, the rest stays', () => {
  const wanted = { project: { id: 'p1', name: 'shop' }, cpus: 20, memory: null }
  expect(sent('computeQuotas.set', wanted)).toEqual([['PUT /os-quota-sets/p1', { quota_set: { cores: 20, ram: -1 } }]])
  expect(typed('computeQuotas.set', wanted)).toEqual(['openstack quota set --cores 20 --ram=-1 p1'])
  expect(explained('computeQuotas.set', wanted).terraform).toContain('ram        = -1')
})

test('a password nobody made up', () => {
  const all = Array.from({ length: 50 }, () => newPassword())
  expect(new Set(all).size).toBe(50)
  for (const one of all) expect(one).toMatch(/^[\w-]{20}$/)
})
