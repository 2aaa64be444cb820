/** What is on the screen and what is so: changes seen at once, nothing asked in a hidden window, no state that lies, an API that goes away and comes back. */
import { availableParallelism, loadavg } from 'node:os'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AppWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { connectedWindow, screenOf } from '../support/connectedWindow.ts'
import { type FakeComputes, fakeComputes, flavor, HOSTS, server, service } from '../support/fakeComputes.ts'
import { until } from '../support/until.ts'

const browser = testBrowser()
let nova: FakeComputes
let window: AppWindow
let screen: ReturnType<typeof screenOf>

/** How many times as long everything takes where others use this computer too; no more than so is granted them. */
const crowd = (): number => Math.min(4, Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()))
/** Issue 4: milliseconds from the API knowing to the screen showing. */
const SOON = 2_000

/** Each screen of the running cloud, with what is on it as soon as the cloud has told. */
const SCREENS: Readonly<Record<string, (page: Page) => Locator>> = {
  overview: (page) => page.getByText('2 in all'),
  instances: (page) => page.getByRole('row').filter({ hasText: 'web' }),
  images: (page) => page.getByRole('heading', { name: 'No images yet' }),
  networks: (page) => page.getByRole('heading', { name: 'No networks yet' }),
  access: (page) => page.getByText('Logged in as', { exact: false }),
  computes: (page) => page.getByRole('row').filter({ hasText: HOSTS[1] }),
  'computes?tab=flavors': (page) => page.getByRole('row').filter({ hasText: 'm1.nano' }),
  'computes?tab=zones': (page) => page.getByRole('heading', { name: 'No host aggregates yet' }),
  'instances/new': (page) => page.getByLabel('Name', { exact: true }),
  'recipes?recipe=web-server': (page) => page.getByText('It shows here when everything is chosen.'),
}

const row = (name: string): Locator => screen.row(name)
const alert = (): Locator => window.page.getByRole('alert')

