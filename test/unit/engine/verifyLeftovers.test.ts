/** What verifications leave behind after a crash is found by its prefix and removed, and nothing else is touched. */
import { afterEach, expect, test } from 'vitest'
import { PREFIX, removeLeftovers } from '../../../provisioner/engine/verify/leftovers.ts'
import { openstack } from '../../../provisioner/openstack/openstack.ts'
import { type Asked, FakeCloud, type Reply, type Routes } from '../../support/fakeCloud.ts'

let cloud: FakeCloud
afterEach(async () => cloud[Symbol.asyncDispose]())

type Row = { readonly id: string; readonly name: string } & Readonly<Record<string, unknown>>

/** A service's listing and its DELETE. An instance is still there for one more look after it was told to go. */
function collection(path: string, key: string, rows: Row[], listing = path): Routes {
  const leaving = new Map<string, number>()
  const gone = (id: string): void => {
    const index = rows.findIndex((row) => row.id === id)
    if (index >= 0) rows.splice(index, 1)
  }
  const each = rows.flatMap(({ id }) => [
    [
      `DELETE ${path}/${id}`,
      (): Reply => {
        if (key === 'servers') leaving.set(id, 1)
        else gone(id)
        return { status: 204 }
      },
    ],
    [
      `GET ${path}/${id}`,
      (): Reply => {
        const row = rows.find((one) => one.id === id)
        const looks = leaving.get(id)
        if (looks !== undefined) looks === 0 ? gone(id) : leaving.set(id, looks - 1)
        return row === undefined ? { status: 404 } : { body: { server: row } }
      },
    ],
  ])
  const list = (_asked: Asked): Reply => ({ body: { [key]: rows } })
  return { [`GET ${listing}`]: list, ...Object.fromEntries(each) } as Routes
}

const ours = (name: string) => ({ id: `ours-${name}`, name: `${PREFIX}ab12-${name}` })
const theirs = (name: string) => ({ id: `theirs-${name}`, name: `my ${PREFIX}${name}` })

test('instances go first, then what they held; what people made stays', async () => {
  const server = { status: 'ACTIVE', tenant_id: 'p1', created: 'now' }
  const port = {
    ...{ status: 'ACTIVE', project_id: 'p1', network_id: 'n', device_id: '', device_owner: '', mac_address: '' },
    fixed_ips: [],
  }
  const flavor = { vcpus: 1, ram: 64, disk: 0 }
  const floating = {
    ...{ floating_ip_address: '10.84.0.100', fixed_ip_address: null, port_id: null },
    ...{ project_id: 'p1', floating_network_id: 'n', status: 'DOWN' },
  }
  cloud = await FakeCloud.start({
    ...collection(
      '/v2.1/servers',
      'servers',
      [
        { ...ours('tenant'), ...server },
        { ...theirs('web'), ...server },
      ],
      '/v2.1/servers/detail',
    ),
    ...collection('/v2.0/floatingips', 'floatingips', [
      { ...ours('fip'), ...floating, description: `${PREFIX}ab12` },
      { ...theirs('fip'), ...floating, description: 'mine' },
    ]),
    ...collection('/v2.0/ports', 'ports', [
      { ...ours('port'), ...port },
      { ...theirs('port'), ...port },
    ]),
    ...collection('/v2.0/security-groups', 'security_groups', [
      { ...ours('group'), project_id: 'p1' },
      { ...theirs('group'), project_id: 'p1' },
    ]),
    ...collection(
      '/v2.1/flavors',
      'flavors',
      [
        { ...ours('flavor'), ...flavor },
        { ...theirs('flavor'), ...flavor },
      ],
      '/v2.1/flavors/detail',
    ),
  })
  expect(await removeLeftovers(openstack({ fetch, credentials: cloud.credentials }))).toBe(5)
  const deleted = cloud.calls.filter((call) => call.startsWith('DELETE')).map((call) => call.split('/').at(-1))
  expect([...deleted].sort()).toEqual(['ours-fip', 'ours-flavor', 'ours-group', 'ours-port', 'ours-tenant'])
  expect(deleted.indexOf('ours-port')).toBeGreaterThan(deleted.indexOf('ours-tenant'))
  expect(cloud.calls.filter((call) => call === 'GET /v2.1/servers/ours-tenant')).toHaveLength(3)
})
