/** What the drawer of an instance changes: tags and metadata, network cards, its lock, its state, its way to another host. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import type { AppWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { connectedWindow, HOSTILE, screenOf } from '../support/connectedWindow.ts'
import { type Asked, FakeCloud, type Reply } from '../support/fakeCloud.ts'

interface Told {
  readonly id: string
  readonly name: string
  status: string
  task?: string
  tags: string[]
  metadata: Record<string, string>
  locked?: boolean
  reason?: string
}

const browser = testBrowser()
let cloud: FakeCloud
let window: AppWindow
let web: Told
let other: Told
/** What is plugged into web: by the network's id. */
let cards: string[]
/** Bytes of memory still to copy. */
let left: number

const menuItem = (name: string): Locator => window.page.getByRole('menuitem', { name })
/** What was sent since the test began. */
let from: number
const sent = () =>
  cloud.asked
    .slice(from)
    .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/auth/tokens'))
    .map(({ body, method, path }) => [`${method} ${path}`, body === '' ? undefined : JSON.parse(body)])

function server({ id, name, status, task, tags, metadata, locked = false, reason }: Told) {
  return {
    ...{ id, name, status, tenant_id: 'p1', created: '2026-01-01T00:00:00Z', updated: new Date().toISOString() },
    ...{ tags, metadata, locked, locked_reason: reason ?? null, 'OS-EXT-STS:task_state': task ?? null },
    ...{ 'OS-SRV-USG:launched_at': '2026-01-01T00:01:00.000000', 'OS-EXT-SRV-ATTR:host': 'compute-1' },
    ...{ image: { id: 'img1' }, security_groups: [{ name: 'default' }] },
    addresses: { private: [{ addr: '10.0.0.5', version: 4, 'OS-EXT-IPS:type': 'fixed' }] },
  }
}

function port(networkId: string, at: number, deviceId: string) {
  return {
    ...{ id: `port-${networkId}-${at}`, name: '', project_id: 'p1', status: 'ACTIVE', network_id: networkId },
    ...{ device_id: deviceId, device_owner: deviceId === '' ? '' : 'compute:nova', security_groups: ['g1'] },
    ...{
      mac_address: `fa:16:3e:00:00:0${at}`,
      fixed_ips: [{ subnet_id: `sub-${networkId}`, ip_address: `10.0.${at}.5` }],
    },
  }
}

function network(id: string, name: string) {
  return { id, name, status: 'ACTIVE', project_id: 'p1', subnets: [`sub-${id}`] }
}

function subnet(networkId: string, cidr: string) {
  return {
    id: `sub-${networkId}`,
    name: '',
    network_id: networkId,
    project_id: 'p1',
    cidr,
    ip_version: 4,
    gateway_ip: null,
    enable_dhcp: true,
  }
}

const migration = () => ({
  ...{
    id: 7,
    uuid: 'm1',
    server_uuid: 'web',
    status: 'running',
    source_compute: 'compute-1',
    dest_compute: 'compute-2',
  },
  ...{ created_at: '2026-01-01T00:00:00Z', memory_total_bytes: 2 ** 30, memory_processed_bytes: 3 * 2 ** 30 },
  ...{ memory_remaining_bytes: left, disk_total_bytes: 0, disk_processed_bytes: 0, disk_remaining_bytes: 0 },
})

