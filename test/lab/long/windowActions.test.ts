/**
 * Everything with an instance that takes a real cloud, done on the screens: an address, a way in that opens and shuts, moves
 * between computes, sizes, snapshots, limits, a compute emptied, tokens that end and services that die meanwhile.
 */
import { connect } from 'node:net'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { barriers } from '../../support/accessible.ts'
import { testBrowser } from '../../support/browser.ts'
import { screenOf } from '../../support/connectedWindow.ts'
import { dependentSteps } from '../../support/dependentSteps.ts'
import { type RunningWindow, runningWindow } from '../../support/runningWindow.ts'

const CLOUD = 'acted'
const NAME = 'web'
const COPY = 'web-copy'
const SNAPSHOT = 'web as it was'
const MINUTE = 60_000
/** Emulated instances on a computer that does other things too. */
const LONG = 10 * MINUTE

const browser = testBrowser()
const step = dependentSteps()
let window: RunningWindow
let page: Page
let screen: ReturnType<typeof screenOf>
let id = ''
let address = ''

beforeAll(async () => {
  window = await runningWindow(browser, CLOUD)
  page = window.page
  screen = screenOf(page)
})

afterAll(async () => window?.[Symbol.asyncDispose]())

const instance = (one = id) => window.ask('servers.get', { cloud: CLOUD, id: one })
const says = (name: string, state: string, timeout = LONG): Promise<void> =>
  named(name).getByText(state, { exact: true }).first().waitFor({ timeout })
const named = (name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('gridcell', { name, exact: true }) })
const act = (verb: string): Promise<void> => screen.choose(named(NAME), verb)
async function submit(button: string): Promise<void> {
  await screen.press(button)
  await screen.gone()
}
async function option(label: string, text: string | RegExp): Promise<void> {
  await screen.dialog().getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: text }).first().click()
}

async function launch(name: string, image?: string): Promise<string> {
  await window.go(`instances/new?${new URLSearchParams({ name })}`)
  if (image !== undefined) await from(image)
  await page.getByText('It fits').waitFor({ timeout: MINUTE })
  await page.getByRole('button', { name: 'Launch instance' }).click()
  await page.waitForURL(/instances\?instance=/, { timeout: MINUTE })
  const made = new URL(page.url()).searchParams.get('instance') ?? ''
  await says(name, 'Running')
  return made
}

/** In the form of a new instance. */
async function from(image: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Image' }).click()
  await page.getByRole('option', { name: image }).first().click()
}

/** Its address on the LAN, once it has one. */
async function floating(): Promise<string> {
  const all = Object.values((await instance())?.addresses ?? {}).flat()
  return all.find(({ type }) => type === 'floating')?.address ?? ''
}

async function limitInstances(limit: string): Promise<void> {
  await window.go('access')
  await page.getByRole('tab', { name: 'Quotas' }).click()
  await page.getByRole('button', { name: 'Change limits' }).click()
  await screen.dialog().getByLabel('Instances', { exact: true }).fill(limit)
  await submit('Change limits')
}

/** Whether a TCP connection from this computer is taken. */
function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 })
    const end = (taken: boolean) => {
      socket.destroy()
      resolve(taken)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}

