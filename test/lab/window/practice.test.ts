/**
 * The window from an empty app to a proved cloud, as somebody does it who has never written a configuration file:
 * practice machines, roles, check, plan, one button, the app killed in the middle, proofs. Clicks are counted.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { labDestroy } from '../../../provisioner/lab/index.ts'
import { barriers } from '../../support/accessible.ts'
import { complaints, testBrowser } from '../../support/browser.ts'
import { dependentSteps } from '../../support/dependentSteps.ts'
import { type PracticePassage, practicePassage } from '../../support/practicePassage.ts'
import { type ServedApp, servedApp } from '../../support/servedApp.ts'

const CLOUD = 'window'
const browser = testBrowser()
const step = dependentSteps()
let app: ServedApp
let page: Page
let heard: string[]
let passage: PracticePassage

beforeAll(async () => {
  await labDestroy(CLOUD)
  app = await servedApp()
  const context = await browser.context()
  page = await context.newPage()
  heard = complaints(page)
  await page.goto(app.link)
  passage = practicePassage(page, CLOUD)
})

afterAll(async () => {
  await app?.[Symbol.asyncDispose]()
  await labDestroy(CLOUD)
})

describe.sequential('from an empty app', () => {
  step('practice machines are raised and wait for roles', async () => {
    await page.getByLabel('Name of the cloud').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await passage.raiseMachines()
  })

  step('Suggest gives each its role, and nothing is missing', async () => {
    await passage.suggestRoles()
    expect(await barriers(page)).toEqual([])
  })

  step('the check finds them fit', async () => {
    await passage.openCheck()
    await passage.untilFit()
    expect(await barriers(page)).toEqual([])
  })

  step('the plan tells what would change before anything does', async () => {
    await passage.openPlan()
    expect(await barriers(page)).toEqual([])
  })

  step('the app may be killed in the middle: it comes back to the run and goes on', async () => {
    await passage.deploy()
    expect(await barriers(page)).toEqual([])
    await app.kill()
    await page.getByText('does not answer', { exact: false }).first().waitFor()
    await app.restart()
    await passage.goOn()
    await passage.untilDeployed()
    expect(await barriers(page)).toEqual([])
  })

  step('the proofs are made and seen', async () => {
    await passage.openProof()
    await passage.prove()
    expect(await barriers(page)).toEqual([])
  })

  step(
    'with at most 12 clicks, no file edited, and nothing the page complained of but the lost connection',
    async () => {
      expect(passage.clicks()).toBeLessThanOrEqual(12)
      expect(heard.filter((line) => !/WebSocket|ERR_CONNECTION/.test(line))).toEqual([])
    },
  )
})
