/** Computes, flavors and zones in the window, against a stand-in for Nova: done to, drained, refused; members see flavors only. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import type { AppWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { connectedWindow, HOSTILE, screenOf } from '../support/connectedWindow.ts'
import { type FakeComputes, fakeComputes, flavor, HOSTS, server, service } from '../support/fakeComputes.ts'

const browser = testBrowser()
let nova: FakeComputes
let window: AppWindow
let screen: ReturnType<typeof screenOf>
const [FIRST, SECOND] = HOSTS
const ID = `nova-compute-${FIRST}`

const alert = () => window.page.getByRole('alert')

beforeAll(async () => {
  nova = await fakeComputes()
  window = await connectedWindow(browser, nova.cloud)
  screen = screenOf(window.page)
})
afterAll(async () => {
  await window?.[Symbol.asyncDispose]()
  await nova?.[Symbol.asyncDispose]()
})
beforeEach(() => {
  nova.refusal = undefined
  nova.changes.length = 0
})

describe.sequential('computes', () => {
  test('where no compute has reported, the screen says what to do', async () => {
    await window.goTo('lab', 'computes')
    await window.page.getByRole('heading', { name: 'No computes' }).waitFor()
    expect(await barriers(window.page)).toEqual([])
  })

  test('those that report appear by themselves, with what each has to give', async () => {
    nova.services = [service('controller', 'nova-scheduler'), ...HOSTS.map((host) => service(host))]
    nova.servers = [server('web'), server('db', { name: HOSTILE[0] })]
    const row = screen.row(FIRST)
    await row.getByText('2 of 8', { exact: true }).waitFor()
    await row.getByText('256 MiB of 23 GiB').waitFor()
    await screen.row(SECOND).getByText('0 of 8', { exact: true }).waitFor()
    await window.page.getByText('2 computes: 2 up').waitFor()
    expect(await screen.row('controller').count()).toBe(0)
    await row.getByText(FIRST, { exact: true }).click()
    await screen.drawer().getByText(HOSTILE[0]).waitFor()
    await screen.drawer().getByText('has 2, promises it 4 times over').waitFor()
    expect(await window.page.locator('img').count()).toBe(0)
    expect(await barriers(window.page)).toEqual([])
  })

  test('a reason that is too long is told beside its field and nothing is sent; then it is disabled with its reason', async () => {
    await screen.choose(screen.row(FIRST), 'Disable…')
    const reason = screen.dialog().getByLabel('Reason')
    await reason.fill('x'.repeat(256))
    await screen.press('Disable it')
    await screen.dialog().getByText('255 characters at most.').first().waitFor()
    expect(await reason.getAttribute('aria-invalid')).toBe('true')
    expect(nova.changes).toEqual([])
    await reason.fill(HOSTILE[0])
    await screen.dialog().getByRole('button', { name: 'How this is done' }).click()
    await screen
      .dialog()
      .getByText(/^openstack compute service set --disable --disable-reason/)
      .waitFor()
    await screen.dialog().getByText('REST', { exact: true }).click()
    await screen.dialog().getByText(`PUT /os-services/${ID}`).waitFor()
    expect(await barriers(window.page)).toEqual([])
    await screen.press('Disable it')
    await screen.gone()
    expect(nova.changes).toEqual([
      { call: `PUT /v2.1/os-services/${ID}`, body: { status: 'disabled', disabled_reason: HOSTILE[0] } },
    ])
    await screen.row(FIRST).getByText(`No: ${HOSTILE[0]}`).waitFor()
    expect(await window.page.locator('img').count()).toBe(0)
  })

  test('what Nova refuses stays in the dialog, with its reason; the row says what is so', async () => {
    nova.refusal = { status: 409, body: { conflictingRequest: { code: 409, message: 'It is being changed.' } } }
    await screen.choose(screen.row(FIRST), 'Enable…')
    await screen.press('Enable it')
    await screen.dialog().getByRole('alert').getByText('It is being changed.').waitFor()
    await screen.row(FIRST).getByText('Disabled').waitFor()
    nova.refusal = undefined
    await screen.press('Enable it')
    await screen.gone()
    await screen.row(FIRST).getByText('Up', { exact: true }).waitFor()
    expect(nova.changes.at(-1)).toEqual({ call: `PUT /v2.1/os-services/${ID}`, body: { status: 'enabled' } })
  })

  test('a drain tells what moves and how far, and stops between two instances', async () => {
    await screen.choose(screen.row(FIRST), 'Drain…')
    await screen.dialog().getByText('Of 2 instances on it, 2 move while running.').waitFor()
    await screen.dialog().getByLabel('Reason').fill('New disk')
    await screen.press('Drain it')
    await screen.gone()
    await screen.drawer().getByText(`Moving to ${SECOND}, 75 %`).waitFor()
    await screen.row(FIRST).getByText('Draining, 0 of 2').waitFor()
    expect(nova.changes.map(({ call }) => call)).toEqual([
      `PUT /v2.1/os-services/${ID}`,
      expect.stringMatching(/^POST \/v2\.1\/servers\/(web|db)\/action$/),
    ])
    expect(nova.changes[0]?.body).toEqual({ status: 'disabled', disabled_reason: 'New disk' })
    expect(nova.changes[1]?.body).toEqual({ 'os-migrateLive': { host: null, block_migration: 'auto' } })
    expect(await barriers(window.page)).toEqual([])
    await screen.drawer().getByRole('button', { name: 'Stop after those under way' }).click()
    await screen.drawer().getByText('Waiting for what is under way').waitFor()
    nova.arrive(nova.servers.find(({ task }) => task !== null)?.id ?? '')
    await screen.drawer().getByText('Stopped: 1 of 2 instances moved').waitFor()
    expect(nova.changes).toHaveLength(2)
  })

  test('drained again it goes on with the rest, until nothing is there', async () => {
    await screen.drawer().getByRole('button', { name: 'Drain again…' }).click()
    await screen.press('Drain it')
    await screen.gone()
    await screen.drawer().getByText(`Moving to ${SECOND}, 75 %`).waitFor()
    nova.arrive(nova.servers.find(({ task }) => task !== null)?.id ?? '')
    await screen.drawer().getByText('Empty: 1 of 1 instance moved').waitFor()
    await screen.row(SECOND).getByText('2 of 8', { exact: true }).waitFor()
    expect(nova.servers.map(({ host }) => host)).toEqual([SECOND, SECOND])
  })

  test('maintenance is a reason of its own, and ends by its own name', async () => {
    await screen.choose(screen.row(FIRST), 'Maintenance mode…')
    await screen.dialog().getByLabel('Reason').fill('New disk')
    await screen.press('Begin the maintenance')
    await screen.row(FIRST).getByText('In maintenance').waitFor()
    expect(nova.changes[0]?.body).toEqual({ status: 'disabled', disabled_reason: 'Maintenance: New disk' })
    await screen.choose(screen.row(FIRST), 'End maintenance…')
    await screen.press('End the maintenance')
    await screen.row(FIRST).getByText('Up', { exact: true }).waitFor()
  })

  test('one that is alive is forced down only by its name typed, and trusted again', async () => {
    await screen.choose(screen.row(FIRST), 'Force down…')
    const submit = screen.dialog().getByRole('button', { name: 'Force it down' })
    expect(await submit.isDisabled()).toBe(true)
    await screen.dialog().getByRole('textbox').fill(FIRST)
    await submit.click()
    await screen.row(FIRST).getByText('Forced down').waitFor()
    expect(nova.changes).toEqual([{ call: `PUT /v2.1/os-services/${ID}`, body: { forced_down: true } }])
    await screen.choose(screen.row(FIRST), 'Trust it again…')
    await screen.press('Trust what it reports')
    await screen.row(FIRST).getByText('Up', { exact: true }).waitFor()
  })

  test('killed in the middle of a drain, the app says so when it is back, and goes on with the same wish', async () => {
    await screen.row(SECOND).getByText(SECOND, { exact: true }).click()
    await screen.choose(screen.row(SECOND), 'Maintenance mode…')
    await screen.dialog().getByLabel('Reason').fill('Fans')
    await screen.press('Begin the maintenance')
    await screen.drawer().getByText(`Moving to ${FIRST}, 75 %`).waitFor()
    await window.app.kill()
    // Nova goes on with what it has begun.
    nova.arrive(nova.servers.find(({ task }) => task !== null)?.id ?? '')
    nova.changes.length = 0
    await window.app.restart()
    await window.page.goto(window.app.link)
    await window.goTo('lab', `computes?compute=${SECOND}`)
    await screen.row(SECOND).getByText('Drain interrupted').waitFor()
    await screen.drawer().getByText('Interrupted: 0 of 2 instances moved').waitFor()
    await screen.drawer().getByText('takes no new instances until it is enabled', { exact: false }).waitFor()
    expect(await barriers(window.page)).toEqual([])
    expect(nova.changes).toEqual([])
    await screen.drawer().getByRole('button', { name: 'Go on' }).click()
    await screen.row(SECOND).getByText('Draining, 1 of 2').waitFor()
    await screen.drawer().getByText(`Moving to ${FIRST}, 75 %`).waitFor()
    expect(nova.changes.map(({ call }) => call)).toEqual([expect.stringMatching(/^POST .*\/action$/)])
  })

  test('stopped where it is, it is in maintenance, and that ends after a restart too', async () => {
    await window.app.kill()
    await window.app.restart()
    await window.page.goto(window.app.link)
    await window.goTo('lab', `computes?compute=${SECOND}`)
    await screen.drawer().getByRole('button', { name: 'Stop here' }).click()
    await screen.drawer().getByText('Stopped: 1 of 2 instances moved').waitFor()
    await screen.row(SECOND).getByText('In maintenance').waitFor()
    nova.arrive(nova.servers.find(({ task }) => task !== null)?.id ?? '')
    await screen.choose(screen.row(SECOND), 'End maintenance…')
    await screen.dialog().getByText('The one that was moved off stays where it is now', { exact: false }).waitFor()
    await screen.press('End the maintenance')
    await screen.row(SECOND).getByText('Up', { exact: true }).waitFor()
    await screen.row(FIRST).getByText('2 of 8', { exact: true }).waitFor()
  })

  test('a compute that is down is evacuated whole, once its name is typed; what Nova leaves says why', async () => {
    nova.servers.push(server('held', { status: 'PAUSED' }))
    nova.services = nova.services.map((one) => (one.host === FIRST ? { ...one, state: 'down' } : one))
    await screen.row(FIRST).getByText('Does not report').waitFor()
    await screen.choose(screen.row(FIRST), 'Evacuate its instances…')
    await screen.dialog().getByText('Of 3 instances on it, 2 are made anew', { exact: false }).waitFor()
    const submit = screen.dialog().getByRole('button', { name: 'Evacuate its instances' })
    expect(await submit.isDisabled()).toBe(true)
    expect(await barriers(window.page)).toEqual([])
    await screen.dialog().getByRole('textbox').fill(FIRST)
    await submit.click()
    await screen.row(FIRST).getByText(FIRST, { exact: true }).click()
    await screen.row(FIRST).getByText('Evacuating, 0 of 3').waitFor()
    await screen.drawer().getByText(`Being made anew on ${SECOND}`).first().waitFor()
    expect(nova.changes).toEqual([
      { call: `PUT /v2.1/os-services/${ID}`, body: { forced_down: true } },
      ...Array.from({ length: 2 }, () => ({
        call: expect.stringMatching(/^POST \/v2\.1\/servers\/(web|db)\/action$/),
        body: { evacuate: {} },
      })),
    ])
    expect(await barriers(window.page)).toEqual([])
    for (const id of ['web', 'db']) nova.arrive(id)
    await screen.drawer().getByText('2 of 3 instances made anew, the others are still here').waitFor()
    await screen.drawer().getByText('Nova does not evacuate an instance that is PAUSED', { exact: false }).waitFor()
    nova.servers = nova.servers.filter(({ id }) => id !== 'held')
    await screen.choose(screen.row(FIRST), 'Trust it again…')
    await screen.press('Trust what it reports')
    await screen.row(FIRST).getByText('Up', { exact: true }).waitFor()
  })

  test('several instances are chosen and moved at once; snapshots of them have names of their own', async () => {
    await window.goTo('lab', 'instances')
    await window.page.getByRole('checkbox', { name: 'Select all rows' }).check()
    const more = async (item: string): Promise<void> => {
      await window.page
        .getByRole('toolbar', { name: 'With the selection' })
        .getByRole('button', { name: 'More' })
        .click()
      await window.page.getByRole('menuitem', { name: item }).click()
      await screen.dialog().waitFor()
    }
    await more('Snapshot to image…')
    await screen
      .dialog()
      .getByText(/web-\d{4}-/)
      .first()
      .waitFor()
    await screen.press('Take 2 snapshots')
    await expect.poll(() => nova.changes.length).toBe(2)
    expect(nova.changes.map(({ body }) => body)).toEqual(
      Array.from({ length: 2 }, () => ({ createImage: expect.objectContaining({ name: expect.any(String) }) })),
    )
    nova.changes.length = 0
    await more('Move while running…')
    await screen.dialog().getByText(`Move 2 instances from ${SECOND}`).waitFor()
    expect(await barriers(window.page)).toEqual([])
    await screen.press('Move while running')
    await screen.row('web').getByText('Moving to another host').waitFor()
    await expect.poll(() => nova.changes.length).toBe(2)
    expect(new Set(nova.changes.map(({ call }) => call)).size).toBe(2)
    for (const id of ['web', 'db']) nova.arrive(id)
    await window.goTo('lab', 'computes')
    await screen.row(FIRST).getByText('2 of 8', { exact: true }).waitFor()
  })

  test('while the API is dead the rows stay, with of when they are; back again it tells by itself', async () => {
    nova.cloud.outage = { status: 503, body: 'Service Unavailable' }
    await alert().getByText('What is shown is of', { exact: false }).waitFor()
    await screen.row(FIRST).getByText('Up', { exact: true }).waitFor()
    expect(await barriers(window.page)).toEqual([])
    nova.services = nova.services.map((one) => (one.host === FIRST ? { ...one, state: 'down' } : one))
    nova.cloud.outage = undefined
    await screen.row(FIRST).getByText('Does not report').waitFor()
    await alert().waitFor({ state: 'detached' })
  })
})

describe.sequential('flavors', () => {
  const made = () => nova.flavors.at(-1)

  test('without any, the first one is made by the keyboard alone', async () => {
    const { keyboard } = window.page
    await window.goTo('lab', 'computes?tab=flavors')
    await window.page.getByRole('heading', { name: 'No flavors yet' }).waitFor()
    expect(await barriers(window.page)).toEqual([])
    await window.button('Create a flavor').focus()
    await keyboard.press('Enter')
    await screen.dialog().waitFor()
    for (const size of ['4', '2048', '20']) {
      await keyboard.press('ControlOrMeta+a')
      await keyboard.type(size)
      await keyboard.press('Tab')
    }
    await keyboard.press('Enter')
    await screen.row('4c-2g-20d').waitFor()
    await screen.gone()
    const size = { name: '4c-2g-20d', vcpus: 4, ram: 2048, disk: 20, 'OS-FLV-EXT-DATA:ephemeral': 0, swap: 0 }
    expect(nova.changes).toEqual([
      {
        call: 'POST /v2.1/flavors',
        body: { flavor: { id: expect.any(String), ...size, 'os-flavor-access:is_public': true } },
      },
    ])
  })

  test('each mistake stands beside its field, in words, and nothing is sent', async () => {
    await window.button('Create flavor').click()
    const field = (name: string) => screen.dialog().getByLabel(name, { exact: true })
    await field('vCPUs').fill('0')
    await field('RAM').fill('')
    await field('Disk').fill('99999999999')
    await field('Name').fill('🚀')
    await window.button('Add a spec').click()
    await field('Name of the spec').fill('hw<b>')
    await screen.press('Create the flavor')
    await screen.dialog().getByText('1 at least.').first().waitFor()
    await screen.dialog().getByText('A number is needed.').first().waitFor()
    await screen.dialog().getByText('2,147,483,647 at most.').first().waitFor()
    await screen.dialog().getByText('OpenStack keeps neither emoji', { exact: false }).first().waitFor()
    await screen.dialog().getByText('Letters, digits, spaces and - _ : . only.').first().waitFor()
    for (const name of ['vCPUs', 'RAM', 'Disk', 'Name', 'Name of the spec'])
      expect([name, await field(name).getAttribute('aria-invalid')]).toEqual([name, 'true'])
    expect(nova.changes).toEqual([])
    expect(await barriers(window.page)).toEqual([])
  })

  test('put right it is made, with its specs and for one project only', async () => {
    const field = (name: string) => screen.dialog().getByLabel(name, { exact: true })
    await field('vCPUs').fill('1')
    await field('RAM').fill('512')
    await field('Disk').fill('0')
    await field('Name').fill(HOSTILE[0])
    await field('Name of the spec').fill('hw:cpu_policy')
    await field('Value of hw:cpu_policy').fill('dedicated')
    // What is offered for it lies over what comes next.
    await window.page.keyboard.press('Tab')
    await screen.dialog().getByText('For some projects').click()
    await screen.dialog().getByRole('combobox', { name: 'Projects that may use it' }).click()
    await window.page.getByRole('option', { name: 'demo' }).click()
    await window.page.keyboard.press('Tab')
    await screen.dialog().getByText('How this is done').click()
    await screen
      .dialog()
      .getByText(/^openstack flavor create --id/)
      .waitFor()
    await screen.dialog().getByText('Terraform', { exact: true }).click()
    await screen.dialog().getByText('openstack_compute_flavor_access_v2', { exact: false }).waitFor()
    await screen.press('Create the flavor')
    await screen.row(HOSTILE[0]).getByText('hw:cpu_policy=dedicated').waitFor()
    const id = String(made()?.id)
    expect(nova.changes.map(({ call }) => call)).toEqual([
      'POST /v2.1/flavors',
      `POST /v2.1/flavors/${id}/os-extra_specs`,
      `POST /v2.1/flavors/${id}/action`,
    ])
    expect(nova.changes[0]?.body).toMatchObject({ flavor: { name: HOSTILE[0], 'os-flavor-access:is_public': false } })
    expect(nova.changes[2]?.body).toEqual({ addTenantAccess: { tenant: 'p2' } })
    expect(await window.page.locator('img').count()).toBe(0)
  })

  test('its projects are added and taken away in its drawer', async () => {
    nova.servers = [server('web', { flavor: HOSTILE[0] })]
    await screen.row(HOSTILE[0]).getByText(HOSTILE[0], { exact: true }).click()
    await screen.drawer().getByRole('combobox', { name: 'Let a project use it' }).click()
    await window.page.getByRole('option', { name: 'admin' }).click()
    await screen.drawer().getByRole('button', { name: 'Add', exact: true }).click()
    await screen.drawer().getByRole('button', { name: 'Take it away: admin' }).waitFor()
    await screen.drawer().getByRole('button', { name: 'Take it away: demo' }).click()
    await screen.drawer().getByRole('button', { name: 'Take it away: demo' }).waitFor({ state: 'detached' })
    expect(nova.changes.map(({ body }) => body)).toEqual([
      { addTenantAccess: { tenant: 'p1' } },
      { removeTenantAccess: { tenant: 'p2' } },
    ])
    expect(nova.access.get(String(made()?.id))).toEqual(['p1'])
    expect(await barriers(window.page)).toEqual([])
  })

  test('of its extra specs only what is different is sent', async () => {
    const id = String(made()?.id)
    await screen.drawer().getByRole('button', { name: 'Edit extra specs…' }).click()
    const save = screen.dialog().getByRole('button', { name: 'Save the extra specs' })
    expect(await save.isDisabled()).toBe(true)
    await window.button('Take hw:cpu_policy away').click()
    await window.button('Add a spec').click()
    await screen.dialog().getByLabel('Name of the spec').fill('quota:cpu_shares')
    await screen.dialog().getByLabel('Value of quota:cpu_shares').fill('10')
    await window.page.keyboard.press('Tab')
    await save.click()
    await screen.gone()
    expect(nova.changes).toEqual([
      { call: `POST /v2.1/flavors/${id}/os-extra_specs`, body: { extra_specs: { 'quota:cpu_shares': '10' } } },
      { call: `DELETE /v2.1/flavors/${id}/os-extra_specs/hw:cpu_policy`, body: undefined },
    ])
    await screen.drawer().getByText('quota:cpu_shares').first().waitFor()
  })

  test('deleting says who has it, and what is refused; names of any kind are text', async () => {
    nova.flavors.push(...HOSTILE.slice(1).map((name, index) => flavor(`h${index}`, { name })))
    await screen.row('gnp.exe').waitFor()
    expect((await screen.row('gnp.exe').locator('bdi').first().boundingBox())?.width ?? 0).toBeGreaterThan(10)
    await screen.row('üüüüüüüüü').waitFor()
    const id = String(nova.flavors.find(({ name }) => name === HOSTILE[0])?.id)
    await screen.choose(screen.row(HOSTILE[0]), 'Delete…')
    await screen.dialog().getByText('1 instance has this size: it keeps it and runs on', { exact: false }).waitFor()
    nova.refusal = { status: 403, body: { forbidden: { code: 403, message: "Policy doesn't allow it." } } }
    await screen.press('Delete the flavor')
    await screen.dialog().getByRole('alert').getByText('Your roles here are admin', { exact: false }).waitFor()
    nova.refusal = undefined
    await screen.press('Delete the flavor')
    await screen.gone()
    await screen.row(HOSTILE[0]).waitFor({ state: 'detached' })
    expect(nova.changes.at(-1)?.call).toBe(`DELETE /v2.1/flavors/${id}`)
  })

  test('a member sees the flavors, may change none, and is told whose the rest is', async () => {
    nova.cloud.asked.length = 0
    await window.goTo('team', 'computes')
    await screen.row('4c-2g-20d').waitFor()
    expect(await window.button('Create flavor').count()).toBe(0)
    await screen.row('4c-2g-20d').click({ button: 'right' })
    await window.page.getByRole('menuitem').first().waitFor()
    expect(await window.page.getByRole('menuitem', { name: 'Delete…' }).count()).toBe(0)
    await window.page.keyboard.press('Escape')
    await screen.row('4c-2g-20d').getByText('4c-2g-20d').click()
    await screen.drawer().getByText('A size never changes', { exact: false }).waitFor()
    expect(await screen.drawer().getByRole('button', { name: 'Delete…' }).count()).toBe(0)
    for (const tab of ['Computes', 'Zones']) {
      await window.page.getByRole('tab', { name: tab }).click()
      await window.page.getByRole('heading', { name: 'For administrators' }).waitFor()
    }
    expect(await barriers(window.page)).toEqual([])
    expect(nova.cloud.calls.filter((call) => /os-services|os-hyper|os-aggregates|resource_prov/.test(call))).toEqual([])
    expect(nova.changes).toEqual([])
  })
})

describe.sequential('zones', () => {
  test('an aggregate with a zone is made; a zone with a colon is not', async () => {
    await window.goTo('lab', 'computes?tab=zones')
    await window.page.getByRole('heading', { name: 'No host aggregates yet' }).waitFor()
    expect(await barriers(window.page)).toEqual([])
    await window.button('Create an aggregate').click()
    await screen.dialog().getByLabel('Zone').fill('rack:1')
    await screen.press('Create the aggregate')
    await screen.dialog().getByText('A name is needed.').first().waitFor()
    await screen.dialog().getByText('A zone has no colon.').first().waitFor()
    expect(nova.changes).toEqual([])
    await screen.dialog().getByLabel('Name', { exact: true }).fill(HOSTILE[0])
    await screen.dialog().getByLabel('Zone').fill('rack-1')
    await screen.press('Create the aggregate')
    await screen.gone()
    expect(nova.changes).toEqual([
      { call: 'POST /v2.1/os-aggregates', body: { aggregate: { name: HOSTILE[0], availability_zone: 'rack-1' } } },
    ])
    await screen.row(HOSTILE[0]).getByText('rack-1').waitFor()
    await window.page.getByText('Zones a person can launch into:').locator('..').getByText('rack-1').waitFor()
    expect(await window.page.locator('img').count()).toBe(0)
  })

  test('computes go in and out in its drawer, and metadata is noted', async () => {
    await screen.row(HOSTILE[0]).getByText(HOSTILE[0], { exact: true }).click()
    await screen.drawer().getByRole('combobox', { name: 'Add a compute' }).click()
    await window.page.getByRole('option', { name: FIRST }).click()
    await screen.drawer().getByRole('button', { name: 'Add', exact: true }).click()
    await screen
      .drawer()
      .getByRole('button', { name: `Take it out: ${FIRST}` })
      .waitFor()
    await screen.drawer().getByRole('button', { name: 'Edit', exact: true }).click()
    await window.button('Add a note').click()
    await screen.dialog().getByLabel('Name of the note').fill('ssd')
    await screen.dialog().getByLabel('Value of ssd').fill('true')
    await window.page.keyboard.press('Tab')
    await screen.press('Save the metadata')
    await screen.row(HOSTILE[0]).getByText('ssd=true').waitFor()
    expect(nova.changes).toEqual([
      { call: 'POST /v2.1/os-aggregates/1/action', body: { add_host: { host: FIRST } } },
      { call: 'POST /v2.1/os-aggregates/1/action', body: { set_metadata: { metadata: { ssd: 'true' } } } },
    ])
    expect(await barriers(window.page)).toEqual([])
  })

  test('renamed and deleted: its computes are taken out first', async () => {
    await screen.choose(screen.row(HOSTILE[0]), 'Rename or change the zone…')
    await screen.dialog().getByLabel('Zone').fill('')
    await screen.dialog().getByText('Nova does not take a zone away', { exact: false }).waitFor()
    await screen.dialog().getByLabel('Zone').fill('rack-1')
    await screen.dialog().getByLabel('Name', { exact: true }).fill('rack')
    await screen.press('Save the changes')
    await screen.row('rack').getByText('ssd=true').waitFor()
    expect(nova.changes).toEqual([{ call: 'PUT /v2.1/os-aggregates/1', body: { aggregate: { name: 'rack' } } }])
    await screen.choose(screen.row('rack-1'), 'Delete…')
    await screen.press('Delete the aggregate')
    await screen.gone()
    await window.page.getByRole('heading', { name: 'No host aggregates yet' }).waitFor()
    expect(nova.changes.slice(1)).toEqual([
      { call: 'POST /v2.1/os-aggregates/1/action', body: { remove_host: { host: FIRST } } },
      { call: 'DELETE /v2.1/os-aggregates/1', body: undefined },
    ])
  })

  test('nothing went wrong unseen', () => {
    expect(window.complaints()).toEqual([])
  })
})
