/**
 * The window from an empty app to a proved cloud, as somebody does it who has never written a configuration file:
 * practice machines, roles, check, plan, one button, the app killed in the middle, proofs. Clicks are counted.
 */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { labDestroy } from '../../../provisioner/lab/index.ts'
import { barriers } from '../../support/accessible.ts'
import { complaints, testBrowser } from '../../support/browser.ts'
import { type ServedApp, servedApp } from '../../support/servedApp.ts'

const CLOUD = 'window'
const MINUTE = 60_000

const browser = testBrowser()
let app: ServedApp
let page: Page
let heard: string[]
let clicks = 0

beforeAll(async () => {
  await labDestroy(CLOUD)
  app = await servedApp()
  const context = await browser.context()
  page = await context.newPage()
  heard = complaints(page)
  await page.goto(app.link)
})

afterAll(async () => {
  await app?.[Symbol.asyncDispose]()
  await labDestroy(CLOUD)
})

async function click(what: Locator, timeout = MINUTE): Promise<void> {
  clicks += 1
  await what.click({ timeout })
}

const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: typeof name === 'string' })

describe.sequential('from an empty app', () => {
  test('practice machines are raised and wait for roles', async () => {
    const practice = page.getByRole('region', { name: 'Practise on this computer' })
    await practice.getByLabel('Name of the cloud').fill(CLOUD)
    expect(await barriers(page)).toEqual([])
    await click(practice.getByRole('button', { name: 'Practise on this computer' }))
    await page.waitForURL(`**/clouds/${CLOUD}/design`, { timeout: 30 * MINUTE })
    await page.getByText('compute-2').first().waitFor()
  })

  test('Suggest gives each its role, and nothing is missing', async () => {
    await click(button('Suggest'))
    await page.getByRole('link', { name: 'Check machines' }).waitFor()
    expect(await barriers(page)).toEqual([])
    await click(page.getByRole('link', { name: 'Check machines' }))
  })

  test('the check finds them fit', async () => {
    await page
      .getByText('no errors', { exact: false })
      .first()
      .waitFor({ timeout: 2 * MINUTE })
    expect(await barriers(page)).toEqual([])
    await click(button('Show the plan'))
  })

  test('the plan tells what would change before anything does', async () => {
    await page
      .getByText('/etc/nova/nova.conf')
      .first()
      .waitFor({ timeout: 2 * MINUTE })
    expect(await barriers(page)).toEqual([])
    await click(button('Deploy'))
    await click(page.getByRole('dialog').getByRole('button', { name: 'Deploy' }))
  })

  test('the app may be killed in the middle: it comes back to the run and goes on', async () => {
    await page.waitForURL('**/deploy')
    await page
      .getByText('Write /etc/keystone/keystone.conf')
      .first()
      .waitFor({ timeout: 15 * MINUTE })
    expect(await barriers(page)).toEqual([])
    await app.kill()
    await page.getByText('does not answer', { exact: false }).first().waitFor()
    await app.restart()
    await click(button('Go on'))
    await button('Show the proof').waitFor({ timeout: 20 * MINUTE })
    expect(await barriers(page)).toEqual([])
  })

  test('the proofs are made and seen', async () => {
    await click(button('Show the proof'))
    await click(button('Prove it works'))
    await page.getByText(/^16 proofs made/).waitFor({ timeout: 10 * MINUTE })
    expect(await barriers(page)).toEqual([])
  })

  test('with at most 12 clicks, no file edited, and nothing the page complained of but the lost connection', () => {
    expect(clicks).toBeLessThanOrEqual(12)
    expect(heard.filter((line) => !/WebSocket|ERR_CONNECTION/.test(line))).toEqual([])
  })
})
