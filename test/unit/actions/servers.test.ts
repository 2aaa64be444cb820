/** Instances made, named, locked and deleted: the requests of the api-ref, the commands of python-openstackclient, Terraform. */
import { expect, test } from 'vitest'
import type { InputOfAction } from '../../../provisioner/actions/index.ts'
import { explained, refused, sent, typed } from '../../support/explained.ts'

const least: InputOfAction<'server.create'> = { name: 'web', imageId: 'i1', flavorId: 'f1', networks: 'auto' }
const web = { id: 's1', name: 'web' }

test('the least an instance needs, and nothing nobody asked for', () => {
  expect(sent('server.create', least)).toEqual([
    ['POST /servers', { server: { name: 'web', imageRef: 'i1', flavorRef: 'f1', networks: 'auto' } }],
  ])
  expect(typed('server.create', least)).toEqual([
    'openstack --os-compute-api-version 2.74 server create --image i1 --flavor f1 --nic auto web',
  ])
})

test('everything that may be said of an instance', () => {
  const all: InputOfAction<'server.create'> = {
    ...{ name: 'web', description: 'the shop', count: 3, imageId: 'i1', flavorId: 'f1', keyName: 'me' },
    networks: [{ portId: 'p1' }, { networkId: 'n1' }, { networkId: 'n2', address: '10.0.0.5' }, V6],
    ...{ securityGroups: ['web', 'ssh'], userData: '#!/bin/sh\necho ü\n', metadata: { role: 'front' } },
    ...{ tags: ['blue'], configDrive: true, zone: 'east', host: 'c1' },
    hints: { serverGroupId: 'g1', differentHostFrom: ['s8', 's9'], sameHostAs: ['s7'] },
  }
  expect(sent('server.create', all)).toEqual([
    [
      'POST /servers',
      {
        server: {
          ...{ name: 'web', description: 'the shop', imageRef: 'i1', flavorRef: 'f1', key_name: 'me' },
          ...{ min_count: 3, max_count: 3, availability_zone: 'east', host: 'c1', config_drive: true, tags: ['blue'] },
          networks: [
            ...[{ port: 'p1' }, { uuid: 'n1' }, { uuid: 'n2', fixed_ip: '10.0.0.5' }],
            { uuid: 'n3', fixed_ip: '2001:db8::5' },
          ],
          security_groups: [{ name: 'web' }, { name: 'ssh' }],
          user_data: Buffer.from('#!/bin/sh\necho ü\n').toString('base64'),
          metadata: { role: 'front' },
        },
        'os:scheduler_hints': { group: 'g1', different_host: ['s8', 's9'], same_host: ['s7'] },
      },
    ],
  ])
  expect(typed('server.create', all)).toEqual([
    [
      ...['openstack --os-compute-api-version 2.74 server create --image i1 --flavor f1'],
      ...['--nic port-id=p1 --nic net-id=n1 --nic net-id=n2,v4-fixed-ip=10.0.0.5'],
      ...['--nic net-id=n3,v6-fixed-ip=2001:db8::5 --security-group web --security-group ssh --key-name me'],
      ...["--user-data user-data.yaml --description 'the shop' --property role=front --tag blue --use-config-drive"],
      ...['--availability-zone east --host c1 --server-group g1 --hint different_host=s8 --hint different_host=s9'],
      ...['--hint same_host=s7 --min 3 --max 3 web'],
    ].join(' '),
  ])
  expect(explained('server.create', all).terraform).toBe(`resource "openstack_compute_instance_v2" "web" {
  count             = 3
  name              = "web-\${count.index + 1}"
  image_id          = "i1"
  flavor_id         = "f1"
  key_pair          = "me"
  security_groups   = ["web", "ssh"]
  user_data         = "#!/bin/sh\\necho ü\\n"
  metadata          = {
    "role" = "front"
  }
  tags              = ["blue"]
  config_drive      = true
  availability_zone = "east"

  network {
    port = "p1"
  }

  network {
    uuid = "n1"
  }

  network {
    uuid        = "n2"
    fixed_ip_v4 = "10.0.0.5"
  }

  network {
    uuid        = "n3"
    fixed_ip_v6 = "2001:db8::5"
  }

  scheduler_hints {
    group          = "g1"
    different_host = ["s8", "s9"]
    same_host      = ["s7"]
  }
}
`)
})

const V6 = { networkId: 'n3', address: '2001:db8::5' }

