/** Images: what is known of them as it is sent (Image API v2), by JSON patch where it changes. */
import { expect, test } from 'vitest'
import { ACTIONS, type InputOfAction } from '../../../provisioner/actions/index.ts'
import { explained, refused, sent, typed } from '../../support/explained.ts'

const thing = { id: 'i1', name: 'img' }

test('a new image: its properties stand beside its fields, and are none of them', () => {
  const wanted: InputOfAction<'image.create'> = {
    ...{
      name: 'img',
      format: 'qcow2' as const,
      visibility: 'private' as const,
      minDisk: 3,
      minMemory: 256,
      isProtected: true,
    },
    ...{ tags: ['a'], properties: { hw_disk_bus: 'virtio' } },
  }
  expect(sent('image.create', wanted)).toEqual([
    [
      'POST /v2/images',
      {
        ...{ name: 'img', disk_format: 'qcow2', container_format: 'bare', visibility: 'private', min_disk: 3 },
        ...{ min_ram: 256, protected: true, tags: ['a'], hw_disk_bus: 'virtio' },
      },
    ],
  ])
  expect(typed('image.create', wanted)).toEqual([
    [
      'openstack image create --disk-format qcow2 --container-format bare --private --min-disk 3 --min-ram 256',
      '--protected --tag a --property hw_disk_bus=virtio img',
    ].join(' '),
  ])
  expect(explained('image.create', { name: 'my image', format: 'iso' }).terraform).toContain('"my_image.iso"')
})

test('a public image needs an administrator', () => {
  const { needsAdmin } = ACTIONS['image.create']
  const wanted = { name: 'img', format: 'raw', containerFormat: 'bare' } as const
  expect([needsAdmin?.(wanted), needsAdmin?.({ ...wanted, visibility: 'public' })]).toEqual([false, true])
  expect(ACTIONS['image.update'].needsAdmin?.({ ...thing, visibility: 'public' })).toBe(true)
})

test('a change is a patch: fields replaced, properties added or removed, slashes and tildes kept in their names', () => {
  const wanted = {
    ...{ ...thing, newName: 'other', minDisk: 0, properties: { 'a/b~c': 'd' }, removedProperties: ['e/f'] },
  }
  expect(sent('image.update', wanted)).toEqual([
    [
      'PATCH /v2/images/i1',
      [
        { op: 'replace', path: '/name', value: 'other' },
        { op: 'replace', path: '/min_disk', value: 0 },
        { op: 'add', path: '/a~1b~0c', value: 'd' },
        { op: 'remove', path: '/e~1f' },
      ],
    ],
  ])
  const [call] = ACTIONS['image.update'].calls(wanted)
  expect(call?.data?.type).toBe('application/openstack-images-v2.1-json-patch')
  expect(typed('image.update', wanted)).toEqual([
    "openstack image set --name other --min-disk 0 --property 'a/b~c=d' i1",
    'openstack image unset --property e/f i1',
  ])
  expect(typed('image.update', { ...thing, removedProperties: ['e'] })).toEqual([
    'openstack image unset --property e i1',
  ])
  expect(explained('image.update', wanted).terraform).toMatch(
    /^resource "openstack_images_image_v2" "[\s\S]*min_disk_gb = 0\n/,
  )
})

test('tags in place of others: the command, which only adds, takes the others away too', () => {
  const tags = { ...thing, tags: ['new', 'kept'], knownTags: ['kept', 'old'] }
  expect(sent('image.update', tags)).toEqual([
    ['PATCH /v2/images/i1', [{ op: 'replace', path: '/tags', value: ['new', 'kept'] }]],
  ])
  expect(typed('image.update', tags)).toEqual([
    'openstack image set --tag new --tag kept i1',
    'openstack image unset --tag old i1',
  ])
  expect(typed('image.update', { ...thing, tags: [], knownTags: ['old'] })).toEqual([
    'openstack image unset --tag old i1',
  ])
  // A form in which nothing was changed yet says nothing, neither by request nor by command.
  expect(explained('image.update', thing)).toEqual({ requests: [], commands: [], terraform: undefined })
})

test('withheld, given out again, shared, taken, fetched by Glance itself, deleted', () => {
  const project = { id: 'p2', name: 'lab' }
  expect(sent('image.deactivate', thing)).toEqual(['POST /v2/images/i1/actions/deactivate'])
  expect(typed('image.deactivate', thing)).toEqual(['openstack image set --deactivate i1'])
  expect(sent('image.reactivate', thing)).toEqual(['POST /v2/images/i1/actions/reactivate'])
  expect(sent('image.share', { ...thing, project })).toEqual([['POST /v2/images/i1/members', { member: 'p2' }]])
  expect(typed('image.share', { ...thing, project })).toEqual(['openstack image add project i1 p2'])
  expect(sent('image.unshare', { ...thing, project })).toEqual(['DELETE /v2/images/i1/members/p2'])
  const answer = { ...thing, projectId: 'p2', status: 'accepted' } as const
  expect(sent('image.acceptShare', answer)).toEqual([['PUT /v2/images/i1/members/p2', { status: 'accepted' }]])
  // With --project python-openstackclient 7.4 sends owner_id as well, which gives the image away.
  expect(typed('image.acceptShare', answer)).toEqual(['openstack image set --accept i1'])
  expect(sent('image.import', { ...thing, url: 'https://example.org/x.img' })).toEqual([
    ['POST /v2/images/i1/import', { method: { name: 'web-download', uri: 'https://example.org/x.img' } }],
  ])
  expect(sent('image.delete', thing)).toEqual(['DELETE /v2/images/i1'])
})

test.each([
  ['image.create', { name: 'x', format: 'exe' }],
  ['image.create', { name: 'x', format: 'raw', properties: { owner: 'me' } }],
  ['image.create', { name: 'x', format: 'raw', properties: { '': 'me' } }],
  ['image.create', { name: 'x', format: 'raw', minDisk: -1 }],
  ['image.update', { ...thing, properties: { id: 'i2' } }],
  ['image.import', { ...thing, url: 'file:///etc/passwd' }],
  ['image.import', { ...thing, url: 'nonsense' }],
] as const)('%s refuses %j', (name, input) => {
  expect(refused(name, input)).toBeDefined()
})
