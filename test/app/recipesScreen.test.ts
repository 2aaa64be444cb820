/** Recipes in the window, against a stand-in that keeps what they make: looked at, copied, made, stopped, failed, removed; by a member too. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import type { AppWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { connectedWindow, HOSTILE, screenOf } from '../support/connectedWindow.ts'
import { type RecipeCloud, recipeCloud } from '../support/recipeCloud.ts'
import { until } from '../support/until.ts'

const browser = testBrowser()
let world: RecipeCloud
let window: AppWindow
let screen: ReturnType<typeof screenOf>
/** All that came to the page or left it. */
const wire: string[] = []

const [MARKUP] = HOSTILE
const card = (title: string) =>
  window.page.getByRole('listitem').filter({ has: window.page.getByRole('heading', { name: title, exact: true }) })
const form = () => window.page.getByRole('region', { name: /^Run / })
const run = () => form().getByRole('button', { name: /^Run / })
const field = (name: string) => form().getByLabel(name, { exact: true })
const file = (name: string): string => join(window.app.folder, 'data', 'stackstead', 'recipes', `${name}.yaml`)
const need = (name: string) => form().getByRole('row').filter({ hasText: name })
const deed = (name: string) => screen.drawer().getByRole('button', { name, exact: true })
/** Everything a recipe may have made. */
const left = (): number => Object.values(world.rows).flat().length - 1

async function edit(name: string, change: (text: string) => string): Promise<void> {
  await writeFile(file(name), change(await readFile(file(name), 'utf8')))
}

beforeAll(async () => {
  world = await recipeCloud()
  window = await connectedWindow(browser, world.cloud)
  screen = screenOf(window.page)
  window.page.on('response', async (response) => {
    if (response.url().endsWith('/call')) wire.push(await response.text().catch(() => ''))
  })
  window.page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => void wire.push(String(payload)))
  })
})
afterAll(async () => {
  await window?.[Symbol.asyncDispose]()
  await world?.[Symbol.asyncDispose]()
})
beforeEach(() => {
  world.changes.length = 0
  world.before = () => undefined
})

describe.sequential('a recipe’s file', () => {
  test('is offered with what it is for; before anything was run the screen says so', async () => {
    await window.goTo('lab', 'recipes')
    await window.page.getByText('No recipe was run here yet.', { exact: false }).waitFor()
    await card('Kubernetes').getByText('Comes with Stackstead').waitFor()
    expect(await barriers(window.page)).toEqual([])
  })

  test('is copied under a name that is one, and not over another', async () => {
    await card('Web server').getByRole('button', { name: 'Copy its file' }).click()
    const name = screen.dialog().getByLabel('Name of the copy')
    expect(await name.inputValue()).toBe('my-web-server')
    for (const wrong of ['', 'Mine', '../mine', MARKUP, 'x'.repeat(41)]) {
      await name.fill(wrong)
      await screen.dialog().getByText('Small letters, digits and hyphens, 40 at most').waitFor()
      expect(await screen.dialog().getByRole('button', { name: 'Copy', exact: true }).isDisabled()).toBe(true)
    }
    expect(await name.getAttribute('aria-invalid')).toBe('true')
    await name.fill('mine')
    await name.press('Enter')
    await screen.dialog().getByText(file('mine')).waitFor()
    expect(await barriers(window.page)).toEqual([])
    expect((await stat(file('mine'))).mode & 0o777).toBe(0o600)
    await screen.dialog().getByRole('button', { name: 'Close', exact: true }).last().click()
    await screen.gone()
    await card('Kubernetes').getByRole('button', { name: 'Copy its file' }).click()
    await name.fill('mine')
    await screen.press('Copy')
    await screen.dialog().getByRole('alert').getByText('already', { exact: false }).waitFor()
    await window.page.keyboard.press('Escape')
    await screen.gone()
  })

  test('with mistakes tells their lines as soon as it is saved, and cannot be run; its words are text', async () => {
    await edit('mine', (text) =>
      text.replace('{{ group.id }}', '{{ nobody.id }}').replace('title: Web server', `title: "${MARKUP}"`),
    )
    await window.page.getByText('Nothing that comes before is called nobody.', { exact: false }).first().waitFor()
    const broken = window.page.getByRole('listitem').filter({ hasText: 'This file cannot be run yet:' })
    expect(await broken.getByRole('button', { name: /^Set up/ }).isDisabled()).toBe(true)
    // Without the wait for a page that nobody serves here.
    await edit('mine', (text) =>
      text.replace('{{ nobody.id }}', '{{ group.id }}').replace(/ {2}answers:\n[\s\S]*?(?=outputs:)/, ''),
    )
    await card(MARKUP)
      .getByRole('button', { name: /^Set up / })
      .waitFor()
    expect(await window.page.locator('img').count()).toBe(0)
    await edit('mine', (text) => text.replace(MARKUP, 'Mine'))
    await card('Mine').waitFor()
  })
})

