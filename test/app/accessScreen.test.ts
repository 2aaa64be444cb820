/** Access in the window, against a stand-in for Keystone: key pairs, projects, users, roles, quotas, application credentials, exports. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import type { AppWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { connectedWindow, HOSTILE, screenOf } from '../support/connectedWindow.ts'
import { FakeCloud, PASSWORD, stands } from '../support/fakeCloud.ts'
import { type FakeKeystone, fakeKeystone } from '../support/fakeKeystone.ts'
import { type FakeNovaAccess, fakeNovaAccess } from '../support/fakeNovaAccess.ts'

const browser = testBrowser()
let cloud: FakeCloud
let keystone: FakeKeystone
let nova: FakeNovaAccess
let window: AppWindow
let screen: ReturnType<typeof screenOf>

const MARKUP = HOSTILE[0]
const field = (label: string): Locator => screen.dialog().getByLabel(label, { exact: true })
const fileField = (): Locator => screen.dialog().getByRole('textbox', { name: /^File on this computer/ })
const tab = (name: string): Promise<void> => window.page.getByRole('tab', { name, exact: true }).click()
const said = (text: string | RegExp): Promise<void> => screen.dialog().getByText(text).first().waitFor()
/** By its foot: the cross in its head is called the same. */
const closeDialog = (): Promise<void> => screen.dialog().getByText('Close', { exact: true }).click()
const submit = (name: string): Locator => screen.dialog().getByRole('button', { name, exact: true })
const drawn = (name: string): Locator => screen.drawer().getByRole('button', { name })
/** What was asked to be changed, with the body where there is one. */
const changes = (): unknown[] =>
  cloud.asked
    .filter(({ method, path }) => method !== 'GET' && path !== '/v3/auth/tokens')
    .map(({ body, method, path }) =>
      body === '' ? `${method} ${path}` : [`${method} ${path}`, JSON.parse(body) as unknown],
    )

async function choose(label: string, option: string | RegExp): Promise<void> {
  await screen.dialog().getByRole('combobox', { name: label }).click()
  await window.page
    .getByRole('option', { name: option })
    .first()
    .click({ position: { x: 12, y: 10 } })
}

async function open(name: string): Promise<void> {
  // At its beginning: the middle of a long name lies under the next column.
  await screen
    .row(name)
    .getByText(name, { exact: true })
    .first()
    .click({ position: { x: 4, y: 4 } })
  await screen.drawer().waitFor()
}

