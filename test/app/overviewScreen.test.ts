/** Overview in the window, against a stand-in for the APIs: what is wrong first, use, states, what happened; an API that dies and returns. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import type { AppWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { connectedWindow, HOSTILE } from '../support/connectedWindow.ts'
import { AT, type FakeComputes, fakeComputes, flavor, HOSTS, server, service } from '../support/fakeComputes.ts'

const browser = testBrowser()
let nova: FakeComputes
let window: AppWindow

const [FIRST, SECOND] = HOSTS
const [MARKUP, RIGHT_TO_LEFT, LONG, EMOJI] = HOSTILE
const agent = (id: string, host: string, alive = true) => ({
  ...{ id, host, alive, binary: 'ovn-controller', agent_type: 'OVN Controller agent', admin_state_up: true },
  ...{ heartbeat_timestamp: '2026-11-22 23:53:56', availability_zone: '', configurations: {} },
})

const card = (name: string) => window.page.getByRole('region', { name, exact: true })
const problem = (text: string | RegExp) => card('What needs you').getByRole('listitem').filter({ hasText: text })
const line = (name: string, text: string | RegExp) => card(name).getByRole('listitem').filter({ hasText: text })

beforeAll(async () => {
  nova = await fakeComputes()
  window = await connectedWindow(browser, nova.cloud)
})
afterAll(async () => {
  await window?.[Symbol.asyncDispose]()
  await nova?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  nova.cloud.refuse = () => undefined
  await nova.cloud.resume()
  nova.services = HOSTS.map((host) => service(host))
  nova.agents = HOSTS.map((host, index) => agent(`a${index}`, host))
  nova.flavors = [flavor('m1.nano')]
})

describe.sequential('the overview', () => {
  test('of a new cloud says that everything works, and where to begin', async () => {
    await window.goTo('lab', 'overview')
    await window.page.getByText('Everything works').waitFor()
    await card('Instances').getByText('There are none yet.').waitFor()
    await card('Lately').getByText('Nothing has happened yet', { exact: false }).waitFor()
    await card('Capacity').getByText('0 of 16', { exact: true }).waitFor()
    await card('Quota').getByText('3 of 20', { exact: true }).waitFor()
    await card('Quota').getByText('2 of 50', { exact: true }).waitFor()
    for (const api of ['Identity (Keystone)', 'Compute (Nova)', 'Images (Glance)', 'Networks (Neutron)', 'Placement'])
      await line('APIs', api).getByText('Answers').waitFor({ state: 'attached' })
    await line('Services and agents', 'nova-compute').getByText('2 of 2 up').waitFor()
    await line('Services and agents', 'OVN Controller agent').getByText('2 of 2 up').waitFor()
    expect(await barriers(window.page)).toEqual([])
  })

  test('counts instances by their state, and each count leads to them by the keyboard', async () => {
    nova.servers = [server('a'), server('b'), server('c', { status: 'SHUTOFF' })]
    await card('Instances').getByText('3 in all').waitFor()
    await line('Instances', 'Running').getByText('2', { exact: true }).waitFor()
    await card('Capacity').getByText('384 MiB of 46 GiB').waitFor({ timeout: 20_000 })
    await line('Lately', 'a').first().waitFor()
    await card('Instances').getByRole('link', { name: 'Off' }).focus()
    await window.page.keyboard.press('Enter')
    await window.page.waitForURL(/instances\?all=yes&status=SHUTOFF$/)
    await window.page.getByRole('row').filter({ hasText: 'Off' }).waitFor()
    expect(await window.page.getByRole('row').filter({ hasText: 'Running' }).count()).toBe(0)
  })

  test('puts first what failed, each with its reason and the way to it; the rest is folded away', async () => {
    await window.goTo('lab', 'overview')
    nova.servers = [
      server('web', { name: MARKUP, status: 'ERROR', fault: { message: `No valid host. ${MARKUP}` } }),
      server('big', { status: 'VERIFY_RESIZE' }),
    ]
    const [first, second] = nova.services
    nova.services = [
      { ...service(FIRST), ...first, state: 'down' },
      { ...service(SECOND), ...second, status: 'disabled', reason: RIGHT_TO_LEFT },
    ]
    nova.agents = [agent('a0', FIRST, false), agent('a1', SECOND)]
    nova.migrations = [
      {
        ...{ id: 1, uuid: 'm', source_compute: FIRST, dest_compute: SECOND, instance_uuid: 'big', status: 'error' },
        ...{ migration_type: 'live-migration', user_id: 'u1', project_id: 'p1', created_at: AT },
        updated_at: new Date().toISOString().replace('Z', ''),
      },
    ]
    await problem('nova-compute on').filter({ hasText: 'Nova has not heard of it' }).waitFor()
    await problem(/The .*OVN Controller agent.* on/)
      .filter({ hasText: 'Neutron has not heard of it' })
      .waitFor()
    await problem('has failed')
      .filter({ hasText: `No valid host. ${MARKUP}` })
      .waitFor()
    await window.page.getByText('3 failures').waitFor()
    await line('Services and agents', 'nova-compute').getByText('1 of 2 up').waitFor()
    await window.button('Show 2 more').click()
    await problem('waits for its resize to be confirmed').waitFor()
    await problem(/is disabled/)
      .filter({ hasText: 'gnp.exe' })
      .waitFor()
    await problem(/was not moved/).waitFor()
    await window.button('Show fewer').click()
    await problem(/was not moved/).waitFor({ state: 'detached' })
    expect(await window.page.locator('img').count()).toBe(0)
    expect(await barriers(window.page)).toEqual([])
    await problem('has failed')
      .getByRole('link', { name: /^Look at it/ })
      .click()
    await window.page.waitForURL(/instances\?all=yes&instance=web$/)
    await window.page.getByRole('complementary').waitFor()
  })

  test('what was wrong goes by itself; names of any kind are text', async () => {
    nova.migrations = []
    nova.servers = [LONG, EMOJI, RIGHT_TO_LEFT].map((name, index) => server(`h${index}`, { name, status: 'ERROR' }))
    await window.goTo('lab', 'overview')
    await window.page.getByText('3 failures').waitFor()
    await problem(EMOJI).waitFor()
    await problem('gnp.exe').waitFor()
    const wide = await window.page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    expect(wide).toBe(false)
    nova.servers = []
    await window.page.getByText('Everything works').waitFor()
    await card('What needs you').waitFor({ state: 'detached' })
  })

  test('tells which API stopped answering, and that it answers again', async () => {
    const dead = { status: 503, body: 'Service Unavailable' }
    nova.cloud.refuse = ({ path }) => (path.startsWith('/v2/images') ? dead : undefined)
    await problem('The Images (Glance) API does not answer').waitFor()
    await line('APIs', 'Images').getByText('No answer').waitFor()
    await window.page.getByText('1 failure', { exact: true }).waitFor()
    await line('APIs', 'Networks').getByText('Answers').waitFor({ state: 'attached' })
    nova.cloud.refuse = () => undefined
    await window.page.getByText('Everything works').waitFor()
    await line('Lately', 'The Images (Glance) API stopped answering').waitFor()
    await line('Lately', 'The Images (Glance) API answers again').waitFor()
  })

  test('where nothing answers says so, and is as before when it is back', async () => {
    await nova.cloud.stop()
    await window.page.getByText('5 failures').waitFor()
    await problem('The Compute (Nova) API does not answer').waitFor()
    expect(await window.page.getByText('Everything works').count()).toBe(0)
    expect(await barriers(window.page)).toEqual([])
    await nova.cloud.resume()
    await window.page.getByText('Everything works').waitFor({ timeout: 20_000 })
    await line('APIs', 'Compute').getByText('Answers').waitFor({ state: 'attached' })
  })

  test('opened while nothing answers says in each card why it tells nothing, and tells by itself when it is back', async () => {
    await nova.cloud.stop()
    // One nobody has looked at before: of the other the app still knows what was.
    await window.goTo('team', 'overview')
    await window.page.getByText('nothing answers on', { exact: false }).first().waitFor()
    for (const name of ['Instances', 'Quota', 'Lately']) {
      await card(name).getByText('Not known', { exact: true }).waitFor()
      await card(name).getByText('nothing answers on', { exact: false }).waitFor()
    }
    expect(await window.page.getByText(/^(Reading|Asking) /).count()).toBe(0)
    expect(await barriers(window.page)).toEqual([])
    await nova.cloud.resume()
    await window.page.getByText('Everything works').waitFor({ timeout: 20_000 })
    await card('Quota').getByText('3 of 20', { exact: true }).waitFor()
    expect(await window.page.getByText('Not known', { exact: true }).count()).toBe(0)
  })

  test('tells what was done lately, and why what failed has failed, although the instance runs on', async () => {
    const history = (id: string, more: object) => ({
      ...{ instance_uuid: id, user_id: 'u1', project_id: 'p1', start_time: new Date().toISOString().replace('Z', '') },
      ...{ updated_at: null, message: null, ...more },
    })
    const failing = history('web', { action: 'createImage', request_id: 'req-1', message: 'Error' })
    const part = { event: 'compute_snapshot_instance', start_time: AT, finish_time: AT, result: 'Error' }
    const done = history('web', { action: 'reboot', request_id: 'req-0' })
    const deleted = history('old', { action: 'delete', request_id: 'req-2' })
    nova.histories.set('web', [
      { ...failing, events: [{ ...part, details: `The image store is full. ${MARKUP}` }] },
      done,
    ])
    nova.histories.set('old', [deleted])
    nova.servers = [server('web'), server('old')]
    await window.goTo('lab', 'overview')
    const failed = line('Lately', /web.*: taking a snapshot failed/)
    await failed.getByText('The image store is full.', { exact: false }).waitFor()
    await line('Lately', /web.*: rebooted/).waitFor()
    nova.servers = [server('web')]
    await line('Lately', /old.*: deleted/).waitFor()
    await line('Lately', /old.*: deleted/)
      .getByRole('link')
      .waitFor({ state: 'detached' })
    // What is asked for here and refused stands there, too.
    nova.refusal = { status: 409, body: { conflictingRequest: { code: 409, message: 'web is busy.' } } }
    await window.goTo('lab', 'instances?instance=web')
    await window.page.getByRole('complementary').getByRole('button', { name: 'Stop', exact: true }).click()
    await window.page.getByText('Stopping the instance web failed: web is busy.').waitFor()
    nova.refusal = undefined
    await window.goTo('lab', 'overview')
    await line('Lately', 'Stopping the instance web failed: web is busy.').waitFor()
    await failed.getByRole('link').click()
    await window.page.waitForURL(/instances\?all=yes&instance=web$/)
    nova.histories.clear()
  })

  test('of a member shows what is the member’s: no machines of others, and nothing is asked that policy forbids', async () => {
    nova.servers = [server('mine')]
    nova.cloud.asked.length = 0
    await window.goTo('team', 'overview')
    await window.page.getByText('Everything works').waitFor()
    await card('Instances').getByText('1 in all').waitFor()
    await card('Quota').getByText('3 of 20', { exact: true }).waitFor()
    expect(await card('Capacity').count()).toBe(0)
    expect(await card('Services and agents').count()).toBe(0)
    expect(await barriers(window.page)).toEqual([])
    const admins = /os-services|os-hypervisors|os-migrations|agents|resource_providers\/|all_tenants/
    expect(nova.cloud.calls.filter((call) => admins.test(call))).toEqual([])
  })

  test('nothing went wrong unseen', () => {
    expect(window.complaints()).toEqual([])
  })
})
