/** The fuller forms about networks in the window: routes, address pairs, MAC addresses, port security, source NAT, messages of ICMP. */
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import type { AppWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { connectedWindow, screenOf } from '../support/connectedWindow.ts'
import { FakeCloud } from '../support/fakeCloud.ts'
import { type FakeNeutron, fakeNeutron } from '../support/fakeNeutron.ts'

const browser = testBrowser()
let cloud: FakeCloud
let neutron: FakeNeutron
let window: AppWindow
let screen: ReturnType<typeof screenOf>

const field = (label: string): Locator => screen.dialog().getByLabel(label, { exact: true })
const said = (text: string | RegExp): Promise<void> => screen.dialog().getByText(text).first().waitFor()
/** A switch's name holds what explains it. */
const flip = (label: string): Promise<void> =>
  screen
    .dialog()
    .getByRole('switch', { name: new RegExp(`^${label}`) })
    .click()
const tab = (name: string): Promise<void> =>
  window.page.getByRole('navigation', { name: 'Kinds of network things' }).getByRole('link', { name }).click()
/** What was asked to be changed: method, path, and the resource's fields. */
const changes = (): unknown[] =>
  cloud.asked
    .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/v3/'))
    .map(({ body, method, path }) => [`${method} ${path}`, Object.values(JSON.parse(body) as object)[0] as unknown])

async function choose(label: string, option: string | RegExp): Promise<void> {
  await screen.dialog().getByRole('combobox', { name: label }).click()
  await window.page.getByRole('option', { name: option }).first().click()
}

describe.sequential('forms about networks', () => {
  beforeAll(async () => {
    neutron = fakeNeutron()
    neutron.add('networks', { id: 'n1', name: 'private' })
    const subnet = { network_id: 'n1', cidr: '10.0.0.0/24', gateway_ip: '10.0.0.1' }
    neutron.add('subnets', { id: 's1', name: 'private-subnet', ...subnet })
    neutron.add('networks', { id: 'ext', name: 'lan', 'router:external': true })
    const way = { network_id: 'ext', enable_snat: true, external_fixed_ips: [] }
    neutron.add('routers', { id: 'r1', name: 'edge', external_gateway_info: way })
    neutron.add('security-groups', { id: 'g1', name: 'web' })
    cloud = await FakeCloud.start({
      'GET /v2.1/os-services': [{ body: { services: [] } }],
      'GET /v2.1/servers/detail': [{ body: { servers: [] } }],
    })
    cloud.otherwise = neutron.stand
    window = await connectedWindow(browser, cloud)
    screen = screenOf(window.page)
    await window.goTo('lab', 'networks')
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    await cloud?.[Symbol.asyncDispose]()
  })
  beforeEach(() => {
    cloud.asked.length = 0
  })
  afterEach(() => expect(window.complaints()).toEqual([]))

  test('a router: static routes, whose mistakes are said at their fields, and no source NAT', async () => {
    await tab('Routers')
    await screen.choose(screen.row('edge'), 'Change…')
    await screen.dialog().getByRole('button', { name: 'Add a route' }).click()
    await field('Destination').fill('10.9.0.0/33')
    await field('Next hop').fill('fd00::1')
    await screen.press('Save')
    await said('Like 10.9.0.0/16.')
    expect(changes()).toEqual([])
    await field('Destination').fill('10.9.0.0/16')
    await said('It is of another family than the destination.')
    await field('Next hop').fill('10.0.0.2')
    await screen.press('Save')
    await screen.gone()
    await screen.choose(screen.row('edge'), 'Set the way out…')
    await flip('Instances without a floating IP')
    await screen.press('Set the way out')
    await screen.gone()
    expect(changes()).toEqual([
      ['PUT /v2.0/routers/r1', { routes: [{ destination: '10.9.0.0/16', nexthop: '10.0.0.2' }] }],
      ['PUT /v2.0/routers/r1', { external_gateway_info: { network_id: 'ext', enable_snat: false } }],
    ])
  })

  test('a port with a MAC address and a pair; then nothing is enforced on it', async () => {
    await tab('Ports')
    await window.button('New port').click()
    await choose('Network', 'private')
    await field('Name').fill('vip')
    await field('MAC address').fill('fa:16')
    await screen.dialog().getByRole('button', { name: 'Add an address pair' }).click()
    await field('Address or CIDR').fill('10.0.0.300')
    await screen.press('Create the port')
    await said('That is no MAC address.')
    await said('An IP address, or a CIDR.')
    expect(await barriers(window.page)).toEqual([])
    await field('MAC address').fill('fa:16:3e:00:00:77')
    await field('Address or CIDR').fill('10.0.0.200')
    await screen.press('Create the port')
    await screen.gone()
    await screen.choose(screen.row('vip'), 'Change…')
    await flip('Port security')
    await said(/Port security is off for it/)
    await screen.press('Save')
    await screen.gone()
    expect(changes()).toMatchObject(
      [
        [
          'POST /v2.0/ports',
          { mac_address: 'fa:16:3e:00:00:77', allowed_address_pairs: [{ ip_address: '10.0.0.200' }] },
        ],
        [/^PUT \/v2\.0\/ports\//, { port_security_enabled: false, allowed_address_pairs: [] }],
      ].map(([line, fields]) => [line instanceof RegExp ? expect.stringMatching(line) : line, fields]),
    )
  })

  test('a rule for a message of ICMP', async () => {
    await tab('Security groups')
    await screen.choose(screen.row('web'), 'Add a rule…')
    await choose('Protocol', /^ICMP/)
    await field('ICMP type').fill('256')
    await screen.press('Add the rule')
    await said('A number from 0 to 255.')
    await field('ICMP type').fill('8')
    await screen.press('Add the rule')
    await screen.gone()
    expect(changes()).toMatchObject([['POST /v2.0/security-group-rules', { protocol: 'icmp', port_range_min: 8 }]])
  })

  test('a subnet of IPv6: a mode that does not fit is said so', async () => {
    await tab('Networks')
    await screen.choose(screen.row('private'), 'Add a subnet…')
    await field('Addresses').fill('fd00:20::/72')
    await field('Name').fill('six')
    await field('Gateway').fill('fd00:21::1')
    await said('It is outside of the subnet. Is that meant?')
    await choose('IPv6 addresses', /^SLAAC: /)
    await screen.press('Create the subnet')
    await said('Instances make up their addresses in subnets of /64 only.')
    await field('Addresses').fill('fd00:20::/64')
    await field('Gateway').fill('')
    await screen.press('Create the subnet')
    await screen.gone()
    expect(changes()).toMatchObject([
      ['POST /v2.0/subnets', { cidr: 'fd00:20::/64', ipv6_ra_mode: 'slaac', ipv6_address_mode: 'slaac' }],
    ])
  })
})
