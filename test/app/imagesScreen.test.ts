/** Images in the window, against a stand-in for Glance: added from a file and the web, changed, shared, withheld, deleted. */
import { createHash } from 'node:crypto'
import { truncate, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import type { AppWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { connectedWindow, HOSTILE } from '../support/connectedWindow.ts'
import { FakeCloud } from '../support/fakeCloud.ts'
import { type FakeGlance, fakeGlance } from '../support/fakeGlance.ts'

const browser = testBrowser()
let cloud: FakeCloud
let glance: FakeGlance
let window: AppWindow
/** Publishes images, as their makers do. */
let web: Server

const [MARKUP, , LONG] = HOSTILE
const MIB = 1024 * 1024
const CONTENT = 'a disk, as somebody publishes it\n'
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const row = (name: string): Locator => window.page.getByRole('row').filter({ hasText: name })
const drawer = (): Locator => window.page.getByRole('complementary')
const dialog = (): Locator => window.page.getByRole('dialog')
const field = (label: string): Locator => dialog().getByLabel(label, { exact: true })
const item = (name: string | RegExp): Locator => window.page.getByRole('menuitem', { name })
const press = (name: string): Promise<void> => dialog().getByRole('button', { name, exact: true }).click()
/** What the image service was asked to change, with the body where there is one. */
const changes = (): unknown[] =>
  cloud.asked
    .filter(({ method, path }) => method !== 'GET' && path.startsWith('/v2/images') && !path.endsWith('/file'))
    .map(({ body, method, path }) =>
      body === '' ? `${method} ${path}` : [`${method} ${path}`, JSON.parse(body) as unknown],
    )
const named = (name: string) => glance.rows.find((one) => one.name === name)
const webAddress = (path: string): string => {
  const address = web.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}${path}`
}

async function open(name: string): Promise<void> {
  await row(name).getByText(name, { exact: true }).first().click()
  await drawer().waitFor()
}

async function act(verb: string): Promise<void> {
  await drawer().getByRole('button', { name: 'Actions' }).click()
  await item(verb).click()
  await dialog().waitFor()
}

async function add(tab: string): Promise<void> {
  await window.button('Add image').click()
  await dialog().getByRole('tab', { name: tab }).click()
}

/** The dialog goes when the cloud has taken what was asked. */
const closed = (): Promise<void> => dialog().waitFor({ state: 'detached' })

describe.sequential('images', () => {
  beforeAll(async () => {
    glance = fakeGlance()
    web = createServer((request, response) => {
      const texts: Readonly<Record<string, string>> = {
        '/disk.qcow2': CONTENT,
        '/SHA256SUMS': `${sha256(CONTENT)}  disk.qcow2\n`,
        '/WRONG': `${sha256('something else')}  disk.qcow2\n`,
      }
      const text = texts[request.url ?? '']
      response.writeHead(text === undefined ? 404 : 200)
      response.end(text)
    })
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    const project = (id: string, name: string) => ({ id, name, enabled: true, domain_id: 'default' })
    const projects = [project('p1', 'admin'), project('p2', MARKUP)]
    cloud = await FakeCloud.start({
      'GET /v3/projects': [{ body: { projects } }],
      'GET /v3/auth/projects': [{ body: { projects: projects.slice(0, 1) } }],
      'GET /v2.1/os-hypervisors/detail': [{ body: { hypervisors: [] } }],
      'GET /v2.1/servers/detail': [
        {
          body: {
            servers: [
              {
                id: 's1',
                name: 'web',
                status: 'ACTIVE',
                tenant_id: 'p1',
                created: '2026-01-01T00:00:00Z',
                image: { id: 'debian' },
              },
            ],
          },
        },
      ],
    })
    cloud.otherwise = glance.stand
    window = await connectedWindow(browser, cloud)
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    await cloud?.[Symbol.asyncDispose]()
    web?.close()
  })
  beforeEach(() => {
    cloud.asked.length = 0
    cloud.refuse = () => undefined
  })

  test('where there are none, the screen says what it is for and leads to the first one', async () => {
    await window.goTo('lab', 'images')
    await window.page.getByText('No images yet').waitFor()
    expect(await barriers(window.page)).toEqual([])
    await window.button('Add an image').click()
    await dialog().getByRole('tab', { name: 'Catalogue' }).waitFor()
    await window.page.keyboard.press('Escape')
    await closed()
  })

  test('what the API tells appears by itself; names of any kind are text', async () => {
    glance.add({ id: 'debian', name: 'debian', visibility: 'public', os_distro: 'debian', os_version: '13' })
    glance.add({ id: 'kept', name: 'kept', protected: true, status: 'deactivated' })
    glance.add({ id: 'snap', name: 'snap', image_type: 'snapshot' })
    for (const [index, name] of [...HOSTILE, '\u200b'].entries()) glance.add({ id: `hostile-${index}`, name })
    await row('debian').getByText('Ready').waitFor()
    await row('debian').getByText('Debian 13').waitFor()
    await row('kept').getByText('Deactivated').waitFor()
    await row(MARKUP).waitFor()
    await row('No visible name (hostile-4)').waitFor()
    expect((await row('gnp.exe').locator('bdi').first().boundingBox())?.width ?? 0).toBeGreaterThan(10)
    expect(await window.page.locator('img').count()).toBe(0)
    await open(LONG)
    await act('Delete…')
    await dialog().getByText('No instance you can see began from it.').waitFor()
    // However long a name is, its dialog stays in the window.
    expect((await dialog().boundingBox())?.width ?? 9_999).toBeLessThan(700)
    await expect
      .poll(() => window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
      .toBeLessThanOrEqual(0)
    await press('Cancel')
    expect(await barriers(window.page)).toEqual([])
    expect(changes()).toEqual([])
  })

  test('by the keyboard alone: to the row, its drawer, its form, and a new name', async () => {
    const { keyboard } = window.page
    await window.page.keyboard.press('Escape')
    await window.page.getByRole('grid', { name: 'Images' }).focus()
    await keyboard.press('Control+Home')
    // Sorted by name: the first one that begins with a letter is "debian".
    const active = window.page.locator('[role=gridcell][data-active]')
    for (let step = 0; step < 10 && !(await active.textContent())?.includes('debian'); step++)
      await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await window.page.getByRole('complementary', { name: 'debian' }).waitFor()
    for (const name of ['Close debian', 'Launch an instance', 'Actions']) {
      await keyboard.press('Tab')
      expect(
        await window.page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent),
      ).toBe(name)
    }
    await keyboard.press('Enter')
    await item('Rename and edit…').waitFor()
    await keyboard.press('ArrowDown')
    if (!(await item('Rename and edit…').evaluate((one) => one === document.activeElement)))
      await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await field('Name').waitFor()
    await expect.poll(() => window.page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
    await keyboard.press('Control+A')
    await keyboard.type('debian-13')
    await keyboard.press('Enter')
    await closed()
    await row('debian-13').waitFor()
    expect(changes()).toEqual([['PATCH /v2/images/debian', [{ op: 'replace', path: '/name', value: 'debian-13' }]]])
  })

  test('a form says what is wrong beside its field, shows how it is done, and sends only what differs', async () => {
    await act('Rename and edit…')
    for (const [typed, problem] of [
      ['x'.repeat(256), '255 characters at most.'],
      [' ', 'A name is needed.'],
      ['🚀', 'OpenStack keeps neither emoji nor other signs with codes of more than four digits.'],
    ] as const) {
      await field('Name').fill(typed)
      await press('Save the changes')
      await dialog().getByText(problem).first().waitFor()
      expect(await field('Name').getAttribute('aria-invalid')).toBe('true')
    }
    expect(changes()).toEqual([])
    await field('Name').fill("it's")
    await field('Least disk').fill('3')
    await dialog()
      .getByRole('switch', { name: /^Protected/ })
      .check()
    await dialog().getByRole('button', { name: 'How this is done' }).click()
    await dialog()
      .getByText(/^openstack image set --name/)
      .waitFor()
    await dialog().getByText('REST', { exact: true }).click()
    await dialog().getByText('PATCH /v2/images/debian').waitFor()
    expect(await barriers(window.page)).toEqual([])
    await press('Save the changes')
    await closed()
    expect(changes()).toEqual([
      [
        'PATCH /v2/images/debian',
        [
          { op: 'replace', path: '/name', value: "it's" },
          { op: 'replace', path: '/min_disk', value: 3 },
          { op: 'replace', path: '/protected', value: true },
        ],
      ],
    ])
    await drawer().getByText('Yes: it cannot be deleted').waitFor()
  })

  test('properties: each has a name of its own, and those Glance keeps are not taken', async () => {
    await act('Edit properties…')
    await dialog().getByRole('button', { name: /Add/ }).click()
    await dialog().getByPlaceholder('hw_disk_bus').last().fill('status')
    await dialog().getByLabel(/value/i).last().fill('active')
    await press('Save the properties')
    await dialog().getByText('This name is kept by Glance itself.').first().waitFor()
    expect(changes()).toEqual([])
    await dialog().getByPlaceholder('hw_disk_bus').last().fill('a/b~c')
    await press('Save the properties')
    await closed()
    expect(changes()).toEqual([['PATCH /v2/images/debian', [{ op: 'add', path: '/a~1b~0c', value: 'active' }]]])
    await drawer().getByText('a/b~c').waitFor()
  })

  test('what is protected cannot be deleted, and the menu says why', async () => {
    await drawer().getByRole('button', { name: 'Actions' }).click()
    await item(/^Delete…/)
      .getByText(/It is protected: take the protection away first/)
      .waitFor()
    await item(/^Delete…/).click({ force: true })
    expect(await dialog().count()).toBe(0)
    await window.page.keyboard.press('Escape')
    expect(changes()).toEqual([])
  })

  test('shared with a project by its name, and taken back', async () => {
    await act('Change who sees it…')
    await dialog().getByLabel('Shared').check()
    await press('Change who sees it')
    await closed()
    await drawer().getByText('Nobody yet: only its own project sees it.').waitFor()
    await drawer().getByRole('combobox', { name: 'Share with a project' }).click()
    await window.page.getByRole('option').first().click()
    await drawer().getByRole('button', { name: 'Share', exact: true }).click()
    const taken = drawer().getByRole('listitem').filter({ hasText: MARKUP })
    await taken.getByText('Not in its list yet').waitFor()
    await taken.getByRole('button', { name: /Take it back/ }).click()
    await taken.waitFor({ state: 'detached' })
    expect(changes()).toEqual([
      ['PATCH /v2/images/debian', [{ op: 'replace', path: '/visibility', value: 'shared' }]],
      ['POST /v2/images/debian/members', { member: 'p2' }],
      'DELETE /v2/images/debian/members/p2',
    ])
  })

  test('offered by another project: refused, or taken into the list', async () => {
    for (const id of ['gift', 'junk']) {
      glance.add({ id, name: id, owner: 'p2' })
      glance.members.set(id, [{ member_id: 'p1', status: 'pending' }])
    }
    const offers = window.page.getByRole('region', { name: 'Offered to this project' })
    await offers.getByText('is offered by').first().waitFor()
    expect(await barriers(window.page)).toEqual([])
    await offers.getByRole('button', { name: 'Reject junk' }).click()
    await offers.getByRole('button', { name: 'Reject junk' }).waitFor({ state: 'detached' })
    await offers.getByRole('button', { name: 'Accept gift' }).click()
    await offers.waitFor({ state: 'detached' })
    expect(changes()).toEqual([
      ['PUT /v2/images/junk/members/p1', { status: 'rejected' }],
      ['PUT /v2/images/gift/members/p1', { status: 'accepted' }],
    ])
    glance.rows.splice(0, glance.rows.length, ...glance.rows.filter(({ id }) => id !== 'gift' && id !== 'junk'))
    await row('gift').waitFor({ state: 'detached' })
  })

  test('withheld and given out again; what the cloud refuses stands in the dialog', async () => {
    cloud.refuse = ({ method, path }) =>
      method === 'POST' && path.endsWith('/deactivate')
        ? { status: 403, body: { message: 'You are not allowed.' } }
        : undefined
    await act('Deactivate…')
    await press('Deactivate')
    await dialog()
      .getByRole('alert')
      .getByText(/Withholding the image it's failed/)
      .waitFor()
    cloud.refuse = () => undefined
    await press('Deactivate')
    await closed()
    await row("it's").getByText('Deactivated').waitFor()
    await act('Reactivate…')
    await press('Reactivate')
    await closed()
    await row("it's").getByText('Ready').waitFor()
  })

  test('deleting says what began from it; what nobody else has asks for its name', async () => {
    const debian = named("it's")
    if (debian !== undefined) debian.protected = false
    await drawer().getByText('Yes: it cannot be deleted').waitFor({ state: 'detached' })
    await act('Delete…')
    await dialog()
      .getByText(/1 instance began from it: \u2068web\u2069\./)
      .waitFor()
    await press('Delete the image')
    await closed()
    await row("it's").waitFor({ state: 'detached' })
    await drawer().getByText('The image was deleted, or it belongs to a project that is not shown.').waitFor()
    await open('snap')
    await act('Delete…')
    await dialog()
      .getByText(/nobody else has what is in it/)
      .waitFor()
    const confirm = dialog().getByRole('button', { name: 'Delete the image' })
    expect(await confirm.isDisabled()).toBe(true)
    await dialog().getByRole('textbox').fill('snap')
    await confirm.click()
    await closed()
    await row('snap').waitFor({ state: 'detached' })
    expect(changes()).toEqual(['DELETE /v2/images/debian', 'DELETE /v2/images/snap'])
  })

  test('a file: looked at first, and nothing is sent until the form is right', async () => {
    await drawer()
      .getByRole('button', { name: /^Close/ })
      .click()
    await writeFile(join(window.home, 'disk.img.gz'), Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]))
    await add('From this computer')
    await press('Upload the image')
    await dialog().getByText('Write where the file is.').waitFor()
    for (const [file, problem] of [
      ['disk.qcow2', /^Write the whole path, like/],
      ['/nowhere/disk.qcow2', /nowhere\/disk\.qcow2/],
      [join(window.home, 'disk.img.gz'), /It is packed \(gzip\)\. Unpack it first/],
    ] as const) {
      await field('File').fill(file)
      // At once: what was not looked at yet is looked at before it is sent.
      await press('Upload the image')
      await dialog().getByText(problem).first().waitFor()
    }
    await field('Checksum').fill('abc')
    await press('Upload the image')
    await dialog().getByText('A SHA-256 has 64, a SHA-512 128 hexadecimal digits.').waitFor()
    expect(changes()).toEqual([])
  })

  test('uploaded with progress, and what the cloud stored is what the file holds', async () => {
    const size = 32 * MIB
    const file = join(window.home, 'disk.raw')
    await writeFile(file, '')
    await truncate(file, size)
    const whole = createHash('sha256').update(Buffer.alloc(size)).digest('hex')
    const first = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    cloud.holding = (path) => {
      if (!path.endsWith('/file')) return undefined
      first.resolve()
      return gate.promise
    }
    await field('File').fill(file)
    await field('Checksum').fill(whole)
    await dialog().getByText('32 MiB').waitFor()
    await field('Name').fill('uploaded')
    await press('Upload the image')
    await closed()
    await first.promise
    const bar = window.page.getByRole('progressbar', { name: 'Upload of uploaded' })
    const share = async (): Promise<number> => Number(await bar.getAttribute('aria-valuenow'))
    await expect.poll(share).toBeGreaterThan(0)
    expect(await share()).toBeLessThan(100)
    await row('uploaded').getByText('Waits for its content').waitFor()
    await window.page
      .getByRole('list', { name: 'Images on their way' })
      .getByText(/of 32 MiB/)
      .waitFor()
    expect(await barriers(window.page)).toEqual([])
    cloud.holding = () => undefined
    gate.resolve()
    await bar.waitFor({ state: 'detached' })
    await row('uploaded').getByText('Ready').waitFor()
    expect(changes()).toEqual([
      ['POST /v2/images', { name: 'uploaded', disk_format: 'raw', container_format: 'bare', visibility: 'private' }],
    ])
    expect(named('uploaded')?.size).toBe(size)
  })

  test('a file that is not what its checksum says is not left in the cloud', async () => {
    await writeFile(join(window.home, 'forged.raw'), CONTENT)
    await add('From this computer')
    await field('File').fill(join(window.home, 'forged.raw'))
    await field('Checksum').fill(sha256('something else'))
    await press('Upload the image')
    const note = window.page.getByRole('alert').filter({ hasText: 'the content is not what its SHA-256 says' })
    await note.getByText(`found    ${sha256(CONTENT)}`).waitFor()
    expect(named('forged')).toBe(undefined)
    expect(changes()).toHaveLength(2)
    await note.getByRole('button', { name: 'Dismiss' }).click()
    await note.waitFor({ state: 'detached' })
  })

  test('cancelled on its way, nothing of it is left', async () => {
    const gate = Promise.withResolvers<void>()
    cloud.holding = (path) => (path.endsWith('/file') ? gate.promise : undefined)
    await add('From this computer')
    await field('File').fill(join(window.home, 'disk.raw'))
    await dialog().getByText('32 MiB').waitFor()
    await press('Upload the image')
    await window.button('Cancel disk').click()
    await window.page.getByRole('progressbar', { name: 'Upload of disk' }).waitFor({ state: 'detached' })
    cloud.holding = () => undefined
    gate.resolve()
    await expect.poll(() => named('disk')).toBe(undefined)
    expect(changes().at(-1)).toMatch(/^DELETE /)
  })

  test('from the web: an address and a checksum that are none are said so; a published checksum is compared', async () => {
    await add('From URL')
    await press('Fetch the image')
    await dialog().getByText('Write the address of the image.').waitFor()
    await field('Address').fill('ftp://example.org/disk.qcow2')
    await dialog().getByText('An address begins with https:// or http://.').waitFor()
    await field('Address').fill('https://example.org/disk.raw.xz')
    await dialog()
      .getByText(/A \.xz file has to be unpacked first/)
      .waitFor()
    await field('Checksum').fill('12')
    await dialog().getByText('A SHA-256 has 64, a SHA-512 128 hexadecimal digits.').waitFor()
    await press('Fetch the image')
    expect(changes()).toEqual([])
    await field('Address').fill(webAddress('/disk.qcow2'))
    await field('Checksum').fill(webAddress('/SHA256SUMS'))
    expect(await field('Name').inputValue()).toBe('disk')
    await field('Name').fill('fetched')
    await press('Fetch the image')
    await closed()
    await row('fetched').getByText('Ready').waitFor()
    const [file] = cloud.asked.filter(({ path }) => path.endsWith('/file'))
    expect(file?.body).toBe(CONTENT)
    expect(changes()).toMatchObject([['POST /v2/images', { name: 'fetched', disk_format: 'qcow2' }]])
  })

  test('what is published beside it decides, and an address that leads nowhere makes nothing', async () => {
    for (const [address, sums, problem] of [
      ['/disk.qcow2', '/WRONG', /the content is not what its SHA-256 says/],
      ['/disk.qcow2', '/nowhere', /404/],
      ['/nowhere.qcow2', '/SHA256SUMS', /has no SHA-256 or SHA-512 of nowhere\.qcow2/],
    ] as const) {
      await add('From URL')
      await field('Address').fill(webAddress(address))
      await field('Checksum').fill(webAddress(sums))
      await field('Name').fill('wrong')
      await press('Fetch the image')
      const note = window.page.getByRole('alert').filter({ hasText: problem })
      await note.getByRole('button', { name: 'Dismiss' }).click()
      await note.waitFor({ state: 'detached' })
    }
    expect(named('wrong')).toBe(undefined)
  })

  test('the catalogue says where each comes from, and sends nothing that is not published', async () => {
    await add('Catalogue')
    await dialog()
      .getByRole('radio', { name: /^Alpine/ })
      .click()
    await dialog()
      .getByText(/^https:\/\/dl-cdn\.alpinelinux\.org\/.*x86_64.*\.qcow2$/)
      .waitFor()
    await dialog()
      .getByText(/\.sha512$/)
      .waitFor()
    await dialog().getByText('Arm 64').click()
    await dialog()
      .getByText(/aarch64.*\.qcow2$/)
      .first()
      .waitFor()
    await dialog()
      .getByRole('radio', { name: /^CirrOS/ })
      .click()
    await dialog().getByText('CirrOS 0.6.3 is not published for this architecture. Choose the other one.').waitFor()
    await press('Fetch the image')
    await field('Name').fill(' ')
    await press('Fetch the image')
    await dialog().getByText('A name is needed.').first().waitFor()
    await dialog().getByText('x86-64 (PC)').click()
    await field('Name').fill('mine')
    await dialog().getByText('POST /v2/images', { exact: false }).first().waitFor()
    expect(await barriers(window.page)).toEqual([])
    await press('Cancel')
    await closed()
    expect(changes()).toEqual([])
  })

  test('an API that dies is said so, with what was last known; it comes back by itself', async () => {
    await cloud.stop()
    await window.page
      .getByRole('alert')
      .getByText(/What is shown is of .*; it is asked again by itself\./)
      .waitFor()
    await row('fetched').waitFor()
    glance.add({ id: 'later', name: 'later' })
    await cloud.resume()
    await row('later').waitFor()
    await window.page.getByRole('alert').waitFor({ state: 'detached' })
    await cloud.stop()
    // What was dismissed before does not come back with the page.
    await window.goTo('lab', 'images')
    await window.page.getByRole('alert').waitFor()
    await cloud.resume()
    await row('later').waitFor()
    await window.page.getByRole('alert').waitFor({ state: 'detached' })
  })

  test('a member changes nothing of others, and is told why an image cannot be public', async () => {
    glance.add({ id: 'theirs', name: 'theirs', owner: 'p9', visibility: 'public' })
    await window.goTo('team', 'images')
    await open('theirs')
    await drawer().getByRole('button', { name: 'Actions' }).click()
    await window.page.getByText('Only its owner and administrators change it.').waitFor()
    expect(await window.page.getByRole('menuitem').allTextContents()).toEqual(['Launch an instance…'])
    await window.page.keyboard.press('Escape')
    await window.page.keyboard.press('Escape')
    expect(await window.page.getByText('All projects').count()).toBe(0)
    await open('later')
    await act('Change who sees it…')
    expect(await dialog().getByLabel('Public').isDisabled()).toBe(true)
    await dialog().getByText('By the cloud’s policy only administrators make images public.').waitFor()
    await press('Cancel')
  })

  test('nothing went wrong unseen', () => {
    expect(window.complaints()).toEqual([])
  })
})
