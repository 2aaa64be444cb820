/** Proof & access of a cloud that was never deployed, and that no secret of a cloud reaches the page on any screen. */

import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEncrypted } from '../../provisioner/adapters/encryptedFile.ts'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { connect } from '../support/connectedWindow.ts'
import { PASSWORD } from '../support/fakeCloud.ts'
import { fakeComputes, flavor, HOSTS, server, service } from '../support/fakeComputes.ts'
import { until } from '../support/until.ts'

/** Nobody answers there, and at once. */
const CLOUD = `name: home
machines:
  controller: { address: 127.0.0.1, port: 1, management: 10.83.0.11, roles: [controller, network] }
  compute-1: { address: 127.0.0.2, port: 1, management: 10.83.0.12, roles: [compute] }
networks:
  management: { subnet: 10.83.0.0/24 }
`

/** Screens of the running cloud. */
const RUNNING = [
  'overview',
  'instances',
  'instances/new',
  'images',
  'networks',
  'access',
  'access?tab=export',
  'computes',
  'computes?tab=flavors',
  'recipes?recipe=web-server',
]

const browser = testBrowser()
let window: AppWindow
/** All that came to the page or left it. */
const wire: string[] = []

beforeAll(async () => {
  window = await appWindow(browser)
  window.page.on('response', async (response) => {
    if (response.url().endsWith('/call')) wire.push(await response.text().catch(() => ''))
  })
  window.page.on('request', (request) => void wire.push(request.postData() ?? ''))
  window.page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => void wire.push(String(payload)))
    socket.on('framesent', ({ payload }) => void wire.push(String(payload)))
  })
  await window.make('home', CLOUD)
  await window.goTo('home', 'done')
})
afterAll(() => window?.[Symbol.asyncDispose]())

/** Every secret the cloud has, as its file beside cloud.yaml keeps them. */
async function secrets(): Promise<readonly string[]> {
  const file = (await window.ask('clouds.list', {}))[0]?.file ?? ''
  const record = await readEncrypted(
    file.replace(/\.yaml$/, '.secrets'),
    join(window.app.folder, 'config', 'stackstead', 'key'),
  )
  return Object.values(record ?? {})
}

test('it was never proved, and says so; credentials are shown masked', async () => {
  const { page } = window
  await page.getByText('Not proved yet').waitFor()
  await page.getByRole('heading', { name: 'Credentials' }).waitFor()
  await page.getByText('Secrets are masked here; what is copied or saved has them.').waitFor()
  await page.getByText('OS_PASSWORD').or(page.getByText('password:')).first().waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByText('openrc', { exact: true }).click()
  await page.getByText('export OS_PASSWORD', { exact: false }).waitFor()
})

test('a file with its secrets is saved for this person only, and another is not replaced unasked', async () => {
  const { page } = window
  const file = join(window.home, 'openrc')
  await window.button('Save openrc').click()
  const dialog = page.getByRole('dialog', { name: 'Save openrc' })
  await dialog.getByLabel('File on this computer').fill('relative')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('alert').getByText('is not a whole path', { exact: false }).waitFor()
  await dialog.getByLabel('File on this computer').fill('~/openrc')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText(file).waitFor()
  expect(await barriers(page)).toEqual([])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const all = await secrets()
  const text = await readFile(file, 'utf8')
  expect(all.some((secret) => text.includes(secret))).toBe(true)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('alert').waitFor()
  expect(await readFile(file, 'utf8')).toBe(text)
  await dialog
    .getByRole('button', { name: /Close|Cancel/ })
    .first()
    .click()
})

test('proving what is not there fails with a cause and a remedy', async () => {
  const { page } = window
  await window.button('Prove it works').click()
  await page
    .getByText('Could not be proved')
    .or(page.getByText(/^\d+ of \d+ proofs? failed/))
    .waitFor({ timeout: 30_000 })
  await page.getByRole('region', { name: 'Proof that it works' }).getByRole('alert').first().waitFor()
  expect(await barriers(page)).toEqual([])
})