/** Nova's and Neutron's answers to what changes something. */
function changed({ body, method, path }: Asked): Reply | undefined {
  const [, tag] = /^\/v2\.1\/servers\/web\/tags\/(.+)$/.exec(path) ?? []
  if (tag !== undefined) {
    const rest = web.tags.filter((one) => one !== tag)
    web.tags = method === 'PUT' ? [...rest, tag] : rest
    return { status: method === 'PUT' ? 201 : 204 }
  }
  if (method === 'DELETE' && path.startsWith('/v2.1/servers/web/metadata/')) {
    delete web.metadata[decodeURIComponent(path.split('/').at(-1) ?? '')]
    return { status: 204 }
  }
  const told = body === '' ? {} : (JSON.parse(body) as Record<string, never>)
  switch (`${method} ${path}`) {
    case 'POST /v2.1/servers/web/metadata':
      Object.assign(web.metadata, told.metadata)
      return { body: {} }
    case 'POST /v2.1/servers/web/os-interface':
      cards.push('n2')
      return { body: { interfaceAttachment: { port_id: 'port-n2-2' } } }
    case 'DELETE /v2.1/servers/web/os-interface/port-n2-2':
      cards = cards.filter((id) => id !== 'n2')
      return { status: 202 }
    case 'PUT /v2.0/ports/port-n1-1':
      return { body: { port: port('n1', 1, 'web') } }
    case 'POST /v2.1/servers/web/action':
      if (told.lock !== undefined)
        Object.assign(web, { locked: true, reason: (told.lock as { locked_reason?: string } | null)?.locked_reason })
      if (told.unlock !== undefined) Object.assign(web, { locked: false, reason: undefined })
      if (told.restore !== undefined) web.status = 'ACTIVE'
      return { status: 202 }
    case 'POST /v2.1/servers/web/migrations/7/action':
    case 'DELETE /v2.1/servers/web/migrations/7':
      return { status: 202 }
    default:
      return undefined
  }
}

