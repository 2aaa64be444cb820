/** Networks in the window, against a stand-in for Neutron: picture and tables, made and taken away, rules, floating IPs, the way to an instance. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import type { AppWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { connectedWindow, HOSTILE, screenOf } from '../support/connectedWindow.ts'
import { type Asked, FakeCloud, stands } from '../support/fakeCloud.ts'
import { type FakeNeutron, fakeNeutron } from '../support/fakeNeutron.ts'

const browser = testBrowser()
let cloud: FakeCloud
let neutron: FakeNeutron
let window: AppWindow
let screen: ReturnType<typeof screenOf>
let status = 'SHUTOFF'
/** Answers where the instance would. */
let service: Server

const MARKUP = HOSTILE[0]
const field = (label: string | RegExp): Locator => screen.dialog().getByLabel(label, { exact: true })
const tab = (name: string): Promise<void> =>
  window.page.getByRole('navigation', { name: 'Kinds of network things' }).getByRole('link', { name }).click()
const said = (text: string | RegExp): Promise<void> => screen.dialog().getByText(text).first().waitFor()
/** What was asked to be changed, with the body where there is one. */
const changes = (): unknown[] =>
  cloud.asked
    .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/v3/'))
    .map(({ body, method, path }) =>
      body === '' ? `${method} ${path}` : [`${method} ${path}`, JSON.parse(body) as unknown],
    )
const idOf = (plural: keyof FakeNeutron['rows'], name: string): string =>
  neutron.rows[plural].find((one) => one.name === name)?.id ?? `no ${plural} ${name}`

async function choose(label: string, option: string | RegExp): Promise<void> {
  await screen.dialog().getByRole('combobox', { name: label }).click()
  await window.page.getByRole('option', { name: option }).first().click()
}

/** A web server's body of the only instance there is. */
function server() {
  return {
    ...{ id: 's1', name: 'web', status, tenant_id: 'p1', created: '2026-01-01T00:00:00Z', image: { id: 'i' } },
    ...{ updated: new Date().toISOString(), security_groups: [] },
  }
}

