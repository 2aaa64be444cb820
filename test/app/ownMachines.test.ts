/** From an empty app with three machines of one's own up to the question whether to deploy: how often somebody has to click. */
import { afterAll, beforeAll, describe, expect, vi } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { type BareMachines, bareMachines, bareMachinesLack } from '../support/bareMachines.ts'
import { testBrowser } from '../support/browser.ts'
import { dependentSteps } from '../support/dependentSteps.ts'
import { addOwnMachines, clicks, countClicks } from '../support/ownMachines.ts'

const MINUTE = 60_000
// Three machines are this one computer three times, read again for each screen.
vi.setConfig({ testTimeout: 5 * MINUTE })
const lacks = bareMachinesLack()
const browser = testBrowser()
const step = dependentSteps()
let bare: BareMachines
let window: AppWindow

describe
  .skipIf(lacks !== undefined)
  .sequential(`three machines${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
    beforeAll(async () => {
      bare = await bareMachines(['controller', 'compute-1', 'compute-2'])
      window = await appWindow(browser)
      await countClicks(window.page)
    })
    afterAll(async () => {
      await window?.[Symbol.asyncDispose]()
      await bare?.[Symbol.asyncDispose]()
    })

    step('are added one by one, and their keys confirmed in one dialog', async () => {
      await addOwnMachines(window.page, bare.machines, bare.login)
      expect(await clicks(window.page)).toBe(6)
      expect(await barriers(window.page)).toEqual([])
    })

    step('are given roles and networks, and nothing is missing', async () => {
      await window.button('Give them roles').click()
      await window.button('Suggest').click()
      await window.page.getByText('Nothing is missing').waitFor()
      await expect.poll(() => window.text('home')).toContain('subnet: 198.18.77.0/24')
      expect(await window.text('home')).toMatch(/- controller\s+- network|controller, network/)
    })

    step('are one press away from being a cloud, after eleven', async () => {
      const { page } = window
      await page.getByRole('link', { name: 'Check machines' }).click()
      await page.getByText(/ on 3 machines$/).waitFor({ timeout: 2 * MINUTE })
      await window.button('Show the plan').click()
      await page.locator('button:enabled', { hasText: /^Deploy$/ }).click({ timeout: 2 * MINUTE })
      await page.getByRole('dialog', { name: 'Deploy home?' }).getByRole('button', { name: 'Deploy' }).waitFor()
      expect(await clicks(page)).toBe(11)
      expect(window.complaints()).toEqual([])
    })
  })
