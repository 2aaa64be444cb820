/** Instances in the window, against a stand-in for the APIs: live, done to, refused, deleted and kept; hostile names are text. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { type Asked, FakeCloud, PASSWORD, type Reply } from '../support/fakeCloud.ts'

interface Told {
  readonly id: string
  name: string
  status: string
  task?: string
}

const HOSTILE = ['<img src=x onerror=alert(1)>', '\u202egnp.exe', '🚀'.repeat(127), '\u200b']

const browser = testBrowser()
let cloud: FakeCloud
let window: AppWindow
let told: Told[]
let refusal: Reply | undefined
/** Bodies of what was asked of instances. */
let done: string[]

const row = (name: string): Locator => window.page.getByRole('row').filter({ hasText: name })
const drawer = (): Locator => window.page.getByRole('complementary')
const dialog = (): Locator => window.page.getByRole('dialog')
const deletions = (): string[] => cloud.calls.filter((call) => call.startsWith('DELETE /v2.1/servers/'))

function server({ id, name, status, task }: Told) {
  return {
    id,
    name,
    status,
    tenant_id: 'p1',
    created: '2026-01-01T00:00:00Z',
    updated: new Date().toISOString(),
    'OS-EXT-STS:task_state': task ?? null,
    'OS-SRV-USG:launched_at': '2026-01-01T00:01:00.000000',
    image: { id: 'img1' },
    security_groups: [{ name: 'default' }],
  }
}

function acted(id: string): (asked: Asked) => Reply {
  return ({ body }) => {
    if (body.includes('os-getConsoleOutput')) return { body: { output: '\u001b[32m<b>boot</b>\u001b[0m\r\nlogin: ' } }
    done.push(body)
    if (refusal !== undefined) return refusal
    told = told.map((one) => (one.id === id && body.includes('os-stop') ? { ...one, status: 'SHUTOFF' } : one))
    return { status: 202 }
  }
}

function removed(id: string): () => Reply {
  return () => {
    told = told.map((one) => (one.id === id ? { ...one, status: 'DELETED' } : one))
    return { status: 204 }
  }
}

const action = {
  action: 'create',
  request_id: 'req-1',
  start_time: '2026-01-01T00:00:00.000000',
  user_id: 'u1',
  project_id: 'p1',
}

