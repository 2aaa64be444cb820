/** A new instance in the window, against a stand-in for the APIs: only a name where all else is obvious, what is wrong stands beside its field. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { FakeCloud, PASSWORD, type Reply, type Routes } from '../support/fakeCloud.ts'

const browser = testBrowser()
let cloud: FakeCloud
let window: AppWindow
let refusal: Reply | undefined
let servers: Record<string, unknown>[]
/** What the cloud has besides, in some tests. */
let isos: Record<string, unknown>[] = []

/** Bodies of what was asked for, in order. */
const sent = (path: string): unknown[] =>
  cloud.asked.filter((one) => one.method === 'POST' && one.path === path).map(({ body }) => JSON.parse(body))

const HOSTILE = '<img src=x onerror=alert(1)>\u202egnp'

function routes(): Routes {
  const at = '2026-01-01T00:00:00Z'
  const image = {
    ...{ id: 'img1', name: HOSTILE, status: 'active', visibility: 'public', disk_format: 'qcow2', size: 2 ** 28 },
    ...{ min_disk: 2, created_at: at, updated_at: at, owner: 'p1', tags: [] },
  }
  const flavor = (id: string, ram: number, disk: number) => ({ id, name: id, vcpus: 1, ram, disk, swap: 0 })
  const provider = { total: 4, reserved: 0, allocation_ratio: 1, max_unit: 4 }
  const inventories = {
    VCPU: provider,
    MEMORY_MB: { ...provider, total: 4096, max_unit: 4096 },
    DISK_GB: { ...provider, total: 40, max_unit: 40 },
  }
  const absolute = {
    ...{ maxTotalInstances: 10, totalInstancesUsed: 0, maxTotalCores: 3, totalCoresUsed: 0, maxTotalRAMSize: -1 },
    totalRAMUsed: 0,
  }
  const hypervisor = {
    ...{ id: 'h1', hypervisor_hostname: 'c1.lan', hypervisor_type: 'QEMU', state: 'up', status: 'enabled', vcpus: 4 },
    ...{ host_ip: '10.0.0.1', vcpus_used: 0, memory_mb: 4096, memory_mb_used: 0, running_vms: 0 },
    ...{ cpu_info: { arch: 'x86_64' }, service: { id: 's', host: 'c1' } },
  }
  return {
    'GET /v2.1/servers/detail': () => ({ body: { servers } }),
    'POST /v2.1/servers': ({ body }) => {
      if (refusal !== undefined) return refusal
      const { name } = (JSON.parse(body) as { server: { name: string } }).server
      servers = [{ id: 'new1', name, status: 'BUILD', tenant_id: 'p1', created: at }]
      return { status: 202, body: { server: { id: 'new1' } } }
    },
    'POST /v2.1/flavors': ({ body }) => ({ body: JSON.parse(body) }),
    'GET /v2.1/flavors/detail': [{ body: { flavors: [flavor('nano', 128, 1), flavor('small', 1024, 10)] } }],
    'GET /v2.1/os-keypairs': [{ body: { keypairs: [] } }],
    'POST /v2.1/os-keypairs': ({ body }) => {
      const { keypair } = JSON.parse(body) as { keypair: object }
      return { status: 201, body: { keypair: { ...keypair, fingerprint: 'aa' } } }
    },
    'GET /v2.1/os-server-groups': [{ body: { server_groups: [] } }],
    'GET /v2.1/os-availability-zone': [
      { body: { availabilityZoneInfo: [{ zoneName: 'nova', zoneState: { available: true }, hosts: null }] } },
    ],
    'GET /v2.1/os-services': [
      {
        body: {
          services: [{ id: 's', binary: 'nova-compute', host: 'c1', zone: 'nova', state: 'up', status: 'enabled' }],
        },
      },
    ],
    'GET /v2.1/os-hypervisors/detail': [{ body: { hypervisors: [hypervisor] } }],
    'GET /v2.1/limits': [{ body: { limits: { absolute } } }],
    'GET /placement/resource_providers': [{ body: { resource_providers: [{ uuid: 'r1', name: 'c1.lan' }] } }],
    'GET /placement/resource_providers/r1/inventories': [{ body: { inventories } }],
    'GET /placement/resource_providers/r1/usages': [{ body: { usages: {} } }],
    'GET /v2/images': () => ({ body: { images: [image, ...isos] } }),
    'GET /v3/auth/projects': [{ body: { projects: [] } }],
    'GET /v2.0/networks': [
      { body: { networks: [{ id: 'n1', name: 'private', status: 'ACTIVE', project_id: 'p1', subnets: ['s1'] }] } },
    ],
    'GET /v2.0/subnets': [
      {
        body: {
          subnets: [
            {
              ...{ id: 's1', name: 'private', project_id: 'p1', network_id: 'n1', ip_version: 4, cidr: '10.85.0.0/24' },
              ...{ gateway_ip: '10.85.0.1', enable_dhcp: true },
            },
          ],
        },
      },
    ],
    'GET /v2.0/security-groups': [{ body: { security_groups: [{ id: 'g1', name: 'default', project_id: 'p1' }] } }],
    'POST /v2.0/security-groups': [{ status: 201, body: { security_group: { id: 'g2' } } }],
    'POST /v2.0/security-group-rules': [{ status: 201, body: { security_group_rule: { id: 'r' } } }],
  }
}

