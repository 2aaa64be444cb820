/** The window of somebody who may only look: everything is shown, nothing is offered that the cloud would refuse, and it says why. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { screenOf } from '../support/connectedWindow.ts'
import { PASSWORD, READER } from '../support/fakeCloud.ts'
import { type FakeComputes, fakeComputes, flavor, server } from '../support/fakeComputes.ts'

const browser = testBrowser()
const WHY = /with the role reader in the project admin: you may look at everything here and change nothing/
let nova: FakeComputes
let window: AppWindow

beforeAll(async () => {
  nova = await fakeComputes()
  nova.flavors = [flavor('m1.nano')]
  nova.servers = [server('web')]
  window = await appWindow(browser)
  const file = join(window.home, 'clouds.yaml')
  const auth = { auth_url: `${nova.cloud.url}/v3`, username: READER, password: PASSWORD, project_name: 'admin' }
  await writeFile(file, JSON.stringify({ clouds: { audit: { auth, region_name: 'RegionOne' } } }))
  await window.ask('running.connect', { name: 'audit', file, entry: 'audit' })
})
afterAll(async () => {
  await window?.[Symbol.asyncDispose]()
  await nova?.[Symbol.asyncDispose]()
})

describe.sequential('a reader', () => {
  const button = (name: string) => window.page.getByRole('button', { name, exact: true })

  test('sees the instances, and of each only what changes nothing', async () => {
    await window.goTo('audit', 'instances?instance=web')
    const { drawer, row } = screenOf(window.page)
    await row('web').getByText('Running').waitFor()
    await button('Launch instance').and(window.page.locator('[aria-disabled=true]')).waitFor()
    expect(await button('Launch instance').getAttribute('title')).toMatch(WHY)
    await button('Launch instance').click({ force: true })
    expect(window.page.url()).not.toContain('instances/new')
    expect(await drawer().getByRole('button', { name: 'Stop', exact: true }).count()).toBe(0)
    expect(await barriers(window.page)).toEqual([])
  })

  test('is told on each screen why nothing is made there', async () => {
    const first: Readonly<Record<string, string>> = {
      'networks/networks': 'New network',
      images: 'Add image',
      recipes: 'Set up',
    }
    for (const [path, name] of Object.entries(first)) {
      await window.goTo('audit', path)
      const made = window.page.getByRole('button', { name: new RegExp(name) }).first()
      await made.and(window.page.locator('[aria-disabled=true]')).waitFor()
      expect(await made.getAttribute('title')).toMatch(WHY)
    }
    await window.goTo('audit', 'instances/new')
    await window.page.getByRole('alert').getByText(WHY).waitFor()
  })

  test('may make key pairs: they are their own', async () => {
    await window.goTo('audit', 'access?tab=keys')
    await button('Create key pair').first().waitFor()
    expect(await button('Create key pair').first().getAttribute('aria-disabled')).toBeNull()
    expect(nova.changes).toEqual([])
    expect(window.complaints()).toEqual([])
  })
})