/** As when the tab goes behind another, and comes back. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true })
    const visibilityState = isHidden ? 'hidden' : 'visible'
    Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, hidden)
}

/** A page for each screen, beside one another. */
async function allScreens(): Promise<{ readonly page: Page; readonly content: Locator }[]> {
  return Promise.all(
    Object.entries(SCREENS).map(async ([path, content]) => {
      const page = await window.page.context().newPage()
      page.setDefaultTimeout(30_000)
      await page.goto(new URL(`/clouds/lab/${path}`, window.app.link).href)
      return { page, content: content(page).first() }
    }),
  )
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

beforeAll(async () => {
  nova = await fakeComputes()
  window = await connectedWindow(browser, nova.cloud)
  screen = screenOf(window.page)
})
afterAll(async () => {
  await window?.[Symbol.asyncDispose]()
  await nova?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await nova.cloud.resume()
  nova.services = HOSTS.map((host) => service(host))
  nova.servers = [server('web'), server('db')]
  nova.flavors = [flavor('m1.nano')]
  nova.cloud.outage = undefined
  nova.refusal = undefined
  nova.held = undefined
  nova.changes.length = 0
})

describe.sequential('what the API knows', () => {
  const [FIRST] = HOSTS
  const edit = (id: string, fields: object): void => {
    for (const one of nova.servers) if (one.id === id) Object.assign(one, fields)
  }
  const seen = async (change: () => void, shown: Locator): Promise<void> => {
    const began = performance.now()
    change()
    await shown.waitFor()
    expect(performance.now() - began).toBeLessThan(SOON * crowd())
  }

  test('is on the screen within two seconds', async () => {
    await window.goTo('lab', 'instances')
    await row('web').getByText('Running').waitFor()
    await seen(() => edit('web', { status: 'PAUSED' }), row('web').getByText('Paused'))
    await seen(() => edit('web', { name: 'shop' }), row('shop'))
    await seen(() => void nova.servers.push(server('new')), row('new'))
    await seen(() => edit('web', { name: 'web', status: 'ACTIVE' }), row('web').getByText('Running'))
    await window.goTo('lab', 'computes')
    await row(FIRST).getByText('Up', { exact: true }).waitFor()
    const disable = (): void => {
      nova.services = nova.services.map((one) => (one.host === FIRST ? { ...one, status: 'disabled' } : one))
    }
    await seen(disable, row(FIRST).getByText('Disabled'))
    await window.page.getByRole('tab', { name: 'Flavors' }).click()
    await row('m1.nano').waitFor()
    await seen(() => void nova.flavors.push(flavor('m1.huge')), row('m1.huge'))
    await window.goTo('lab', 'overview')
    await window.page.getByText('3 in all').waitFor()
    const failed = window.page.getByText(/The instance .*db.* has failed/).first()
    await seen(() => edit('db', { status: 'ERROR', fault: { message: 'No valid host was found.' } }), failed)
  })

  test('is not asked for by a window nobody sees, on no screen; seen again it is shown', async () => {
    await setHidden(window.page, true)
    const pages = await allScreens()
    await Promise.all(pages.map(({ content }) => content.waitFor()))
    await Promise.all(pages.map(({ page }) => setHidden(page, true)))
    // What is under way ends; then longer than the longest pause between two looks.
    await pause(1_000)
    const asked = nova.cloud.asked.length
    await pause(6_000)
    expect(nova.cloud.calls.slice(nova.cloud.calls.length - (nova.cloud.asked.length - asked))).toEqual([])
    await Promise.all(pages.map(({ page }) => page.close()))
    await window.goTo('lab', 'instances')
    await row('web').waitFor()
    await setHidden(window.page, true)
    nova.servers[0] = server('web', { name: 'renamed' })
    await pause(SOON)
    expect(await row('renamed').count()).toBe(0)
    await setHidden(window.page, false)
    await row('renamed').waitFor()
  })

  test('stands again where it was when what was asked for fails', async () => {
    const answer = Promise.withResolvers<void>()
    nova.held = answer.promise
    nova.refusal = { status: 500, body: { computeFault: { code: 500, message: 'The conductor is gone.' } } }
    await window.goTo('lab', 'instances')
    await row('web').getByText('web', { exact: true }).click()
    await screen.drawer().getByRole('button', { name: 'Stop', exact: true }).click()
    await row('web').getByText('Stopping').waitFor()
    answer.resolve()
    await window.page.getByText(/Stopping the instance web failed: The conductor is gone\./).waitFor()
    await row('web').getByText('Running').waitFor()
    expect(await row('web').getByText('Stopping').count()).toBe(0)
    expect(nova.changes).toEqual([{ call: 'POST /v2.1/servers/web/action', body: { 'os-stop': null } }])
  })

  test('goes on being told when the token ends in the middle: it is renewed once, and nobody sees anything', async () => {
    await window.goTo('lab', 'instances')
    await row('web').waitFor()
    await window.page.evaluate(() => {
      new MutationObserver(() => {
        if (document.querySelector('[role=alert]') !== null) document.documentElement.dataset.alerted = 'yes'
      }).observe(document.body, { childList: true, subtree: true })
    })
    const { tokens } = nova.cloud
    for (let each = 1; each <= tokens; each += 1) nova.cloud.revoked.add(`token-${each}`)
    nova.servers[0] = server('web', { status: 'PAUSED' })
    await row('web').getByText('Paused').waitFor()
    const looking = nova.cloud.tokens
    expect(looking).toBe(tokens + 1)
    await row('web').getByText('web', { exact: true }).click()
    await screen.drawer().getByRole('button', { name: 'Actions' }).click()
    await window.page.getByRole('menuitem', { name: 'Rename…' }).click()
    await screen.dialog().getByLabel('New name').fill('shop')
    await screen.press('Rename')
    await screen.gone()
    expect(nova.changes).toEqual([{ call: 'PUT /v2.1/servers/web', body: { server: { name: 'shop' } } }])
    await row('shop').waitFor()
    // Who looks on and who acts have a session each.
    expect(nova.cloud.tokens).toBe(looking + 1)
    expect(await window.page.evaluate(() => document.documentElement.dataset.alerted)).toBeUndefined()
  })
})

describe.sequential('an API that is gone', () => {
  const outages: Readonly<Record<string, readonly [() => Promise<void>, () => Promise<void>]>> = {
    'that refuses connections': [() => nova.cloud.stop(), () => nova.cloud.resume()],
    'that answers 503': [
      async () => {
        nova.cloud.outage = { status: 503, body: 'Service Unavailable' }
      },
      async () => {
        nova.cloud.outage = undefined
      },
    ],
  }

  test.each(Object.entries(outages))(
    '%s is told with what is known; back, it is all as before',
    async (_, [die, return_]) => {
      await window.goTo('lab', 'instances')
      await row('web').getByText('Running').waitFor()
      await die()
      await alert().getByText('What is shown is of', { exact: false }).waitFor()
      await row('web').getByText('web', { exact: true }).click()
      await screen.drawer().getByRole('button', { name: 'Stop', exact: true }).click()
      await window.page
        .getByText(/Stopping the instance web failed/)
        .first()
        .waitFor()
      await row('web').getByText('Running').waitFor()
      nova.servers[0] = server('web', { status: 'SHUTOFF' })
      await return_()
      await row('web').getByText('Off').waitFor({ timeout: 20_000 })
      await until(async () => expect(await alert().filter({ hasText: 'What is shown is of' }).count()).toBe(0))
    },
  )

  test('while a screen is opened is told there, and the screen is there by itself when it is back', async () => {
    await setHidden(window.page, true)
    await nova.cloud.stop()
    const pages = await allScreens()
    for (const { page } of pages) {
      // The overview tells of each API by itself.
      const told = page
        .getByRole('alert')
        .or(page.getByText('The Compute (Nova) API does not answer'))
        .first()
        .waitFor()
      await told.catch(() => expect.fail(`${page.url()} says nothing`))
    }
    await nova.cloud.resume()
    for (const { content, page } of pages) {
      await content.waitFor({ timeout: 30_000 })
      await page.getByRole('alert').first().waitFor({ state: 'detached' })
      await page.close()
    }
  })

  test('nothing went wrong unseen', () => {
    expect(window.complaints()).toEqual([])
  })
})
