/** `npm run screenshots`: drives the real app on practice machines and writes the pictures README shows. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { labDestroy } from '../../provisioner/lab/index.ts'
import { askApp } from '../support/askApp.ts'
import { launchChromium } from '../support/chromium.ts'
import { practicePassage } from '../support/practicePassage.ts'
import { servedApp } from '../support/servedApp.ts'
import { picture } from './picture.ts'
import { withInstances } from './withInstances.ts'
import { withMoved } from './withMoved.ts'

const USAGE = `npm run screenshots [-- --data FOLDER [--config FOLDER] [--cloud NAME]] [--out FOLDER]

Writes machines, design, plan, deploy, overview, instances, networks and computes, each light and dark, 1280×800.
Without --data practice machines are raised, deployed and taken away again: about twenty minutes.

  --data    XDG_DATA_HOME of an app with a deployed practice cloud; cloud.yaml is
            changed for the plan's picture and changed back, and four instances are
            launched for the last pictures and deleted again
  --config  XDG_CONFIG_HOME with the key to its secrets (default: your own)
  --cloud   which cloud of it (default: pictures)
  --out     where the pictures go (default: docs/pictures)`

const { values } = parseArgs({
  options: {
    cloud: { type: 'string', default: 'pictures' },
    config: { type: 'string' },
    data: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
    out: { type: 'string', default: join(import.meta.dirname, '..', '..', 'docs', 'pictures') },
  },
})

if (values.help) console.log(USAGE)
else await pictures(values)

async function pictures({ cloud, config, data, out }: typeof values): Promise<void> {
  mkdirSync(out, { recursive: true })
  if (data === undefined) await labDestroy(cloud)
  await using app = await servedApp(data === undefined ? undefined : { data, config })
  const ask = await askApp(app.link)
  // Another start gives another link, for the browser; the session outlives it.
  await app.kill()
  await app.restart()
  const browser = await launchChromium()
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(app.link)
    const base = `http://127.0.0.1:${app.port}/clouds/${cloud}`
    const shown = (name: string, ready: (page: Page) => Promise<void>) => picture(page, { name, ready, base, out })
    if (data === undefined) await raise(page, cloud, () => shown('plan', planned('nova.conf')))
    await shown('machines', probed)
    await shown('design', drawn)
    if (data !== undefined) {
      const move = { part: 'horizon', onto: 'compute-1' }
      await withMoved(ask, cloud, move, () => shown('plan', planned('local_settings')))
    }
    await shown('deploy', ran)
    await withInstances({ page, ask, cloud, base }, async () => {
      await shown('overview', healthy)
      await shown('instances', beside('web-1'))
      await shown('networks', connected)
      await shown('computes', beside('compute-1'))
    })
  } finally {
    await browser.close()
    if (data === undefined) await labDestroy(cloud)
  }
}

/** The plan is worth a picture while there is something to do. */
async function raise(page: Page, cloud: string, onPlan: () => Promise<void>): Promise<void> {
  const passage = practicePassage(page, cloud)
  await passage.raiseMachines()
  await passage.suggestRoles()
  await passage.openCheck()
  await passage.untilFit()
  await passage.openPlan()
  await onPlan()
  await passage.deploy()
  await passage.untilDeployed()
}

/** All have been looked at, and one is open beside the table. */
async function probed(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Probe all' }).click()
  await page.getByText(/^\d+ machines: \d+ ready$/).waitFor({ timeout: 60_000 })
  await page.getByRole('gridcell', { name: 'controller', exact: true }).click()
  await page.getByRole('complementary').getByText(/GiB/).first().waitFor()
}

async function drawn(page: Page): Promise<void> {
  await page.locator('[data-machine]').first().waitFor()
  await page.getByRole('textbox', { name: 'cloud.yaml' }).waitFor()
}

/** One file is open, with what would change in it. */
function planned(file: string) {
  return async (page: Page): Promise<void> => {
    await page.getByRole('tree').waitFor({ timeout: 120_000 })
    await page.getByPlaceholder('Search steps, files, packages').fill(file)
    const step = page.getByRole('treeitem', { name: new RegExp(`Write /.*${file}`) }).first()
    await step.click()
    await page.getByRole('heading', { name: new RegExp(file) }).waitFor()
  }
}

/** The lanes of the last run. */
async function ran(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Machines' }).getByRole('button').first().waitFor()
}

/** Each machine has told of itself, and each API has answered. */
async function healthy(page: Page): Promise<void> {
  const machines = page.getByRole('grid', { name: 'Machines' })
  await machines.getByRole('gridcell', { name: 'controller', exact: true }).waitFor({ timeout: 60_000 })
  await machines.getByText(/\d %$/).nth(2).waitFor({ timeout: 60_000 })
  await page.getByText('Looking', { exact: true }).waitFor({ state: 'detached', timeout: 60_000 })
  await page.getByRole('link', { name: 'Running' }).waitFor()
}

/** One is open beside the list. */
function beside(name: string) {
  return async (page: Page): Promise<void> => {
    await page.getByRole('gridcell', { name, exact: true }).click({ timeout: 60_000 })
    await page.getByRole('complementary').getByText(name, { exact: true }).first().waitFor()
  }
}

/** The picture of what hangs where. */
async function connected(page: Page): Promise<void> {
  await page.getByText('web-1', { exact: true }).first().waitFor({ timeout: 60_000 })
}