describe.sequential('on the screens of a real cloud', () => {
  step('an instance is launched and gets an address of the LAN', async () => {
    id = await launch(NAME)
    await act('Give a floating IP…')
    await submit('Give the floating IP')
    await expect.poll(() => floating(), { timeout: MINUTE }).not.toBe('')
    address = await floating()
    await named(NAME).getByText(address).first().waitFor({ timeout: MINUTE })
  })

  step('a rule of its security group is felt by a TCP connection: shut, open, shut', async () => {
    await window.go(`instances?instance=${id}`)
    await screen.drawer().getByRole('tab', { name: 'Reach' }).click()
    await screen.drawer().getByLabel('Port', { exact: true }).fill('80')
    await screen.drawer().getByRole('button', { name: 'Check the way' }).click()
    await screen.drawer().getByText('The broken link: security rule', { exact: false }).waitFor({ timeout: MINUTE })
    expect(await isOpen(address, 80)).toBe(false)
    await screen.drawer().getByRole('button', { name: 'Mend it' }).click()
    await screen.dialog().waitFor()
    await submit('Do it')
    await screen.drawer().getByText('It is reached.').waitFor({ timeout: LONG })
    await expect.poll(() => isOpen(address, 80), { timeout: LONG, interval: 2000 }).toBe(true)
    expect(await barriers(page)).toEqual([])
    await window.go('networks/security-groups')
    await named('default').first().click()
    await screen.drawer().getByRole('button', { name: 'Delete the rule TCP 80' }).click()
    await submit('Delete the rule')
    await expect.poll(() => isOpen(address, 80), { timeout: MINUTE, interval: 2000 }).toBe(false)
  })

  step('it moves to the other compute while it runs, and the row says where to', async () => {
    await window.go('instances')
    const from = (await instance())?.host ?? ''
    await act('Move while running…')
    await submit('Move while running')
    await expect.poll(async () => (await instance())?.host, { timeout: LONG, interval: 1000 }).not.toBe(from)
    await says(NAME, 'Running')
    await named(NAME)
      .getByText((await instance())?.host ?? '')
      .first()
      .waitFor({ timeout: 3000 })
  })

  step('a token that no service knows any more is renewed and nobody notices', async () => {
    // Keys that sign tokens are turned over until the one of today is forgotten.
    await window.ssh(
      'controller',
      'for n in 1 2 3 4; do sudo runuser -u keystone -- keystone-manage fernet_rotate; done',
    )
    await window.go('access')
    await page.getByRole('tab', { name: 'Users' }).click()
    await named('admin').first().waitFor({ timeout: MINUTE })
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  step('an API that dies is named, what was read stays, and it goes on when it is back', async () => {
    await window.go('instances')
    await says(NAME, 'Running', MINUTE)
    await window.ssh('controller', 'sudo systemctl stop nova-api')
    try {
      await page.getByText('What is shown is of', { exact: false }).waitFor({ timeout: MINUTE })
      expect(await named(NAME).count()).toBe(1)
      expect(await barriers(page)).toEqual([])
    } finally {
      await window.ssh('controller', 'sudo systemctl start nova-api')
    }
    await page.getByText('What is shown is of', { exact: false }).waitFor({ state: 'detached', timeout: 2 * MINUTE })
    await says(NAME, 'Running', MINUTE)
  })

  step('it gets another size, which is confirmed', async () => {
    const before = (await instance())?.flavor?.memory
    await act('Resize…')
    await option('New flavor', /m1\.small/)
    await submit('Resize')
    await expect.poll(async () => (await instance())?.status, { timeout: LONG, interval: 1000 }).toBe('VERIFY_RESIZE')
    await named(NAME).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Confirm the resize' }).click()
    await says(NAME, 'Running')
    expect((await instance())?.flavor?.memory).not.toBe(before)
  })

  step('a snapshot of it becomes a new instance', async () => {
    await act('Snapshot to image…')
    await screen.dialog().getByLabel('Name of the image').fill(SNAPSHOT)
    await submit('Take the snapshot')
    await window.go('images')
    await says(SNAPSHOT, 'Ready')
    const copy = await launch(COPY, SNAPSHOT)
    expect((await instance(copy))?.status).toBe('ACTIVE')
  })

  step('a limit that is set is said beforehand, and in the words of Nova when it refuses', async () => {
    await limitInstances('2')
    await window.go('instances/new?name=one-too-many')
    await from(SNAPSHOT)
    await page.getByText('The quota refuses it').waitFor({ timeout: MINUTE })
    await page.getByRole('button', { name: 'Launch instance' }).click()
    await page.getByRole('alert').filter({ hasText: 'Quota exceeded' }).waitFor({ timeout: MINUTE })
    await limitInstances('10')
  })

  step('a compute is drained and comes back', async () => {
    const host = (await instance())?.host ?? ''
    await window.go('computes')
    await screen.choose(named(host), 'Drain…')
    await screen.dialog().getByLabel('Reason').fill('Dust')
    await submit('Drain it')
    await named(host).click()
    await screen
      .drawer()
      .getByText(/^Empty: \d of \d instances? moved/)
      .waitFor({ timeout: LONG })
    expect((await instance())?.host).not.toBe(host)
    expect(await barriers(page)).toEqual([])
    await screen.choose(named(host), /^Enable/)
    await submit('Enable it')
    await named(host).getByText('Up', { exact: true }).waitFor({ timeout: MINUTE })
  })

  step('it is deleted with its name typed, and leaves the list', async () => {
    await window.go('instances')
    await act('Delete…')
    await screen.dialog().getByRole('textbox').fill(NAME)
    await submit('Delete the instance')
    await named(NAME).waitFor({ state: 'detached', timeout: LONG })
    await expect.poll(() => instance(), { timeout: MINUTE }).toBeUndefined()
  })
})
