/**
 * A real cloud run from the window: a launched instance is seen as it comes up, its screen shows and takes keys, and while the
 * controller has no power the window says so and finds its way back by itself.
 */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { cutMachine, startMachine } from '../../../provisioner/lab/index.ts'
import { barriers } from '../../support/accessible.ts'
import { testBrowser } from '../../support/browser.ts'
import { dependentSteps } from '../../support/dependentSteps.ts'
import { type RunningWindow, runningWindow } from '../../support/runningWindow.ts'
import { typed } from '../../support/typed.ts'

const CLOUD = 'operated'
const NAME = '<b>web</b>'
const MINUTE = 60_000
/** What the window may be behind the API, and what drawing it may take beside emulated machines. */
const LIVE = 2_000 + 1_000

const browser = testBrowser()
const step = dependentSteps()
let window: RunningWindow
let page: Page
let id = ''

const row = (): Locator => page.getByRole('row').filter({ hasText: NAME })
const instance = () => window.ask('servers.get', { cloud: CLOUD, id })
const said = () => window.ask('servers.consoleLog', { cloud: CLOUD, id, lines: 500 })

/** Different colours on its screen: one until something was drawn. */
function colours(): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[role=application]')
    if (canvas === null || canvas.width === 0) return 0
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
    return new Set(new Uint32Array(Uint8ClampedArray.from(data).buffer)).size
  })
}

beforeAll(async () => {
  window = await runningWindow(browser, CLOUD)
  page = window.page
})

afterAll(async () => window?.[Symbol.asyncDispose]())

describe.sequential('a running cloud in the window', () => {
  step('an instance is launched with a name and Enter', async () => {
    await window.go('instances/new')
    await page.getByLabel('Name', { exact: true }).fill(NAME)
    await page.getByText('It fits').waitFor({ timeout: MINUTE })
    await page.getByRole('button', { name: 'Launch instance' }).click()
    await page.waitForURL(/instances\?instance=/, { timeout: MINUTE })
    id = new URL(page.url()).searchParams.get('instance') ?? ''
    await row().first().waitFor({ timeout: LIVE })
    expect(await barriers(page)).toEqual([])
  })

  step('the list says that it runs no later than two seconds after Nova does', async () => {
    await expect.poll(async () => (await instance())?.status, { timeout: 10 * MINUTE, interval: 250 }).toBe('ACTIVE')
    await row().getByText('Running').first().waitFor({ timeout: LIVE })
  })

  step('its screen shows what it prints, and keys reach the shell in it', async () => {
    await expect.poll(said, { timeout: 5 * MINUTE, interval: 2000 }).toContain('STACKSTEAD')
    await window.go(`instances/${id}/console`)
    await expect.poll(colours, { timeout: MINUTE }).toBeGreaterThan(1)
    await page.getByRole('application', { name: /^Screen of/ }).click()
    await page.keyboard.press('Enter')
    // What comes out was computed in the instance: nothing but its shell can have said it.
    await expect
      .poll(
        async () => {
          await typed(page, 'echo keys-$((6*7)) > /dev/ttyS0')
          return said()
        },
        { timeout: 3 * MINUTE, interval: 5000 },
      )
      .toContain('keys-42')
    expect(await barriers(page)).toEqual([])
  })

  step(
    'while the controller has no power, what is shown stays and is said to be old; then all comes back',
    async () => {
      await window.go('instances')
      await row().getByText('Running').first().waitFor({ timeout: MINUTE })
      await cutMachine(CLOUD, 'controller')
      await page.getByText('What is shown is of', { exact: false }).waitFor({ timeout: 3 * MINUTE })
      expect(await row().count()).toBeGreaterThan(0)
      expect(await barriers(page)).toEqual([])
      await startMachine(CLOUD, 'controller')
      await page.getByText('What is shown is of', { exact: false }).waitFor({ state: 'detached', timeout: 15 * MINUTE })
      await row().getByText('Running').first().waitFor({ timeout: MINUTE })
    },
  )

  step('deleted, it leaves the list when it leaves Nova', async () => {
    await window.ask('actions.do', { cloud: CLOUD, action: 'server.delete', input: { id, name: NAME } })
    await expect.poll(async () => (await instance()) === undefined, { timeout: 5 * MINUTE, interval: 250 }).toBe(true)
    await row().first().waitFor({ state: 'detached', timeout: LIVE })
  })
})