describe.sequential('access', () => {
  beforeAll(async () => {
    cloud = await FakeCloud.start({
      'GET /v2.1/servers/detail': [{ body: { servers: [] } }],
      'GET /v2.0/networks': [{ body: { networks: [] } }],
      'GET /v2.0/routers': [{ body: { routers: [] } }],
      'GET /v2.0/floatingips': [{ body: { floatingips: [] } }],
      'GET /v2/images': [{ body: { images: [] } }],
    })
    keystone = fakeKeystone((asked) => cloud.isAdmin(asked))
    nova = fakeNovaAccess()
    cloud.otherwise = stands(keystone.stand, nova.stand)
    window = await connectedWindow(browser, cloud)
    screen = screenOf(window.page)
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    await cloud?.[Symbol.asyncDispose]()
  })
  beforeEach(() => {
    cloud.asked.length = 0
    cloud.refuse = () => undefined
  })

  test('without key pairs the tab says what they are for; a name that is none makes nothing', async () => {
    await window.goTo('lab', 'access')
    await window.page.getByText('No key pairs yet').waitFor()
    expect(await barriers(window.page)).toEqual([])
    await window.button('Create key pair').click()
    for (const [typed, problem] of [
      ['', 'A name is needed.'],
      ['x'.repeat(256), '255 characters at most.'],
      ['<b>', 'Letters, digits, spaces and - _ @ . only.'],
    ] as const) {
      await field('Name').fill(typed)
      await submit('Create key pair').click()
      await said(problem)
      expect(await field('Name').getAttribute('aria-invalid')).toBe('true')
    }
    expect(changes()).toEqual([])
    await screen.press('Cancel')
  })

  test('by the keyboard alone a pair is made: the cloud gets the public half, a file of mine the private one', async () => {
    const { keyboard } = window.page
    await window.button('Create key pair').focus()
    await keyboard.press('Enter')
    await field('Name').waitFor()
    await keyboard.type('mine')
    await keyboard.press('Enter')
    await fileField().waitFor()
    expect(await fileField().inputValue()).toBe('~/.ssh/mine')
    const file = join(window.home, 'mine-key')
    await keyboard.press('Control+A')
    await keyboard.type(file)
    await keyboard.press('Enter')
    await said('Saved as')
    expect(await readFile(file, 'utf8')).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    await closeDialog()
    await screen.row('mine').getByText('Kept by this app').waitFor()
    expect(changes()).toEqual([
      [
        'POST /v2.1/os-keypairs',
        { keypair: { name: 'mine', type: 'ssh', public_key: expect.stringMatching(/^ssh-ed25519 /) } },
      ],
    ])
    // The private half went to the file and nowhere else.
    expect(await window.page.content()).not.toContain('PRIVATE KEY')
  })

  test('a public key is imported, and what is none is said so beside its field', async () => {
    await window.button('Import a public key').click()
    await field('Name').fill('theirs')
    await field('Public key').fill('-----BEGIN OPENSSH PRIVATE KEY-----')
    await screen.press('Import key pair')
    await said(/^That is not a public key/)
    expect(changes()).toEqual([])
    await field('Public key').fill('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGFi me@here')
    await screen.dialog().getByRole('button', { name: 'How this is done' }).click()
    await said(/openstack keypair create --public-key/)
    expect(await barriers(window.page)).toEqual([])
    await screen.press('Import key pair')
    await screen.gone()
    await screen.row('theirs').getByText('Not on this computer').waitFor()
  })

  test('deleted in the cloud, the private half stays until it is forgotten', async () => {
    await open('mine')
    await drawn('Delete…').click()
    await said('The private key this app keeps stays until you forget it.')
    await screen.press('Delete the key pair')
    await screen.gone()
    await screen.row('mine').getByText('Here only').waitFor()
    expect(changes()).toEqual(['DELETE /v2.1/os-keypairs/mine'])
    await screen.choose(screen.row('mine'), 'Forget the private key…')
    await screen.press('Forget the private key')
    await screen.row('mine').waitFor({ state: 'detached' })
  })

  test('names of any kind are text, in every tab', async () => {
    for (const [index, name] of HOSTILE.entries()) {
      keystone.add('projects', { id: `p-hostile-${index}`, name })
      keystone.add('users', { id: `u-hostile-${index}`, name, description: name })
    }
    await tab('Projects')
    await screen.row(MARKUP).waitFor()
    await open(HOSTILE[2])
    await expect
      .poll(() => window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), { timeout: 10_000 })
      .toBeLessThanOrEqual(0)
    await tab('Users')
    await screen.row(MARKUP).first().waitFor()
    await tab('Quotas')
    await window.page.getByRole('combobox', { name: 'Project' }).click()
    await window.page.getByRole('option', { name: MARKUP }).waitFor()
    await window.page.keyboard.press('Escape')
    expect(await window.page.locator('img').count()).toBe(0)
  })

  test('a project is made, described, disabled and deleted; the one the app works in stays', async () => {
    await tab('Projects')
    await window.button('Create project').click()
    await field('Name').fill('x'.repeat(65))
    await screen.press('Create project')
    await said('64 characters at most.')
    expect(changes()).toEqual([])
    await field('Name').fill('shop')
    await screen.press('Create project')
    await screen.gone()
    await open('shop')
    const id = keystone.projects.find(({ name }) => name === 'shop')?.id
    await drawn('Rename or describe…').click()
    await said('Nothing is changed yet.')
    await field('Description').fill('all of it')
    await screen.press('Change project')
    await screen.gone()
    await drawn('Disable…').click()
    await screen.press('Disable project')
    await screen.gone()
    await screen.row('shop').getByText('Disabled').waitFor()
    await drawn('Delete…').click()
    await said('It owns no instances, networks, routers, floating IPs or images.')
    await screen.press('Delete the project')
    await screen.gone()
    await screen.row('shop').waitFor({ state: 'detached' })
    expect(changes()).toEqual([
      ['POST /v3/projects', { project: expect.objectContaining({ name: 'shop', domain_id: 'default' }) }],
      [`PATCH /v3/projects/${id}`, { project: { description: 'all of it' } }],
      [`PATCH /v3/projects/${id}`, { project: { enabled: false } }],
      `DELETE /v3/projects/${id}`,
    ])
    await open('admin')
    await drawn('Delete…').click()
    await said('This app is logged in to it.')
    expect(await submit('Delete the project').isDisabled()).toBe(true)
    await screen.press('Cancel')
  })

  test('a user is made with a first role; what is wrong stands beside its field, and no password is shown', async () => {
    await tab('Users')
    await window.button('Create user').click()
    await field('Name').fill('ana')
    await field('Password').fill('short')
    await field('The same again').fill('shorter')
    await said('It is not the same.')
    expect(await submit('Create user').isDisabled()).toBe(true)
    await field('The same again').fill('short')
    await field('Email').fill('no address')
    await submit('Create user').click()
    await said('8 characters at least.')
    expect(await field('Email').getAttribute('aria-invalid')).toBe('true')
    expect(changes()).toEqual([])
    await field('Password').fill('long enough')
    await field('The same again').fill('long enough')
    await field('Email').fill('ana@example.org')
    await choose('First project', 'admin')
    expect(await screen.dialog().textContent()).not.toContain('long enough')
    await submit('Create user').click()
    await screen.gone()
    await screen.row('ana').getByText('admin').waitFor()
    const id = keystone.users.find(({ name }) => name === 'ana')?.id
    expect(changes()).toEqual([
      [
        'POST /v3/users',
        {
          user: {
            ...{ name: 'ana', domain_id: 'default', password: 'long enough', email: 'ana@example.org' },
            default_project_id: 'p1',
          },
        },
      ],
      `PUT /v3/projects/p1/users/${id}/roles/r-member`,
    ])
  })

  test('roles are given and taken back, with whom and where they are', async () => {
    await open('ana')
    const id = keystone.users.find(({ name }) => name === 'ana')?.id
    await drawn('Give a role…').click()
    expect(await submit('Give the role').isDisabled()).toBe(true)
    await choose('Project', MARKUP)
    await choose('Role', 'reader')
    await said('Sees what is in the project and changes nothing.')
    await screen.press('Give the role')
    await screen.gone()
    await drawn(`Take reader from ${MARKUP}`).click()
    // A dialog's Escape is its own: the drawer below stays.
    await window.page.keyboard.press('Escape')
    await screen.gone()
    await drawn(`Take reader from ${MARKUP}`).click()
    await screen.press('Take the role')
    await screen.gone()
    await drawn(`Take reader from ${MARKUP}`).waitFor({ state: 'detached' })
    expect(changes()).toEqual([
      `PUT /v3/projects/p-hostile-0/users/${id}/roles/r-reader`,
      `DELETE /v3/projects/p-hostile-0/users/${id}/roles/r-reader`,
    ])
    expect(await barriers(window.page)).toEqual([])
    await drawn('Delete…').click()
    await screen.press('Delete the user')
    await screen.gone()
    await screen.row('ana').waitFor({ state: 'detached' })
  })

  test('limits: what is below what is used is not sent; what is changed goes to the service it is of', async () => {
    nova.compute.cores = { limit: 20, in_use: 3, reserved: 0 }
    await window.goTo('lab', 'access?tab=quotas')
    await screen.row('vCPUs').getByText('3 of 20').waitFor()
    await window.button('Change limits').click()
    for (const [typed, problem] of [
      ['2', '3 are used already.'],
      ['many', 'A whole number, or nothing for no limit.'],
      ['-1', 'A whole number, or nothing for no limit.'],
    ] as const) {
      await field('vCPUs').fill(typed)
      await said(problem)
      expect(await submit('Change limits').isDisabled()).toBe(true)
    }
    expect(changes()).toEqual([])
    await field('vCPUs').fill('')
    await field('Networks').fill('7')
    await screen.press('Change limits')
    await screen.gone()
    await screen.row('vCPUs').getByText('3, no limit').waitFor()
    expect(changes()).toEqual([
      ['PUT /v2.1/os-quota-sets/p1', { quota_set: { cores: -1 } }],
      ['PUT /v2.0/quotas/p1', { quota: { network: 7 } }],
    ])
  })

  test('an application credential: its secret goes to a file at once, and never to the page', async () => {
    await tab('Application credentials')
    await window.page.getByText('No application credentials yet').waitFor()
    await window.button('Create application credential').click()
    await screen.press('Create it')
    await said('A name is needed.')
    await choose('Ends', 'On a day of your choice')
    await screen.press('Create it')
    await said('Choose the day.')
    await field('Last day').fill('2020-01-01')
    await said('That day is over.')
    await field('Name').fill('terraform')
    await screen.press('Create it')
    expect(changes()).toEqual([])
    await choose('Ends', 'Never by itself')
    const file = join(window.home, 'clouds-terraform.yaml')
    await writeFile(file, 'of somebody else')
    await fileField().fill(file)
    await screen.press('Create it')
    await screen.dialog().getByRole('alert').getByText(`There is a file ${file} already.`).waitFor()
    // One whose secret nobody has is not left in the cloud.
    await expect.poll(() => keystone.credentials.length, { timeout: 10_000 }).toBe(0)
    expect(await readFile(file, 'utf8')).toBe('of somebody else')
    await screen.dialog().getByLabel('Replace a file that is there').check()
    await screen.press('Create it')
    await said('Saved as')
    const text = await readFile(file, 'utf8')
    expect(text).toContain(keystone.secret)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await window.page.content()).not.toContain(keystone.secret)
    await said(`export OS_CLIENT_CONFIG_FILE='${file}'`)
    await closeDialog()
    expect(changes().at(-1)).toEqual([
      'POST /v3/users/u1/application_credentials',
      { application_credential: { name: 'terraform' } },
    ])
  })

  test('some are deleted together: what failed in the middle is gone on with', async () => {
    for (const name of ['a', 'b', 'c']) {
      keystone.credentials.push({ id: `cred-${name}`, name: `backup-${name}`, project_id: 'p1', roles: [] })
    }
    await screen.row('backup-c').waitFor()
    await window.page.getByRole('grid', { name: 'Application credentials' }).getByRole('checkbox').first().check()
    await window.button('Delete…').click()
    cloud.refuse = ({ method, path }) =>
      method === 'DELETE' && path.endsWith('cred-b')
        ? { status: 409, body: { error: { message: 'Not now.', code: 409 } } }
        : undefined
    await screen.press('Delete them')
    await screen
      .dialog()
      .getByRole('alert')
      .getByText(/Not now\./)
      .waitFor()
    cloud.refuse = () => undefined
    await screen.press('Delete them')
    await screen.gone()
    await window.page.getByText('No application credentials yet').waitFor()
    const gone = changes().map(String)
    expect(gone.filter((one) => one.endsWith('cred-a'))).toHaveLength(1)
    expect(gone.filter((one) => one.endsWith('cred-b'))).toHaveLength(2)
  })

  test('exports: masked on the screen, whole in the file, for the project that is chosen', async () => {
    await tab('Export')
    await window.page.getByText('Secrets are masked here; what is copied or saved has them.').waitFor()
    expect(await window.page.content()).not.toContain(PASSWORD)
    await window.page.getByRole('combobox', { name: 'For the project' }).click()
    await window.page.getByRole('option', { name: MARKUP }).click()
    await window.page.locator('pre').getByText('p-hostile-0').first().waitFor()
    await window.page.getByText('openrc', { exact: true }).first().click()
    await window.button('Save openrc').click()
    await fileField().fill('openrc')
    await screen.press('Save')
    await screen.dialog().getByRole('alert').getByText('openrc is not a whole path.').waitFor()
    const file = join(window.home, 'openrc-shop')
    await fileField().fill(file)
    await screen.press('Save')
    await said('Saved as')
    const text = await readFile(file, 'utf8')
    expect(text).toContain('p-hostile-0')
    expect(text).toContain('OS_PASSWORD')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    await closeDialog()
    await window.page.getByText('Terraform', { exact: true }).first().click()
    await window.page
      .getByText(/provider "openstack"/)
      .first()
      .waitFor()
    expect(await barriers(window.page)).toEqual([])
    expect(changes()).toEqual([])
  })

  test('an API that dies is said so, with what was last known; it comes back by itself', async () => {
    await tab('Key pairs')
    await screen.row('theirs').waitFor()
    await cloud.stop()
    await window.page
      .getByRole('alert')
      .getByText(/What is shown is of .*; it is asked again by itself\./)
      .waitFor()
    await screen.row('theirs').waitFor()
    nova.keypairs.push({ name: 'later', type: 'ssh', fingerprint: 'dd', public_key: 'ssh-ed25519 AAAA later' })
    await cloud.resume()
    await screen.row('later').waitFor()
    await window.page.getByRole('alert').waitFor({ state: 'detached' })
  })

  test('a member sees no users, changes neither projects nor limits, and is told why', async () => {
    await window.goTo('team', 'access')
    await window.page.getByRole('tab', { name: 'Projects' }).waitFor()
    expect(await window.page.getByRole('tab').allTextContents()).not.toContain('Users')
    await tab('Projects')
    await window.page.getByText(/Only administrators make and change them\./).waitFor()
    await screen.row('admin').click({ button: 'right' })
    await window.page.getByRole('menuitem').first().waitFor()
    expect(await window.page.getByRole('menuitem', { name: /Delete|Rename|Disable/ }).count()).toBe(0)
    await window.page.keyboard.press('Escape')
    await tab('Quotas')
    await window.page.getByText(/Only administrators change it\./).waitFor()
    await screen.row('vCPUs').waitFor()
    expect(await window.button('Change limits').count()).toBe(0)
    await window.goTo('team', 'access?tab=users')
    await window.page.getByText('Yours, in whichever project you work.').waitFor()
    expect(changes()).toEqual([])
  })

  test('nothing went wrong unseen', () => {
    expect(window.complaints()).toEqual([])
  })
})
