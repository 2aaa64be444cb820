/** What verifications leave behind after a crash is found by its prefix and removed, and nothing else is touched. */
import { afterEach, expect, test } from 'vitest'
import { newRunName, PREFIX, removeLeftovers, removeOwn } from '../../../provisioner/engine/verify/leftovers.ts'
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

interface Thing {
  readonly of: string
  /** When it was made, where it has a date. */
  readonly at?: string
}

const OLD = '2026-11-22T10:00:00Z'

/** What several verifications and people have in a cloud: each thing's name or, of a floating IP, description. */
async function cloudWith(things: readonly Thing[]): Promise<FakeCloud> {
  const server = { status: 'ACTIVE', tenant_id: 'p1', created: OLD }
  const port = {
    ...{ status: 'ACTIVE', project_id: 'p1', network_id: 'n', device_id: '', device_owner: '', mac_address: '' },
    fixed_ips: [],
  }
  const flavor = { vcpus: 1, ram: 64, disk: 0 }
  const floating = {
    ...{ floating_ip_address: '10.84.0.100', fixed_ip_address: null, port_id: null },
    ...{ project_id: 'p1', floating_network_id: 'n', status: 'DOWN' },
  }
  const rows = (kind: string, more: object) =>
    things.map(({ of, at }) => {
      const dated = at === undefined ? {} : { created: at, created_at: at }
      return { id: `${kind} ${of}`.replaceAll(' ', '_'), name: `${of}-${kind}`, ...more, ...dated }
    })
  const fips = rows('fip', floating).map((row, index) => ({ ...row, description: things[index]?.of ?? '' }))
  return FakeCloud.start({
    ...collection('/v2.1/servers', 'servers', rows('server', server), '/v2.1/servers/detail'),
    ...collection('/v2.0/floatingips', 'floatingips', fips),
    ...collection('/v2.0/ports', 'ports', rows('port', port)),
    ...collection('/v2.0/security-groups', 'security_groups', rows('group', { project_id: 'p1' })),
    ...collection('/v2.1/flavors', 'flavors', rows('flavor', flavor), '/v2.1/flavors/detail'),
  })
}

function deleted(): string[] {
  return cloud.calls.filter((call) => call.startsWith('DELETE')).map((call) => call.split('/').at(-1) ?? '')
}

const client = () => openstack({ fetch, credentials: cloud.credentials })
const all = (run: string) => ['fip', 'flavor', 'group', 'port', 'server'].map((kind) => `${kind}_${run}`)

test('instances go first, then what they held; what people made stays', async () => {
  const over = `${PREFIX}ab12cd`
  cloud = await cloudWith([{ of: over, at: OLD }, { of: `my ${PREFIX}web` }])
  expect(await removeLeftovers(client())).toEqual({ removed: 5, others: [] })
  expect(deleted().sort()).toEqual(all(over))
  expect(deleted().indexOf(`port_${over}`)).toBeGreaterThan(deleted().indexOf(`server_${over}`))
  expect(cloud.calls.filter((call) => call === `GET /v2.1/servers/server_${over}`)).toHaveLength(3)
})

test('what a verification has made that may still be under way is left alone', async () => {
  const [over, live] = [`${PREFIX}ab12cd`, `${PREFIX}ef34ab`]
  const young = new Date(Date.now() - 60_000).toISOString()
  cloud = await cloudWith([
    { of: over, at: OLD },
    { of: live, at: young },
  ])
  expect(await removeLeftovers(client())).toEqual({ removed: 5, others: [live] })
  expect(deleted().sort()).toEqual(all(over))
})

test('at its end a verification removes its own, however young, and nothing of another', async () => {
  const [own, other] = [newRunName(), newRunName()]
  const young = new Date().toISOString()
  cloud = await cloudWith([
    { of: own, at: young },
    { of: other, at: OLD },
  ])
  expect(await removeOwn(client(), own)).toBe(5)
  expect(deleted().sort()).toEqual(all(own))
})