describe.sequential('a recipe before it runs', () => {
  test('says what it would make, what it needs, and how each part is made; nothing is made yet', async () => {
    await card('Mine')
      .getByRole('button', { name: /^Set up / })
      .click()
    await need('Instances').getByText('10 of 10 left').waitFor()
    await need('RAM').getByText('256 MiB', { exact: true }).waitFor()
    await form().getByRole('heading', { name: 'What it makes: 7 things' }).waitFor()
    await form().getByRole('button', { name: 'Floating IP', exact: true }).click()
    await form()
      .getByText(/^openstack floating ip create/)
      .waitFor()
    await form().getByText('Terraform', { exact: true }).click()
    await form().getByText('openstack_networking_floatingip_v2', { exact: false }).waitFor()
    await form().getByText('REST', { exact: true }).click()
    await form().getByText('POST /v2.0/floatingips', { exact: false }).waitFor()
    expect(await barriers(window.page)).toEqual([])
    expect(world.changes).toEqual([])
  })

  test('a mistake stands beside its field, and it cannot be run', async () => {
    for (const [name, wrong, message] of [
      ['Name', MARKUP, 'Small letters, digits and hyphens, 40 at most, beginning with a letter.'],
      ['Sentence on the page', 'x'.repeat(201), '200 characters at most.'],
    ] as const) {
      await field(name).fill(wrong)
      await form().getByText(message).first().waitFor()
      await form().getByText('Something above is not right yet.').waitFor()
      expect(await field(name).getAttribute('aria-invalid')).toBe('true')
      expect(await run().isDisabled()).toBe(true)
      await field(name).press('Enter')
      await field(name).fill('fine')
      await form().getByText(message).waitFor({ state: 'detached' })
    }
    expect(world.changes).toEqual([])
    expect(await window.page.locator('img').count()).toBe(0)
  })

  test('a quota that leaves too little is told before; one that is gone meanwhile refuses the start', async () => {
    world.quotas.instances = 0
    await field('Name').fill('shop')
    await form().getByText('1 too few').waitFor()
    await form().getByText('The quota leaves too little.').waitFor()
    expect(await run().isDisabled()).toBe(true)
    world.quotas.instances = 10
    await field('Name').fill('web')
    await need('Instances').getByText('10 of 10 left').waitFor()
    await until(async () => expect(await run().isDisabled()).toBe(false))
    world.quotas.instances = 0
    await run().click()
    await form().getByRole('alert').getByText('1 instance needed', { exact: false }).waitFor()
    expect(world.changes).toEqual([])
    world.quotas.instances = 10
  })

  test('where the API is dead it says so, and goes on by itself when it is back', async () => {
    world.cloud.outage = { status: 503, body: 'Service Unavailable' }
    await window.goTo('lab', 'recipes?recipe=mine')
    await form().getByRole('alert').waitFor()
    expect(await run().isDisabled()).toBe(true)
    world.cloud.outage = undefined
    await need('Instances').getByText('10 of 10 left').waitFor()
    await form().getByRole('alert').first().waitFor({ state: 'detached' })
  })
})