describe.sequential('networks', () => {
  beforeAll(async () => {
    neutron = fakeNeutron()
    service = createServer((socket) => socket.destroy())
    service.listen(0, '127.0.0.1')
    await once(service, 'listening')
    const projects = [{ body: { projects: [{ id: 'p1', name: 'admin', enabled: true, domain_id: 'default' }] } }]
    cloud = await FakeCloud.start({
      'GET /v3/projects': projects,
      'GET /v3/auth/projects': projects,
      'GET /v2.1/os-services': [{ body: { services: [] } }],
    })
    const nova = ({ body, method, path }: Asked) => {
      const there = neutron.rows.ports.some(({ device_id }) => device_id === 's1')
      if (path.startsWith('/v2.1/servers/detail')) return { body: { servers: there ? [server()] : [] } }
      if (path === '/v2.1/servers/s1') return { body: { server: server() } }
      if (method !== 'POST' || path !== '/v2.1/servers/s1/action') return undefined
      if (body.includes('os-start')) status = 'ACTIVE'
      return { status: 202 }
    }
    cloud.otherwise = stands(neutron.stand, nova)
    window = await connectedWindow(browser, cloud)
    screen = screenOf(window.page)
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    await cloud?.[Symbol.asyncDispose]()
    service?.close()
  })
  beforeEach(() => {
    cloud.asked.length = 0
    cloud.refuse = () => undefined
  })

  test('where there are none, each tab says what it is for', async () => {
    await window.goTo('lab', 'networks')
    await window.button('Create the first network').waitFor()
    expect(await barriers(window.page)).toEqual([])
    await tab('Floating IPs')
    await window.button('Take the first floating IP').click()
    await said('There is no external network to take one from; an administrator makes one.')
    expect(await screen.dialog().getByRole('button', { name: 'Take a floating IP' }).isDisabled()).toBe(true)
    await screen.press('Cancel')
    expect(changes()).toEqual([])
  })

  test('a network by the keyboard alone: what is wrong is said beside its field, and then it is made with its subnet', async () => {
    const { keyboard } = window.page
    await tab('Networks')
    await window.button('Create the first network').focus()
    await keyboard.press('Enter')
    await field('Name').first().waitFor()
    await keyboard.press('Enter')
    await said('A name is needed.')
    await said('Like 10.20.0.0/24 or fd00:20::/64.')
    expect(changes()).toEqual([])
    await expect.poll(() => window.page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
    await keyboard.type('private')
    // Over the description and two switches to the addresses.
    for (let step = 0; step < 6; step++) {
      await keyboard.press('Tab')
      const label = await window.page.evaluate(
        () => (document.activeElement as HTMLInputElement).labels?.[0]?.textContent,
      )
      if (label === 'Addresses') break
    }
    await keyboard.type('10.0.0.0/24')
    await keyboard.press('Enter')
    await screen.gone()
    await screen.row('private').waitFor()
    const id = idOf('networks', 'private')
    expect(changes()).toEqual([
      ['POST /v2.0/networks', { network: { name: 'private' } }],
      [
        'POST /v2.0/subnets',
        {
          subnet: expect.objectContaining({
            ...{ network_id: id, name: 'private-subnet', cidr: '10.0.0.0/24', ip_version: 4, enable_dhcp: true },
          }),
        },
      ],
    ])
  })

  test('what the API tells appears by itself; names of any kind are text', async () => {
    neutron.add('networks', { id: 'lan', name: 'lan', 'router:external': true })
    neutron.add('subnets', {
      id: 'lan-v4',
      name: 'lan',
      network_id: 'lan',
      cidr: '192.0.2.0/24',
      gateway_ip: '192.0.2.1',
    })
    for (const [index, name] of HOSTILE.entries()) neutron.add('networks', { id: `hostile-${index}`, name })
    await screen.row(MARKUP).waitFor()
    await screen.row('exe').first().waitFor()
    await screen.row(HOSTILE[2]).click()
    await screen.drawer().waitFor()
    await tab('Topology')
    await window.page.getByRole('treeitem', { name: MARKUP }).waitFor()
    expect(await window.page.locator('img').count()).toBe(0)
    expect(await window.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(await barriers(window.page)).toEqual([])
    for (let index = 0; index < HOSTILE.length; index++) neutron.rows.networks.splice(-1)
    await window.page.getByRole('treeitem', { name: MARKUP }).waitFor({ state: 'detached' })
    await window.page.keyboard.press('Escape')
  })

  test('a router with its way out and its network; the form shows how it is done before', async () => {
    await tab('Routers')
    await window.button('Create the first router').click()
    await screen.press('Create the router')
    await said('A name is needed.')
    expect(changes()).toEqual([])
    await field('Name').fill('edge')
    await screen.dialog().getByRole('combobox', { name: 'Connects' }).click()
    await window.page.getByRole('option', { name: /private.*10\.0\.0\.0\/24/ }).click()
    await window.page.keyboard.press('Escape')
    await screen.dialog().getByRole('button', { name: 'How this is done' }).click()
    await said(/openstack router create/)
    await screen.dialog().getByText('Terraform', { exact: true }).click()
    await said(/openstack_networking_router_interface_v2/)
    expect(await barriers(window.page)).toEqual([])
    await screen.press('Create the router')
    await screen.gone()
    const router = idOf('routers', 'edge')
    const subnet = idOf('subnets', 'private-subnet')
    expect(changes()).toEqual([
      ['POST /v2.0/routers', { router: { name: 'edge', external_gateway_info: { network_id: 'lan' } } }],
      [`PUT /v2.0/routers/${router}/add_router_interface`, { subnet_id: subnet }],
    ])
  })

  test('a group with the usual rules: what failed in the middle is gone on with, not begun again', async () => {
    await tab('Security groups')
    await window.button('Create a security group').click()
    await screen.press('Create the security group')
    await said('A name is needed.')
    await field('Name').fill('web')
    await field('SSH').check()
    await field('Ping').check()
    let rules = 0
    cloud.refuse = ({ method, path }) => {
      rules += Number(method === 'POST' && path === '/v2.0/security-group-rules')
      const message = "Quota exceeded for resources: ['security_group_rule']."
      return rules === 2 ? { status: 409, body: { NeutronError: { message } } } : undefined
    }
    await screen.press('Create the security group')
    await screen
      .dialog()
      .getByRole('alert')
      .getByText(/Quota exceeded/)
      .waitFor()
    await said(/the rules that are left are added again/)
    await screen.press('Create the security group')
    await screen.gone()
    await screen
      .row('web')
      .getByText(/Ping, TCP 22/)
      .waitFor()
    const ports = neutron.rows['security-group-rules'].map(({ ethertype, port_range_min }) => [
      ethertype,
      port_range_min,
    ])
    expect(ports).toEqual([
      ['IPv4', 22],
      ['IPv6', 22],
      ['IPv4', 8],
      ['IPv6', 128],
    ])
    expect(neutron.rows['security-groups']).toHaveLength(1)
  })

  test('a rule of one’s own: ports and addresses that are none are said so', async () => {
    await screen.row('web').getByText('web', { exact: true }).click()
    await screen.drawer().getByRole('button', { name: 'Add a rule…' }).click()
    for (const typed of ['0', '65536', '22-x', '1-2-3']) {
      await field('Ports').fill(typed)
      await screen.press('Add the rule')
      await said('A number from 1 to 65535, or two with a hyphen.')
    }
    await field('Ports').fill('90-80')
    await screen.press('Add the rule')
    await said(/greater/)
    await field('Ports').fill('8080-8090')
    await choose('From whom', 'Certain addresses')
    await field('Addresses').fill('10.0.0.0/33')
    await screen.press('Add the rule')
    expect(await field('Addresses').getAttribute('aria-invalid')).toBe('true')
    expect(changes()).toEqual([])
    await field('Addresses').fill('10.0.0.7')
    await screen.press('Add the rule')
    await screen.gone()
    expect(changes()).toEqual([
      [
        'POST /v2.0/security-group-rules',
        {
          security_group_rule: {
            ...{ security_group_id: idOf('security-groups', 'web'), direction: 'ingress', ethertype: 'IPv4' },
            ...{ protocol: 'tcp', port_range_min: 8080, port_range_max: 8090, remote_ip_prefix: '10.0.0.7/32' },
          },
        },
      ],
    ])
    await screen.drawer().getByText('TCP 8080–8090').waitFor()
    await screen.drawer().getByRole('button', { name: 'Delete the rule TCP 8080–8090' }).click()
    await said('Nobody is in the group.')
    await screen.press('Delete the rule')
    await screen.gone()
    await screen.drawer().getByText('TCP 8080–8090').waitFor({ state: 'detached' })
    await screen
      .drawer()
      .getByRole('button', { name: /^Close/ })
      .click()
  })

  test('a port with an address that is none is not made', async () => {
    await tab('Ports')
    await window.button('New port').click()
    await choose('Network', 'private')
    await field('Address').fill('10.0.0.300')
    await screen.press('Create the port')
    expect(await field('Address').getAttribute('aria-invalid')).toBe('true')
    expect(changes()).toEqual([])
    await field('Address').fill('10.0.0.5')
    await field('Name').fill('kept')
    await screen.press('Create the port')
    await screen.gone()
    await screen.row('kept').getByText('10.0.0.5').waitFor()
    expect(changes()).toMatchObject([
      ['POST /v2.0/ports', { port: { name: 'kept', fixed_ips: [{ ip_address: '10.0.0.5' }] } }],
    ])
  })

  test('a floating IP is taken, led to an instance, and cannot be left hanging by its router', async () => {
    neutron.add('ports', {
      ...{ id: 'web-port', device_id: 's1', device_owner: 'compute:nova', status: 'ACTIVE' },
      network_id: idOf('networks', 'private'),
      fixed_ips: [{ subnet_id: idOf('subnets', 'private-subnet'), ip_address: '10.0.0.9' }],
      security_groups: [idOf('security-groups', 'web')],
    })
    await tab('Floating IPs')
    await window.button('New floating IP').click()
    await field('A certain address').fill('nowhere')
    await screen.press('Take a floating IP')
    await said('An IP address.')
    expect(changes()).toEqual([])
    await field('A certain address').fill('127.0.0.1')
    await screen.press('Take a floating IP')
    await screen.gone()
    const [taken] = neutron.rows.floatingips
    Object.assign(taken ?? {}, { floating_ip_address: '127.0.0.1' })
    await screen.row('127.0.0.1').getByText('Free').waitFor()
    await screen.choose(screen.row('127.0.0.1'), 'Attach…')
    await choose('Leads to', /web.*10\.0\.0\.9/)
    await screen.press('Attach')
    await screen.gone()
    await screen.row('127.0.0.1').getByText('Works').waitFor()
    expect(changes()).toEqual([
      ['POST /v2.0/floatingips', { floatingip: { floating_network_id: 'lan', floating_ip_address: '127.0.0.1' } }],
      [`PUT /v2.0/floatingips/${taken?.id}`, { floatingip: { port_id: 'web-port', fixed_ip_address: '10.0.0.9' } }],
    ])
    await tab('Routers')
    await screen.choose(screen.row('edge'), 'Delete…')
    await said('127.0.0.1 leads through it. Detach it first.')
    expect(await screen.dialog().getByRole('button', { name: 'Delete the router' }).isDisabled()).toBe(true)
    await screen.press('Cancel')
  })

  test('the picture by the keyboard: arrows walk through it, Enter opens', async () => {
    const { page } = window
    const { keyboard } = page
    await tab('Topology')
    const tree = page.getByRole('tree', { name: 'Topology' })
    await tree.getByRole('treeitem', { name: /Instance .*web.*10\.0\.0\.9, reached at 127\.0\.0\.1/ }).waitFor()
    await tree.getByRole('treeitem').first().focus()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/External network .*lan/)
    await keyboard.press('ArrowDown')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/Router .*edge.*leads out to/)
    await keyboard.press('Enter')
    await screen.drawer().getByText('Way out').waitFor()
    expect(await barriers(page)).toEqual([])
    await keyboard.press('Escape')
    await screen.drawer().waitFor({ state: 'detached' })
  })

  test('the way to an instance: the broken link is named and mended, and then it is reached', async () => {
    const address = service.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const group = idOf('security-groups', 'web')
    await window.button('Can I reach…?').click()
    const { page } = window
    await screen.drawer().getByRole('combobox', { name: 'Instance' }).click()
    await page.getByRole('option', { name: 'web' }).click()
    await screen.drawer().getByLabel('Port', { exact: true }).fill('0')
    await window.button('Check the way').click()
    await screen.drawer().getByText('1 to 65535.').waitFor()
    await screen.drawer().getByLabel('Port', { exact: true }).fill(String(port))
    await window.button('Check the way').click()
    await screen
      .drawer()
      .getByText(/The broken link: /)
      .waitFor()
    await window.button('Mend it').click()
    await screen.dialog().waitFor()
    await screen.press('Do it')
    await screen.gone()
    await expect
      .poll(changes)
      .toMatchObject([
        [
          'POST /v2.0/security-group-rules',
          { security_group_rule: { security_group_id: group, protocol: 'tcp', port_range_min: port } },
        ],
      ])
    await screen.drawer().getByText('The broken link: instance').waitFor()
    await window.button('Mend it').click()
    await screen.press('Do it')
    await screen.drawer().getByText('It is reached.').waitFor()
    expect(changes().at(-1)).toEqual(['POST /v2.1/servers/s1/action', { 'os-start': null }])
    expect(await barriers(page)).toEqual([])
    await screen
      .drawer()
      .getByRole('button', { name: /^Close/ })
      .click()
  })

  test('what is in use is not taken away; what is free goes in the order it can', async () => {
    await tab('Networks')
    await screen.choose(screen.row('private'), 'Delete…')
    await said(/uses? it\. Unplug or delete them first\./)
    expect(await screen.dialog().getByRole('button', { name: 'Delete the network' }).isDisabled()).toBe(true)
    await screen.press('Cancel')
    await tab('Floating IPs')
    await screen.choose(screen.row('127.0.0.1'), 'Detach…')
    await screen.press('Detach')
    await screen.gone()
    await screen.row('127.0.0.1').getByText('Free').waitFor()
    await screen.choose(screen.row('127.0.0.1'), 'Release…')
    await said('127.0.0.1 goes back to the pool, and the next who asks may get it.')
    await screen.press('Release the floating IP')
    await screen.gone()
    await window.button('Take the first floating IP').waitFor()
    await tab('Routers')
    await screen.choose(screen.row('edge'), 'Delete…')
    await screen.press('Delete the router')
    await screen.gone()
    await window.button('Create the first router').waitFor()
    expect(
      changes().map((one) =>
        (typeof one === 'string' ? one : String((one as unknown[])[0])).replace(/[0-9a-f-]{36}/, 'ID'),
      ),
    ).toEqual([
      'PUT /v2.0/floatingips/ID',
      'DELETE /v2.0/floatingips/ID',
      'PUT /v2.0/routers/ID/remove_router_interface',
      'DELETE /v2.0/routers/ID',
    ])
  })

  test('a subnet changed: what is no address is said so, and what is typed is sent', async () => {
    await tab('Networks')
    await screen.row('private').getByText('private', { exact: true }).click()
    await screen
      .drawer()
      .getByRole('listitem')
      .filter({ hasText: '10.0.0.0/24' })
      .getByRole('button', { name: 'Change…' })
      .click()
    await field('Gateway').fill('10.0.0.999')
    await field('Handed out').fill('10.0.0.10')
    await screen.press('Save')
    await said('An address inside the subnet.')
    await said('First and last address, with a hyphen between.')
    expect(changes()).toEqual([])
    await field('Gateway').fill('10.0.0.1')
    await field('Handed out').fill('10.0.0.10-10.0.0.99')
    await screen.press('Save')
    await screen.gone()
    expect(changes()).toMatchObject([
      [
        `PUT /v2.0/subnets/${idOf('subnets', 'private-subnet')}`,
        { subnet: { gateway_ip: '10.0.0.1', allocation_pools: [{ start: '10.0.0.10', end: '10.0.0.99' }] } },
      ],
    ])
    await screen
      .drawer()
      .getByRole('button', { name: /^Close/ })
      .click()
  })

  test('an API that dies is said so, with what was last known; it comes back by itself', async () => {
    await cloud.stop()
    await window.page
      .getByRole('alert')
      .getByText(/What is shown is of .*; it is asked again by itself\./)
      .waitFor()
    await screen.row('private').waitFor()
    neutron.add('networks', { id: 'later', name: 'later' })
    await cloud.resume()
    await screen.row('later').waitFor()
    await window.page.getByRole('alert').waitFor({ state: 'detached' })
    await cloud.stop()
    await window.goTo('lab', 'networks/networks')
    await window.page.getByRole('alert').waitFor()
    await cloud.resume()
    await screen.row('later').waitFor()
    await window.page.getByRole('alert').waitFor({ state: 'detached' })
  })

  test('a member is offered nothing that belongs to others or to administrators', async () => {
    neutron.add('networks', { id: 'theirs', name: 'theirs', project_id: 'p9', shared: true })
    await window.goTo('team', 'networks/networks')
    await screen.row('theirs').click({ button: 'right' })
    await window.page.getByText('It belongs to another project.').waitFor()
    expect(await window.page.getByRole('menuitem', { name: 'Delete…' }).count()).toBe(0)
    await window.page.keyboard.press('Escape')
    expect(await window.page.getByText('All projects').count()).toBe(0)
    await window.button('New network').click()
    await field('Addresses').waitFor()
    expect(await screen.dialog().getByText('For administrators').count()).toBe(0)
    await screen.press('Cancel')
    expect(changes()).toEqual([])
  })

  test('nothing went wrong unseen', () => {
    expect(window.complaints()).toEqual([])
  })
})