describe.sequential('the drawer of an instance', () => {
  let screen: ReturnType<typeof screenOf>
  const ask = async (name: string): Promise<void> => {
    await screen.drawer().getByRole('button', { name: 'Actions' }).click()
    await menuItem(name).click()
    await screen.dialog().waitFor()
  }

  beforeAll(async () => {
    web = { id: 'web', name: 'web', status: 'ACTIVE', tags: ['front'], metadata: { role: 'web', old: 'x' } }
    other = { id: 'db', name: 'db', status: 'ACTIVE', tags: [], metadata: {} }
    cards = ['n1']
    left = 2 ** 28
    const group = { id: 'g1', name: 'default', project_id: 'p1', security_group_rules: [] }
    cloud = await FakeCloud.start({
      'GET /v2.1/servers/detail': ({ path }) => {
        const query = new URLSearchParams(path.split('?')[1])
        const isAsked = ({ status }: Told): boolean => (query.get('status') ?? status) === status
        // Like Nova: what can be restored stands in no listing but one of changes.
        const isListed = ({ status }: Told): boolean => query.has('changes-since') || status !== 'SOFT_DELETED'
        return { body: { servers: [web, other].filter((one) => isAsked(one) && isListed(one)).map(server) } }
      },
      'GET /v2/images': [{ body: { images: [] } }],
      'GET /v3/auth/projects': [{ body: { projects: [] } }],
      'GET /v3/projects': [{ body: { projects: [] } }],
      'GET /v3/users': [{ body: { users: [] } }],
      'GET /v2.1/os-services': [{ body: { services: [] } }],
      'GET /v2.1/servers/web/migrations': () => ({ body: { migrations: [migration()] } }),
      'GET /v2.0/networks': [{ body: { networks: [network('n1', 'private'), network('n2', HOSTILE[0])] } }],
      'GET /v2.0/subnets': [{ body: { subnets: [subnet('n1', '10.0.1.0/24'), subnet('n2', '10.0.2.0/24')] } }],
      'GET /v2.0/ports': () => ({ body: { ports: cards.map((id) => port(id, id === 'n1' ? 1 : 2, 'web')) } }),
      'GET /v2.0/floatingips': [{ body: { floatingips: [] } }],
      'GET /v2.0/security-groups': [
        {
          body: {
            security_groups: [group, { ...group, id: 'g2', name: 'ssh' }, { ...group, id: 'g3', name: 'ssh' }],
          },
        },
      ],
    })
    cloud.otherwise = changed
    window = await connectedWindow(browser, cloud)
    screen = screenOf(window.page)
    await window.goTo('lab', 'instances?instance=web')
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    await cloud?.[Symbol.asyncDispose]()
  })
  beforeEach(() => {
    from = cloud?.asked.length ?? 0
  })

  test('changes tags and metadata: what is wrong stands beside its field, what is sent is what differs', async () => {
    await screen.drawer().getByRole('button', { name: 'Change… (tags and metadata)' }).click()
    const tags = screen.dialog().getByRole('combobox', { name: 'Tags' })
    await tags.fill('a/b')
    await window.page.keyboard.press('Enter')
    await screen.press('Save')
    await screen.dialog().getByText('A tag has no slash and no comma.').waitFor()
    expect(sent()).toEqual([])
    await tags.press('Backspace')
    await tags.fill('blue')
    await window.page.keyboard.press('Enter')
    await screen.dialog().getByLabel('Value of role').fill(HOSTILE[0])
    await screen.dialog().getByRole('button', { name: 'Take old away' }).click()
    await screen.dialog().getByRole('button', { name: 'How this is done' }).click()
    await screen
      .dialog()
      .getByText(/server set --tag blue/)
      .waitFor()
    expect(await barriers(window.page)).toEqual([])
    await screen.press('Save')
    await screen.gone()
    expect(sent()).toEqual([
      ['PUT /v2.1/servers/web/tags/blue', undefined],
      ['POST /v2.1/servers/web/metadata', { metadata: { role: HOSTILE[0] } }],
      ['DELETE /v2.1/servers/web/metadata/old', undefined],
    ])
    await screen.drawer().getByText(HOSTILE[0]).waitFor()
    expect(await window.page.locator('img').count()).toBe(0)
  })

  test('leads from a tag to all instances that have it', async () => {
    await screen.row('db').waitFor()
    await screen.drawer().getByRole('link', { name: 'blue' }).click()
    await screen.row('db').waitFor({ state: 'detached' })
    await screen.row('web').first().waitFor()
    expect(new URL(window.page.url()).searchParams.get('tag')).toBe('blue')
    await window.goTo('lab', 'instances?instance=web')
    await screen.row('db').waitFor()
  })

  test('attaches a network card where its address fits, shows it, and takes it away again', async () => {
    await screen.drawer().getByRole('tab', { name: 'Network' }).click()
    await screen.drawer().getByRole('heading', { name: '10.0.1.5' }).waitFor()
    expect(await barriers(window.page)).toEqual([])
    await screen.drawer().getByRole('button', { name: 'Attach a network card…' }).click()
    await screen.dialog().getByRole('combobox', { name: 'Network' }).click()
    await window.page.getByRole('option', { name: HOSTILE[0] }).click()
    const address = screen.dialog().getByLabel('Address')
    await address.fill('10.9.9.9')
    await address.blur()
    await screen
      .dialog()
      .getByText(/in none of the subnets/)
      .waitFor()
    expect(await screen.dialog().getByRole('button', { name: 'Attach the card' }).isDisabled()).toBe(true)
    await address.fill('10.0.2.5')
    await screen.press('Attach the card')
    await screen.gone()
    expect(sent()).toEqual([
      [
        'POST /v2.1/servers/web/os-interface',
        { interfaceAttachment: { net_id: 'n2', fixed_ips: [{ ip_address: '10.0.2.5' }] } },
      ],
    ])
    await screen.drawer().getByRole('heading', { name: '10.0.2.5' }).waitFor()
    await screen.drawer().getByRole('button', { name: 'Detach…' }).last().click()
    await screen.press('Detach the card')
    await screen.drawer().getByRole('heading', { name: '10.0.2.5' }).waitFor({ state: 'detached' })
    expect(sent().at(-1)).toEqual(['DELETE /v2.1/servers/web/os-interface/port-n2-2', undefined])
  })

  test('changes the security groups of one card alone', async () => {
    await screen.drawer().getByRole('button', { name: 'Security groups…' }).click()
    await screen.dialog().getByRole('combobox').click()
    await window.page.getByRole('option', { name: 'ssh' }).first().click()
    await window.page.keyboard.press('Escape')
    await screen.press('Save')
    await screen.gone()
    expect(sent()).toEqual([['PUT /v2.0/ports/port-n1-1', { port: { security_groups: ['g1', 'g2'] } }]])
  })

  test('changes the security groups of all cards by their ids: two may have one name', async () => {
    await ask('Security groups…')
    const boxes = screen.dialog().getByRole('checkbox', { name: 'ssh' })
    await expect.poll(() => boxes.count()).toBe(2)
    expect(await screen.dialog().getByRole('checkbox', { name: 'default' }).isChecked()).toBe(true)
    await screen
      .dialog()
      .getByRole('checkbox', { name: /ssh.*g3/ })
      .check()
    expect(
      await screen
        .dialog()
        .getByRole('checkbox', { name: /ssh.*g2/ })
        .isChecked(),
    ).toBe(false)
    await screen.dialog().getByRole('checkbox', { name: 'default' }).uncheck()
    await screen.press('Save')
    await screen.gone()
    expect(sent()).toEqual([
      ['POST /v2.1/servers/web/action', { addSecurityGroup: { name: 'g3' } }],
      ['POST /v2.1/servers/web/action', { removeSecurityGroup: { name: 'g1' } }],
    ])
  })

  test('locks with a reason, and shows it to whoever looks', async () => {
    await ask('Lock…')
    await screen.dialog().getByLabel('Reason').fill(HOSTILE[0])
    await screen.press('Lock')
    await screen.gone()
    expect(sent()).toEqual([['POST /v2.1/servers/web/action', { lock: { locked_reason: HOSTILE[0] } }]])
    await screen.drawer().getByText(`It is locked: ${HOSTILE[0]}`).waitFor()
    expect(await barriers(window.page)).toEqual([])
    await screen.drawer().getByRole('button', { name: 'Unlock' }).click()
    await screen.drawer().getByText('It is locked').waitFor({ state: 'detached' })
  })

  test('tells how far a move is, and ends it one way or the other', async () => {
    Object.assign(web, { status: 'MIGRATING', task: 'migrating' })
    const move = screen.drawer().getByRole('region', { name: 'Move to another host' })
    await move.getByText('256 MiB of 1.0 GiB left').waitFor()
    await move.getByText(/changes its memory as fast/).waitFor()
    left = 2 ** 27
    await move.getByText('128 MiB of 1.0 GiB left').waitFor()
    expect(await barriers(window.page)).toEqual([])
    await move.getByRole('button', { name: 'Finish at once…' }).click()
    await screen.press('Finish at once')
    await screen.gone()
    await move.getByRole('button', { name: 'Stop the move…' }).click()
    await screen.press('Stop the move')
    await screen.gone()
    expect(sent()).toEqual([
      ['POST /v2.1/servers/web/migrations/7/action', { force_complete: null }],
      ['DELETE /v2.1/servers/web/migrations/7', undefined],
    ])
    Object.assign(web, { status: 'ACTIVE', task: undefined })
    await move.waitFor({ state: 'detached' })
  })

  test('resets the state Nova believes in, and says what that does not do', async () => {
    await ask('Reset its state…')
    await screen
      .dialog()
      .getByText(/neither the instance nor its disk is touched/)
      .waitFor()
    await screen.dialog().getByRole('radio', { name: 'Running' }).check()
    expect(await barriers(window.page)).toEqual([])
    await screen.press('Reset its state')
    await screen.gone()
    expect(sent()).toEqual([['POST /v2.1/servers/web/action', { 'os-resetState': { state: 'active' } }]])
  })

  test('restores what the cloud keeps after a deletion', async () => {
    web.status = 'SOFT_DELETED'
    await screen.drawer().getByRole('button', { name: 'Restore', exact: true }).waitFor()
    // Everything is read again where an address is touched, and by a window that opens; then it is still there.
    await window.goTo('team', 'instances?instance=web')
    await screen.drawer().getByRole('button', { name: 'Restore', exact: true }).waitFor()
    await window.goTo('lab', 'instances?instance=web')
    from = cloud.asked.length
    await screen.drawer().getByRole('button', { name: 'Restore', exact: true }).click()
    await screen.drawer().getByText('Running', { exact: true }).waitFor()
    expect(sent()).toEqual([['POST /v2.1/servers/web/action', { restore: null }]])
  })

  test('a member is not shown what is the administrator’s', async () => {
    await window.goTo('team', 'instances?instance=web')
    from = cloud.asked.length
    Object.assign(web, { status: 'MIGRATING', task: 'migrating' })
    await screen.drawer().getByText('Moving to another host').first().waitFor()
    await screen.drawer().getByRole('button', { name: 'Actions' }).click()
    await menuItem('Rename…').waitFor()
    expect(await menuItem('Reset its state…').count()).toBe(0)
    expect(await screen.drawer().getByRole('button', { name: 'Stop the move…' }).count()).toBe(0)
    expect(cloud.asked.slice(from).filter(({ path }) => path.includes('/web/migrations'))).toEqual([])
  })

  test('nothing went wrong unseen', () => {
    expect(window.complaints()).toEqual([])
  })
})