describe.sequential('a run', () => {
  test('begins by the keyboard alone and tells what came out of it', async () => {
    const { keyboard } = window.page
    await window.goTo('lab', 'recipes')
    await card('Mine')
      .getByRole('button', { name: /^Set up / })
      .focus()
    await keyboard.press('Enter')
    await field('Name').focus()
    await keyboard.press('ControlOrMeta+a')
    await keyboard.type('shop')
    await need('Instances').getByText('10 of 10 left').waitFor()
    await until(async () => expect(await run().isDisabled()).toBe(false))
    await keyboard.press('Enter')
    await screen.drawer().getByRole('status').getByText('Made', { exact: true }).waitFor()
    await screen
      .drawer()
      .getByText(/^http:\/\/192\.0\.2\.\d+\/$/)
      .waitFor()
    await screen.row('shop').getByText('8 of 8').waitFor()
    expect(await barriers(window.page)).toEqual([])
    expect(world.changes).toEqual([
      'POST os-keypairs',
      'POST security-groups',
      'POST security-group-rules',
      'POST security-group-rules',
      'POST ports',
      'POST floatingips',
      'POST servers',
    ])
    expect(world.rows.servers[0]).toMatchObject({ name: 'shop', imageRef: 'i1', flavorRef: 'f-micro' })
  })

  test('all it made is removed, after it was said what that is, and it can be taken off the list', async () => {
    world.rows['security-groups'].push({ id: 'other', name: 'other', project_id: 'p1', description: '' })
    await deed('Remove all it made').click()
    await screen.dialog().getByText('Floating IP', { exact: false }).first().waitFor()
    await screen.press('Remove 7 things')
    await screen.drawer().getByRole('status').getByText('Removed', { exact: true }).waitFor()
    expect(world.rows['security-groups']).toHaveLength(1)
    world.rows['security-groups'].pop()
    expect(left()).toBe(0)
    await deed('Take off the list').click()
    await window.page.getByText('No recipe was run here yet.', { exact: false }).waitFor()
  })

  test('that fails says which part and why; mended, it goes on with the rest', async () => {
    const forbidden = { code: 403, message: 'Quota exceeded for instances' }
    world.before = ({ path }) => (path === '/servers' ? { status: 403, body: { forbidden } } : undefined)
    await window.goTo('lab', 'recipes?recipe=mine')
    await until(async () => expect(await run().isDisabled()).toBe(false))
    await run().click()
    await screen.drawer().getByRole('status').getByText('Failed', { exact: true }).waitFor()
    await screen.drawer().getByText('Quota exceeded for instances', { exact: false }).first().waitFor()
    expect(await barriers(window.page)).toEqual([])
    world.before = () => undefined
    world.changes.length = 0
    await deed('Go on').click()
    await screen.drawer().getByRole('status').getByText('Made', { exact: true }).waitFor()
    expect(world.changes).toEqual(['POST servers'])
    await deed('Remove all it made').click()
    await screen.press('Remove 7 things')
    await screen.drawer().getByRole('status').getByText('Removed', { exact: true }).waitFor()
    expect(left()).toBe(0)
  })

  test('shows how far it is, stops, goes on, and what was made until then is removed', async () => {
    await window.goTo('lab', 'recipes?recipe=web-server')
    await until(async () => expect(await run().isDisabled()).toBe(false))
    await run().click()
    const waits = screen.drawer().getByRole('listitem').filter({ hasText: 'Page answers' })
    await waits.getByText('Under way').waitFor()
    await screen.row('Web server').getByText('8 of 9').waitFor()
    await deed('Stop').click()
    await screen.drawer().getByRole('status').getByText('Stopped', { exact: true }).waitFor()
    await deed('Go on').click()
    await waits.getByText('Under way').waitFor()
    await deed('Stop').click()
    await deed('Remove all it made').click()
    await screen.press('Remove 7 things')
    await screen.drawer().getByRole('status').getByText('Removed', { exact: true }).waitFor()
    expect(left()).toBe(0)
  })

  test('of another computer is found, told with its things, and removed', async () => {
    const description = 'stackstead-recipe:other-0a1b2c:group'
    world.rows['security-groups'].push({ id: 'stray-group', name: MARKUP, description, project_id: 'p1' })
    await window.goTo('lab', 'recipes')
    const elsewhere = window.page.getByRole('region', { name: 'Made elsewhere' })
    await elsewhere.getByText('other-0a1b2c').waitFor()
    await elsewhere.getByRole('button', { name: 'Remove' }).click()
    await screen.dialog().getByText(MARKUP).waitFor()
    expect(await window.page.locator('img').count()).toBe(0)
    await screen.press('Remove 1 thing')
    await until(async () => expect(left()).toBe(0))
    await elsewhere.waitFor({ state: 'detached' })
  })

  test('is a member’s right too, under the member’s own name', async () => {
    world.cloud.asked.length = 0
    await window.goTo('team', 'recipes?recipe=mine')
    await until(async () => expect(await run().isDisabled()).toBe(false))
    await run().click()
    await screen.drawer().getByRole('status').getByText('Made', { exact: true }).waitFor()
    const made = world.cloud.asked.filter(({ method, path }) => method === 'POST' && path === '/v2.1/servers')
    expect(made.map((asked) => world.cloud.isAdmin(asked))).toEqual([false])
    await deed('Remove all it made').click()
    await screen.press('Remove 7 things')
    await screen.drawer().getByRole('status').getByText('Removed', { exact: true }).waitFor()
  })

  test('shows the page no private key; nothing went wrong unseen', () => {
    expect(wire.some((text) => text.includes('Page answers'))).toBe(true)
    expect(wire.filter((text) => text.includes('PRIVATE KEY'))).toEqual([])
    expect(window.complaints()).toEqual([])
  })
})