test('an ISO has an empty disk beside it that can be started from, whichever way it is said', () => {
  const wanted = { ...least, installDisk: 20 }
  const own = { destination_type: 'local', delete_on_termination: true }
  expect(sent('server.create', wanted)).toMatchObject([
    [
      'POST /servers',
      {
        server: {
          imageRef: 'i1',
          block_device_mapping_v2: [
            { source_type: 'image', uuid: 'i1', boot_index: 0, ...own },
            { source_type: 'blank', volume_size: 20, boot_index: 1, ...own },
          ],
        },
      },
    ],
  ])
  expect(typed('server.create', wanted)[0]).toContain(
    '--block-device source_type=blank,destination_type=local,volume_size=20,boot_index=1',
  )
  expect(explained('server.create', wanted).terraform).toContain(`
  block_device {
    source_type           = "blank"
    volume_size           = 20
    boot_index            = 1
    destination_type      = "local"
    delete_on_termination = true
  }
`)
})

test('no card at all is a word of its own, whichever way it is said', () => {
  for (const networks of ['none', []] as const) {
    const wanted = { ...least, networks: typeof networks === 'string' ? networks : [...networks] }
    expect(sent('server.create', wanted)).toMatchObject([['POST /servers', { server: { networks: 'none' } }]])
    expect(typed('server.create', wanted)[0]).toContain('--nic none')
    expect(explained('server.create', wanted).terraform).toContain('network_mode = "none"')
  }
})

test('an instance named, described, locked and unlocked', () => {
  expect(sent('server.rename', { ...web, newName: 'shop' })).toEqual([
    ['PUT /servers/s1', { server: { name: 'shop' } }],
  ])
  expect(sent('server.describe', { ...web, description: '' })).toEqual([
    ['PUT /servers/s1', { server: { description: null } }],
  ])
  expect(typed('server.describe', { ...web, description: '' })).toEqual([
    'openstack --os-compute-api-version 2.19 server unset --description s1',
  ])
  expect(typed('server.describe', { ...web, description: '-x' })).toEqual([
    'openstack --os-compute-api-version 2.19 server set --description=-x s1',
  ])
  expect(sent('server.lock', web)).toEqual([['POST /servers/s1/action', { lock: null }]])
  expect(sent('server.lock', { ...web, reason: 'Mine' })).toEqual([
    ['POST /servers/s1/action', { lock: { locked_reason: 'Mine' } }],
  ])
  expect(typed('server.lock', { ...web, reason: 'Mine' })).toEqual([
    'openstack --os-compute-api-version 2.73 server lock --reason Mine s1',
  ])
  expect(sent('server.unlock', web)).toEqual([['POST /servers/s1/action', { unlock: null }]])
})

test('an instance deleted, for good, and brought back', () => {
  expect(sent('server.delete', web)).toEqual(['DELETE /servers/s1'])
  expect(sent('server.forceDelete', web)).toEqual([['POST /servers/s1/action', { forceDelete: null }]])
  expect(typed('server.forceDelete', web)).toEqual(['openstack server delete --force s1'])
  expect(sent('server.restore', web)).toEqual([['POST /servers/s1/action', { restore: null }]])
})

test.each([
  ['a name of nothing', { ...least, name: ' \t ' }, 'A name is needed.'],
  ['a name of two lines', { ...least, name: 'a\nb' }, 'One line only.'],
  ['a name with a mark nobody sees', { ...least, name: 'a\u202eb' }, expect.stringContaining('cannot be seen')],
  ['a name with an emoji', { ...least, name: 'web 😀' }, expect.stringContaining('emoji')],
  ['a description of two lines', { ...least, description: 'a\nb' }, expect.stringContaining('One line')],
  ['a name of 256', { ...least, name: 'x'.repeat(256) }, '255 characters at most.'],
  ['user data too long once it is base64', { ...least, userData: 'ü'.repeat(24_575) }, '48 KiB at most.'],
  ['a tag with a comma', { ...least, tags: ['a,b'] }, 'A tag has no slash and no comma.'],
  ['a metadata key with a bracket', { ...least, metadata: { 'a<b': 'c' } }, expect.anything()],
  ['an address that is none', { ...least, networks: [{ networkId: 'n1', address: '10.0.0' }] }, expect.anything()],
  ['a field nobody knows', { ...least, image: 'i1' }, expect.anything()],
])('%s is refused before anything is sent', (_what, input, message) => {
  expect(refused('server.create', input)).toEqual(message)
})

test.each(['x'.repeat(255), '字'.repeat(255), 'Ünïcödé 中文 שלום', '<img src=x onerror=alert(1)>', '--help'])(
  'the name %s is a name',
  (name) => {
    expect(refused('server.create', { ...least, name })).toBeUndefined()
  },
)
