/** The window without a mouse: from an empty app, with machines of one's own, to a deployed cloud, by keys only. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { labLayers } from '../../../provisioner/index.ts'
import { type LabState, labDestroy, labUp } from '../../../provisioner/lab/index.ts'
import { testBrowser } from '../../support/browser.ts'
import { dependentSteps } from '../../support/dependentSteps.ts'
import { type ServedApp, servedApp } from '../../support/servedApp.ts'

const LAB = 'keyboard'
const MACHINES = ['controller', 'compute-1', 'compute-2']
const MINUTE = 60_000
/** More than any screen has places for the focus. */
const FAR = 150

/** In the page: notes that something was pointed at. Keys make clicks without a count. */
const TELL_OF_MOUSE = `for (const kind of ['pointerdown', 'mousedown', 'click'])
  addEventListener(kind, (event) => { if (event.detail > 0) window.pointedAt = true }, true)`

const browser = testBrowser()
const step = dependentSteps()
let lab: LabState
let app: ServedApp
let page: Page

beforeAll(async () => {
  await labDestroy(LAB)
  lab = await labUp({ name: LAB, machines: MACHINES, layers: labLayers(MACHINES) })
  app = await servedApp()
  page = await (await browser.context()).newPage()
  await page.goto(app.link)
  await page.evaluate(TELL_OF_MOUSE)
})

afterAll(async () => {
  await app?.[Symbol.asyncDispose]()
  await labDestroy(LAB)
})

/** Presses Tab until it has the focus, as somebody does who cannot point. */
async function reach(what: Locator): Promise<void> {
  await what.first().waitFor({ timeout: MINUTE })
  for (let steps = 0; steps < FAR; steps += 1) {
    if (await what.first().evaluate((element) => element.ownerDocument.activeElement === element)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${what} cannot be reached by ${FAR} times Tab.`)
}

async function press(what: Locator, timeout = MINUTE): Promise<void> {
  await expect.poll(() => what.first().isEnabled(), { timeout }).toBe(true)
  await reach(what)
  await page.keyboard.press('Enter')
}

const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: typeof name === 'string' })

function machineTable(): string {
  const rows = lab.machines.map(({ name, management }) => [name, management, lab.user, lab.sshKey].join(','))
  return ['name,address,user,key', ...rows].join('\n')
}

describe.sequential('by keys only', () => {
  step('three machines are added, and their keys confirmed', async () => {
    await press(button('Add my machines'))
    await page.waitForURL('**/clouds/home/machines*')
    const dialog = page.getByRole('dialog')
    const selected = dialog.getByRole('tab', { selected: true })
    await reach(selected)
    for (let title = await selected.textContent(); !title?.includes('list'); title = await selected.textContent()) {
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => selected.textContent()).not.toBe(title)
    }
    await reach(dialog.getByLabel('One machine a line'))
    await page.keyboard.insertText(machineTable())
    await press(dialog.getByRole('button', { name: 'Add 3 machines' }))
    const question = page.getByRole('dialog', { name: 'Are these your 3 machines?' })
    await question.waitFor({ timeout: MINUTE })
    await press(question.getByRole('button', { name: 'These are my machines' }))
    await expect.poll(() => page.getByText(/^Ready/).count(), { timeout: MINUTE }).toBe(3)
  })

  step('roles are suggested, and cloud.yaml can be typed into beside them', async () => {
    await press(button('Give them roles'))
    await press(button('Suggest'))
    await page.getByRole('link', { name: 'Check machines' }).waitFor()
    await reach(page.locator('.cm-content'))
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText('\n# Typed without a mouse.\n')
    await page.getByText('Saved').first().waitFor()
    await press(page.getByRole('link', { name: 'Check machines' }))
  })

  step('the check, the plan and the one button', async () => {
    await page
      .getByText(/^(Nothing in the way|\d+ warnings?) on 3 machines$/)
      .first()
      .waitFor({ timeout: 2 * MINUTE })
    await press(button('Show the plan'))
    await press(button('Deploy'), 2 * MINUTE)
    await press(page.getByRole('dialog').getByRole('button', { name: 'Deploy' }))
    await page.waitForURL('**/deploy')
  })

  step('the cloud is deployed', async () => {
    await button('Show the proof').waitFor({ timeout: 20 * MINUTE })
    await press(button('Show the proof'))
    await page.waitForURL('**/done')
    expect(await page.evaluate('window.pointedAt')).toBeUndefined()
  })
})