describe.sequential('a new instance', () => {
  beforeAll(async () => {
    servers = []
    cloud = await FakeCloud.start(routes())
    window = await appWindow(browser)
    const auth = { auth_url: `${cloud.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
    const file = join(window.home, 'clouds.yaml')
    await writeFile(file, JSON.stringify({ clouds: { lab: { auth, region_name: 'RegionOne' } } }))
    await window.ask('running.connect', { name: 'lab', file, entry: 'lab' })
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    await cloud?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    refusal = undefined
    servers = []
    cloud.asked.length = 0
    await window.goTo('lab', 'instances/new')
    await window.page.getByLabel('Name', { exact: true }).waitFor()
  })

  test('says whether it fits, and has no barriers', async () => {
    await window.page.getByText('It fits').waitFor()
    await window.page.getByText('Likely on c1.').waitFor()
    expect(await barriers(window.page)).toEqual([])
  })

  test('without a name nothing is sent, and the field with the mistake has the focus', async () => {
    await window.page.getByLabel('Address').fill('10.86.0.5')
    await window.button('Launch instance').click()
    await window.page.getByText('A name is needed.').first().waitFor()
    await window.page.getByText('It is in none of the subnets of private (10.85.0.0/24).').first().waitFor()
    expect(await window.page.evaluate(() => document.activeElement?.getAttribute('data-field'))).toBe('name')
    expect(sent('/v2.1/servers')).toEqual([])
  })

  test('by the keyboard alone, a name and Enter make it, and its drawer opens', async () => {
    await window.page.keyboard.type('web')
    await window.page.getByText('openstack --os-compute-api-version').waitFor()
    await window.page.keyboard.press('Enter')
    await window.page.waitForURL(/instances\?instance=new1$/)
    await window.page.getByRole('complementary', { name: 'web' }).waitFor()
    expect(sent('/v2.1/servers')).toEqual([
      { server: { name: 'web', imageRef: 'img1', flavorRef: 'small', networks: [{ uuid: 'n1' }] } },
    ])
  })

  test('a size of its own, a new group and a refusal: what was made is not made twice', async () => {
    const { page } = window
    refusal = { status: 403, body: { forbidden: { code: 403, message: 'Quota exceeded for cores' } } }
    await page.getByLabel('Name', { exact: true }).fill('web')
    await page.getByText('Own size').click()
    await page.getByLabel('CPUs').fill('4')
    await page.getByText('The quota refuses it').waitFor()
    await page.getByText('4 VCPU asked for, 3 VCPU left: the quota is 3 VCPU, 0 VCPU used.').waitFor()
    await page.getByLabel('CPUs').fill('5')
    await page.getByText('5 VCPU asked for, 4 free of 4.').waitFor()
    await page.getByRole('checkbox', { name: /^Ping/ }).check()
    await window.button('Launch instance').click()
    await page.getByRole('alert').filter({ hasText: 'Quota exceeded for cores' }).waitFor()
    refusal = undefined
    await window.button('Launch instance').click()
    await page.waitForURL(/instance=new1$/)
    expect(sent('/v2.1/flavors')).toMatchObject([{ flavor: { id: 'own-5c-1024m-10g', vcpus: 5, ram: 1024, disk: 10 } }])
    expect(sent('/v2.0/security-groups')).toMatchObject([{ security_group: { name: 'ping' } }])
    expect(sent('/v2.0/security-group-rules')).toHaveLength(2)
    expect(sent('/v2.1/servers').at(-1)).toMatchObject({
      server: { flavorRef: 'own-5c-1024m-10g', security_groups: [{ name: 'g1' }, { name: 'g2' }] },
    })
  })

  test('an ISO is told what it finds to install to; an own size gives it that disk', async () => {
    const { page } = window
    const at = '2026-01-01T00:00:00Z'
    isos = [
      {
        ...{ id: 'iso1', name: 'installer', status: 'active', visibility: 'public', disk_format: 'iso', size: 2 ** 30 },
        ...{ min_disk: 0, created_at: at, updated_at: at, owner: 'p1', tags: [] },
      },
    ]
    await window.goTo('lab', 'instances/new?image=iso1&flavor=small')
    await page.getByText('a flavor without an ephemeral disk gives its installer no disk').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('web')
    await page.getByText('Own size', { exact: true }).click()
    await page.getByLabel('Disk to install to, GiB').fill('20')
    await page.getByText('its installer finds one empty disk of 20 GiB').waitFor()
    await window.button('Launch instance').click()
    await page.waitForURL(/instance=new1$/)
    isos = []
    expect(sent('/v2.1/flavors')).toMatchObject([
      { flavor: { id: 'own-1c-1024m-1g-20e', disk: 1, 'OS-FLV-EXT-DATA:ephemeral': 20 } },
    ])
    expect(sent('/v2.1/servers')).toMatchObject([
      {
        server: {
          imageRef: 'iso1',
          block_device_mapping_v2: [
            { source_type: 'image', uuid: 'iso1', boot_index: 0 },
            { source_type: 'blank', volume_size: 20, boot_index: 1 },
          ],
        },
      },
    ])
  })

  test('a cloud-config with a mistake is not sent; parts are put into one without', async () => {
    const { page } = window
    await page.getByLabel('Name', { exact: true }).fill('web')
    await page.getByLabel('User data').fill('#cloud-config\npackages: [git\n')
    await window.button('Launch instance').click()
    await page
      .getByText(/^Line 3: /)
      .first()
      .waitFor()
    expect(sent('/v2.1/servers')).toEqual([])
    await page.getByLabel('User data').fill('')
    await window.button('Add to it').click()
    await page.getByRole('menuitem', { name: /^Packages/ }).click()
    expect(await page.getByLabel('User data').inputValue()).toMatch(/^#cloud-config\n(.*\n)*.*- git\n/)
  })

  test('a key pair made beside it is chosen; Enter there launches nothing', async () => {
    const { page } = window
    await page.getByLabel('Name', { exact: true }).fill('web')
    await window.button('New key pair').click()
    await page.keyboard.type('mine')
    await page.keyboard.press('Enter')
    await page.getByText('None of these lets ssh in from outside', { exact: false }).waitFor()
    expect(sent('/v2.1/servers')).toEqual([])
    await page.getByLabel('Name', { exact: true }).press('Control+Enter')
    await page.waitForURL(/instance=new1$/)
    expect(sent('/v2.1/os-keypairs')).toMatchObject([{ keypair: { name: 'mine', type: 'ssh' } }])
    expect(sent('/v2.1/servers')).toMatchObject([{ server: { key_name: 'mine' } }])
  })

  test('names of any kind are text', async () => {
    expect(await window.page.getByRole('combobox', { name: 'Image' }).inputValue()).toContain(
      '<img src=x onerror=alert(1)>',
    )
    expect(window.complaints()).toEqual([])
  })
})
