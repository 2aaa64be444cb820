/**
 * Check, plan, deploy and history in the window, for real, against this computer by sshds: one login may become root by
 * nothing, so that no deployment can begin whatever is found; and this computer is no Debian 13.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow, machineLine } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { type Sshd, sshdLacks, startSshd } from '../support/sshd.ts'

const browser = testBrowser()
const PLAIN = { name: 'stackplain', password: 'no-secret-of-anybody' }
let window: AppWindow
let rooted: Sshd
let plain: Sshd

const NETWORKS = 'networks:\n  management: { subnet: 10.83.0.0/24 }\n'
const ROLES = ['controller', 'network', 'compute']
const heading = (name: string) => window.page.getByRole('heading', { level: 1, name, exact: true })

describe.skipIf(sshdLacks({ users: true }) !== undefined).sequential('on the way to a deployment', () => {
  beforeAll(async () => {
    rooted = await startSshd()
    plain = await startSshd({ users: [PLAIN] })
    window = await appWindow(browser)
    await window.make('rooted', `name: rooted\nmachines:\n${machineLine('desk', rooted, ROLES)}\n${NETWORKS}`)
    const way = `address: 127.0.0.1, port: ${plain.port}, user: ${PLAIN.name}, management: 10.83.0.11`
    const machine = `  shelf: { ${way}, roles: [${ROLES.join(', ')}] }`
    await window.make('plain', `name: plain\nmachines:\n${machine}\n${NETWORKS}`)
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    await rooted?.[Symbol.asyncDispose]()
    await plain?.[Symbol.asyncDispose]()
  })

  test('the check begins by itself, asks about the key, and tells what it found with what to do', async () => {
    const { page } = window
    await window.goTo('rooted', 'check')
    await window.button('This is my machine').click()
    await page.getByText(/^\d+ errors?(, \d+ warnings?)? on 1 machine$/).waitFor({ timeout: 40_000 })
    const grid = page.getByRole('grid', { name: 'Findings by machine and subject' })
    const wrong = grid.getByRole('button', { name: /: (\d+ e|E)rrors?$/ }).first()
    await wrong.click()
    const pane = page.getByRole('complementary')
    const level = pane.getByText('Error: deploying would fail or do harm').first()
    await level.waitFor()
    expect(await level.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)).toBe(true)
    await pane.getByRole('heading', { name: 'How to mend it' }).first().waitFor()
    expect(await barriers(page)).toEqual([])
    await wrong.press('Home')
    await page.keyboard.press('ArrowDown')
    const address = page.url()
    await page.reload()
    // What was looked at is known without looking again, and the cell is the address's.
    await page.getByText(/ on 1 machine$/).waitFor()
    expect(page.url()).toBe(address)
  })

  test('a file that changed since is said so beside what was found', async () => {
    const { page } = window
    await window.replaceText('rooted', `${await window.text('rooted')}region: Attic\n`)
    await page.getByText('cloud.yaml was changed since').waitFor()
    expect(await barriers(page)).toEqual([])
  })

  test('the plan of a machine is read before anything is changed, step by step', async () => {
    const { page } = window
    // As a deployment notes it that was begun with another machine.
    const notes = join(dirname(window.file('rooted')), '.stackstead', 'cloud')
    await mkdir(notes, { recursive: true })
    const attic = { address: '10.83.0.99', parts: ['glance'], network: '{}' }
    await writeFile(join(notes, 'machines.json'), JSON.stringify({ attic }))
    await window.button('Show the plan').click()
    await heading('Plan').waitFor()
    await page
      .getByText(/would change something/)
      .first()
      .waitFor({ timeout: 40_000 })
    const beside = page.getByRole('region', { name: 'Before you deploy' })
    await beside.getByText('attic is not in cloud.yaml any more and is left as it is.').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('treeitem').first().press('ArrowRight')
    await page.getByLabel('More about this plan').click()
    await page.getByRole('menuitem', { name: 'What destroying would take away' }).click()
    await page.waitForURL('**/plan?of=destroy')
    await expect.poll(() => page.getByText('Reading', { exact: false }).count(), { timeout: 40_000 }).toBe(0)
    expect(await barriers(page)).toEqual([])
  })

  test('a login that cannot become root: a wrong password is asked about again, and the cause is told', async () => {
    const { page } = window
    await window.goTo('plain', 'machines?machine=shelf')
    await window.button('Probe again').click()
    await window.button('This is my machine').click()
    const question = page.getByRole('dialog', { name: 'Password for shelf' })
    await question.getByRole('textbox', { name: 'Password' }).fill('not-the-password')
    await question.getByRole('checkbox', { name: 'Keep it, encrypted' }).uncheck()
    await question.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('row').filter({ hasText: 'shelf' }).getByText('Login refused').waitFor({ timeout: 30_000 })
    expect(await page.content()).not.toContain('not-the-password')
    await window.button('Probe again').click()
    await question.getByRole('textbox', { name: 'Password' }).fill(PLAIN.password)
    expect(await barriers(page)).toEqual([])
    await question.getByRole('button', { name: 'Log in' }).click()
    const sudo = page.getByRole('dialog', { name: 'Password for sudo on shelf' })
    const end = page
      .getByRole('row')
      .filter({ hasText: 'shelf' })
      .getByText(/^(Ready|No root)$/)
    await sudo.or(end).first().waitFor({ timeout: 30_000 })
    if (await sudo.isVisible()) await sudo.getByRole('button', { name: 'Do not give it' }).click()
    await end.waitFor({ timeout: 30_000 })
  })

  test('deploying what cannot be deployed is refused with the cause, and no run is noted', async () => {
    const { page } = window
    await window.goTo('plain', 'deploy')
    await page.getByText('Nothing was deployed yet').waitFor()
    expect(await barriers(page)).toEqual([])
    await window.ask('runs.start', { cloud: 'plain', operation: 'apply', preflight: true })
    const sudo = page.getByRole('dialog', { name: 'Password for sudo on shelf' })
    const cause = page.getByRole('alert').filter({ hasText: 'shelf' })
    await sudo.or(cause).first().waitFor({ timeout: 40_000 })
    if (await sudo.isVisible()) await sudo.getByRole('button', { name: 'Do not give it' }).click()
    await cause.first().waitFor({ timeout: 40_000 })
    expect(await barriers(page)).toEqual([])
    await window.goTo('plain', 'history')
    await page.getByText('Nothing was run yet').waitFor()
    expect(await window.ask('runs.list', { cloud: 'plain' })).toEqual([])
    expect(await page.content()).not.toContain(PLAIN.password)
    expect(window.complaints()).toEqual([])
  })
})
