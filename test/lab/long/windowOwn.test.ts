/**
 * Three bare machines of one's own become a cloud in the window: added one by one with a key file, their keys confirmed,
 * roles suggested, checked, planned, deployed. Every press of the mouse is counted, and no file is typed into.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { labLayers } from '../../../provisioner/index.ts'
import { type LabState, labDestroy, labUp } from '../../../provisioner/lab/index.ts'
import { testBrowser } from '../../support/browser.ts'
import { dependentSteps } from '../../support/dependentSteps.ts'
import { addOwnMachines, clicks, countClicks } from '../../support/ownMachines.ts'
import { type PracticePassage, practicePassage } from '../../support/practicePassage.ts'
import { type ServedApp, servedApp } from '../../support/servedApp.ts'

const LAB = 'own'
const MACHINES = ['controller', 'compute-1', 'compute-2']

const browser = testBrowser()
const step = dependentSteps()
let lab: LabState
let app: ServedApp
let page: Page
let passage: PracticePassage

beforeAll(async () => {
  await labDestroy(LAB)
  lab = await labUp({ name: LAB, machines: MACHINES, layers: labLayers(MACHINES) })
  app = await servedApp()
  page = await (await browser.context()).newPage()
  await page.goto(app.link)
  await countClicks(page)
  passage = practicePassage(page, 'home')
})

afterAll(async () => {
  await app?.[Symbol.asyncDispose]()
  await labDestroy(LAB)
})

describe.sequential('three bare machines', () => {
  step('are added, and their keys confirmed together', async () => {
    const machines = lab.machines.map(({ management, name }) => ({ name, address: management, port: 22 }))
    await addOwnMachines(page, machines, { user: lab.user, key: lab.sshKey })
  })

  step('are given roles, found fit, and planned', async () => {
    await page.getByRole('button', { name: 'Give them roles' }).click()
    await passage.suggestRoles()
    await passage.openCheck()
    await passage.untilFit()
    await passage.openPlan()
  })

  step('are a deployed cloud after at most 12 clicks', async () => {
    await passage.deploy()
    const pressed = await clicks(page)
    await passage.untilDeployed()
    expect(pressed).toBeLessThanOrEqual(12)
    expect(await clicks(page)).toBe(pressed)
  })
})