describe.sequential('instances', () => {
  beforeAll(async () => {
    told = []
    cloud = await FakeCloud.start({
      'GET /v2.1/servers/detail': () => ({ body: { servers: told.map(server) } }),
      'GET /v2/images': [{ body: { images: [] } }],
      'GET /v3/auth/projects': [{ body: { projects: [] } }],
      'GET /v3/users': [{ body: { users: [] } }],
      'GET /v2.1/os-services': [{ body: { services: [] } }],
      'POST /v2.1/servers/web/action': acted('web'),
      'DELETE /v2.1/servers/web': removed('web'),
      'GET /v2.1/servers/web/os-instance-actions': [{ body: { instanceActions: [action] } }],
      'GET /v2.1/servers/web/os-instance-actions/req-1': [{ body: { instanceAction: { ...action, events: [] } } }],
    })
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
  beforeEach(() => {
    refusal = undefined
    done = []
  })

  test('where there are none, the screen says what it is for and leads to the first one', async () => {
    await window.goTo('lab', 'instances')
    await window.page.getByRole('link', { name: 'Launch your first instance' }).waitFor()
    expect(await barriers(window.page)).toEqual([])
  })

  test('what the API tells appears by itself; names of any kind are text', async () => {
    told = [
      { id: 'web', name: 'web', status: 'ACTIVE' },
      ...HOSTILE.map((name, index) => ({ id: `hostile-${index}`, name, status: 'SHUTOFF' })),
    ]
    await row('web').getByText('Running').waitFor()
    await row(HOSTILE[0] ?? '').waitFor()
    await row('No visible name (hostile-3)').waitFor()
    const box = await row('gnp.exe').locator('bdi').boundingBox()
    expect(box?.width ?? 0).toBeGreaterThan(10)
    expect(await window.page.locator('img').count()).toBe(0)
    expect(await barriers(window.page)).toEqual([])
  })

  test('stopped from its drawer it says so at once, and then what the API tells', async () => {
    await row('web').getByText('web', { exact: true }).click()
    await drawer().getByRole('button', { name: 'Stop', exact: true }).click()
    await row('web').getByText('Off').waitFor()
    expect(done).toEqual([JSON.stringify({ 'os-stop': null })])
    await drawer().getByRole('button', { name: 'Start', exact: true }).waitFor()
  })

  test('what the cloud refuses is told with its reason, and the row says what is so', async () => {
    refusal = { status: 409, body: { conflictingRequest: { message: 'Its host is not ready.', code: 409 } } }
    await drawer().getByRole('button', { name: 'Start', exact: true }).click()
    await window.page.getByText(/Starting the instance web failed: Its host is not ready\./).waitFor()
    await row('web').getByText('Off').waitFor()
    expect(await row('web').getByText('Starting').count()).toBe(0)
  })

  test('its console log is plain text, and its history says who did what', async () => {
    await drawer().getByRole('tab', { name: 'Console log' }).click()
    await drawer().getByRole('region', { name: 'Console log', exact: true }).getByText('<b>boot</b>').waitFor()
    await drawer().getByRole('tab', { name: 'History' }).click()
    await drawer()
      .getByRole('button', { name: /Created/ })
      .click()
    await drawer().getByText('req-1').waitFor()
    expect(new URL(window.page.url()).searchParams.get('tab')).toBe('history')
    expect(await barriers(window.page)).toEqual([])
    await drawer().getByRole('tab', { name: 'Overview' }).click()
  })

  test('a form says what is wrong beside its field, shows how it is done, and sends nothing until all is right', async () => {
    await drawer().getByRole('button', { name: 'Actions' }).click()
    await window.page.getByRole('menuitem', { name: 'Rename…' }).click()
    const field = dialog().getByLabel('New name')
    await field.fill('x'.repeat(256))
    await dialog().getByRole('button', { name: 'Rename', exact: true }).click()
    await dialog().getByText('255 characters at most.').first().waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await field.fill("it's")
    await dialog().getByRole('button', { name: 'How this is done' }).click()
    await dialog()
      .getByText(/^openstack server set --name/)
      .waitFor()
    await dialog().getByText('REST', { exact: true }).click()
    await dialog().getByText('PUT /servers/web').waitFor()
    expect(await barriers(window.page)).toEqual([])
    await window.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    expect(cloud.calls.filter((call) => call.startsWith('PUT '))).toEqual([])
  })

  test('deleting asks for its name where data is lost; undone in time nothing is sent', async () => {
    await askToDelete()
    await window.page.getByRole('button', { name: 'Undo' }).first().click()
    await row('web').getByText('Off').waitFor()
    // A deletion that is sent takes its time; one sent nevertheless would be there before the next is.
    await askToDelete()
    await row('web').waitFor({ state: 'detached' })
    expect(deletions()).toEqual(['DELETE /v2.1/servers/web'])
  })

  test('a window that is closed before a deletion was sent sends nothing, and the next one says so', async () => {
    told = [...told.filter(({ id }) => id !== 'web'), { id: 'web', name: 'web', status: 'ACTIVE' }]
    await row('web').getByText('Running').waitFor()
    const before = deletions().length
    await row('web').getByText('web', { exact: true }).click()
    await askToDelete()
    await window.goTo('lab', 'instances')
    await window.page.getByText(/The window was closed before .*web.* was deleted/).waitFor()
    await window.page.getByRole('button', { name: 'Keep it' }).click()
    expect(deletions()).toHaveLength(before)
  })

  test('nothing went wrong unseen', () => {
    expect(window.complaints()).toEqual([])
  })
})

async function askToDelete(): Promise<void> {
  await drawer().getByRole('button', { name: 'Actions' }).click()
  await window.page.getByRole('menuitem', { name: 'Delete…' }).click()
  const confirm = dialog().getByRole('button', { name: 'Delete the instance' })
  expect(await confirm.isDisabled()).toBe(true)
  await dialog().getByRole('textbox').fill('web')
  await confirm.click()
  await row('web').getByText('About to be deleted').waitFor()
}