test('no screen shows or is sent a secret of the cloud', async () => {
  const { page } = window
  const all = await secrets()
  expect(all.length).toBeGreaterThan(10)
  for (const screen of [
    'machines',
    'design',
    'network',
    'check',
    'plan',
    'deploy',
    'done',
    'terminals',
    'history',
    'settings',
    ...RUNNING,
  ]) {
    await window.goTo('home', screen)
    await page.getByRole('heading', { level: 1 }).waitFor()
    if (screen === 'check') await page.getByText(/ on 2 machines$/).waitFor({ timeout: 30_000 })
    if (screen === 'plan')
      await page
        .getByText(/could not be read/)
        .first()
        .waitFor({ timeout: 30_000 })
    const shown = await page.content()
    expect(all.filter((secret) => shown.includes(secret))).toEqual([])
  }
  await window.goTo('home', 'terminals?open=@this-computer')
  await page.getByRole('tab').waitFor()
  expect(wire.length).toBeGreaterThan(20)
  // Lines of a key would pass a search for the whole key.
  const lines = all
    .flatMap((secret) => secret.split('\n'))
    .filter((line) => line.length > 7 && !line.startsWith('-----'))
  expect(lines.filter((line) => wire.some((text) => text.includes(line)))).toEqual([])
  expect(wire.some((text) => text.includes('127.0.0.1'))).toBe(true)
  expect(window.complaints()).toEqual([])
})

test('no screen of a cloud that runs shows or is sent its password or a token', async () => {
  const { page } = window
  await using nova = await fakeComputes()
  nova.services = HOSTS.map((host) => service(host))
  nova.servers = [server('web')]
  nova.flavors = [flavor('m1.nano')]
  await connect(window, nova.cloud)
  wire.length = 0
  // As it is written, and as JSON writes it.
  const secret = [PASSWORD, JSON.stringify(PASSWORD).slice(1, -1), 'token-']
  for (const screen of RUNNING) {
    const asked = nova.cloud.calls.length
    await window.goTo('lab', screen)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await until(async () => expect(nova.cloud.calls.length).toBeGreaterThan(asked + 1))
    if (screen.endsWith('export')) await page.getByText('password:').or(page.getByText('OS_PASSWORD')).first().waitFor()
    const shown = await page.content()
    expect([screen, secret.filter((one) => shown.includes(one))]).toEqual([screen, []])
  }
  await window.goTo('lab', 'instances')
  await page.getByRole('row').filter({ hasText: 'web' }).waitFor()
  expect(nova.cloud.tokens).toBeGreaterThan(0)
  expect(wire.some((text) => text.includes('m1.nano'))).toBe(true)
  expect(secret.filter((one) => wire.some((text) => text.includes(one)))).toEqual([])
  expect(window.complaints()).toEqual([])
})

test('what was deployed is still proved and checked when its cloud.yaml is broken later', async () => {
  const { page } = window
  const run = '2026-11-22T16-20-05-123Z-apply'
  const folder = join(dirname(window.file('home')), '.stackstead', 'cloud')
  await mkdir(folder, { recursive: true })
  const started = { type: 'run-started', at: 1, run, operation: 'apply', steps: [] }
  await writeFile(join(folder, `${run}.jsonl`), `${JSON.stringify(started)}\n`)
  await window.replaceText('home', CLOUD.replace('[compute]', '[comput]'))
  await until(async () => expect((await window.ask('clouds.list', {}))[0]).toMatchObject({ problems: 1 }))
  await window.goTo('home', 'done')
  await page
    .getByText('Could not be proved')
    .or(page.getByText(/^\d+ of \d+ proofs? failed/))
    .waitFor()
  await window.goTo('home', 'check')
  await page.getByText('cloud.yaml was changed since').waitFor()
  await page.getByRole('grid', { name: 'Findings by machine and subject' }).waitFor()
})
