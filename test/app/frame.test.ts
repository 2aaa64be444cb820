/** What is around every screen: clouds and their switcher, palette, shortcuts, look, and an app that dies and comes back. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'

const browser = testBrowser()
let window: AppWindow

const HOSTILE = '<b onmouseover=alert(1)>\u202ehome😀</b>'
const heading = (name: string) => window.page.getByRole('heading', { level: 1, name, exact: true })

beforeAll(async () => {
  window = await appWindow(browser)
  await window.make('attic', `name: attic\nmachines:\n  desk: { address: 10.83.0.11 }\n`)
  await window.make('cellar', `name: ${JSON.stringify(HOSTILE)}\nmachines: {}\n`)
  await window.goTo('attic', 'machines')
})
afterAll(() => window?.[Symbol.asyncDispose]())

test('the switcher names every cloud with its machines, and leads to the same screen of another', async () => {
  const { page } = window
  await window.goTo('attic', 'history')
  expect(await barriers(page)).toEqual([])
  await window.button(/Choose another cloud/).click()
  await page
    .getByRole('menuitem', { name: /^attic/ })
    .getByText('1 machine')
    .waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('menuitem', { name: /^cellar/ }).click()
  await page.waitForURL('**/clouds/cellar/history')
  await expect.poll(() => page.title()).toBe('History · cellar · Stackstead')
})

test('screens that need a design lead to it while it has problems, and nothing has failed', async () => {
  const { page } = window
  for (const [cloud, button, screen] of [
    ['attic', 'Open the design', 'design'],
    ['cellar', 'Add machines', 'machines'],
  ] as const)
    for (const needing of ['check', 'plan', 'done']) {
      await window.goTo(cloud, needing)
      const way = page.getByRole('link', { name: button })
      await way.waitFor()
      expect(await page.getByRole('alert').count()).toBe(0)
      expect(await page.getByRole('contentinfo').getByText('failure', { exact: false }).count()).toBe(0)
      await way.click()
      await page.waitForURL(`**/clouds/${cloud}/${screen}`)
    }
  await window.goTo('attic', 'plan')
  await page.getByText(/^Everything deploying .* 4 problems of the design\.$/).waitFor()
  expect(await barriers(page)).toEqual([])
})

test('Ctrl-K finds screens, clouds and actions by a few letters', async () => {
  const { page } = window
  await page.keyboard.press('Control+k')
  const box = page.getByRole('combobox', { name: 'Find a screen, a cloud or an action' })
  await box.fill('preflight')
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Enter')
  await heading('Check').waitFor()
  await page.keyboard.press('Control+k')
  await box.fill(HOSTILE)
  await page.getByRole('dialog').getByText('Nothing', { exact: false }).waitFor()
  await box.fill('attic')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/clouds/attic/machines')
})

test('the first nine screens have a shortcut, "?" tells them, and "/" goes to the filter', async () => {
  const { page } = window
  const building = ['Machines', 'Design', 'Network & settings', 'Check', 'Plan', 'Deploy']
  for (const [index, title] of [...building, 'Overview', 'Instances', 'Images'].entries()) {
    await page.keyboard.press(`Control+${index + 1}`)
    await heading(title).waitFor()
    await expect.poll(() => page.title()).toBe(`${title} · attic · Stackstead`)
  }
  await page.keyboard.press('Control+,')
  await heading('Settings').waitFor()
  expect(await barriers(page)).toEqual([])
  const promise = /\*\*No telemetry\*\*[^*]+?\)\./.exec(readFileSync('docs/security.md', 'utf8'))?.[0] ?? 'none'
  await page.getByText(promise.replaceAll('*', '').replaceAll(/\s+/g, ' ')).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard' }).getByText('Filter the table').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+1')
  await page.getByRole('row').filter({ hasText: 'desk' }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.insertText('nothing like that')
  await page.getByRole('row').filter({ hasText: 'desk' }).waitFor({ state: 'detached' })
})

test('an app that dies is said to be gone; started again, the page goes on by itself and all settings are kept', async () => {
  const { page, app } = window
  await window.goTo('attic', 'settings')
  await page.getByText('Dark', { exact: true }).click()
  await page.getByText('Roomy', { exact: true }).click()
  // It flips when the app has kept it.
  await page.getByRole('switch', { name: 'List of screens' }).click({ force: true })
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme')
  await expect.poll(scheme).toBe('dark')
  await expect
    .poll(() => window.ask('preferences.read', {}))
    .toMatchObject({ theme: 'dark', density: 'comfortable', railCollapsed: true })
  await app.kill()
  const banner = page.getByText('The Stackstead app does not answer.').first()
  await banner.waitFor()
  await page.getByText('Not connected', { exact: true }).waitFor()
  await app.restart()
  await banner.waitFor({ state: 'detached', timeout: 20_000 })
  await page.goto(app.link)
  await heading('Settings').waitFor()
  await expect.poll(scheme).toBe('dark')
  expect(await page.getByRole('radio', { name: 'Roomy' }).isChecked()).toBe(true)
  expect(await window.button('Show the names of the screens').count()).toBe(1)
})

test('addresses that lead nowhere say so and lead back', async () => {
  const { page } = window
  await page.getByText('As the system', { exact: true }).click()
  await page.goto(new URL('/clouds/nowhere/machines', window.app.link).href)
  await page.getByText('There is no cloud nowhere in the list').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.goto(new URL('/clouds/attic/nothing', window.app.link).href)
  await page.getByText('Connected', { exact: true }).waitFor()
  expect(await barriers(page)).toEqual([])
})

test('a cloud is taken off the list, its files stay, and its file brings it back', async () => {
  const { page } = window
  await window.goTo('cellar', 'machines')
  await window.button(/choose another cloud/i).click()
  await page.getByRole('menuitem', { name: 'Take cellar off the list…' }).click()
  const file = (await window.ask('clouds.list', {})).find(({ id }) => id === 'cellar')?.file ?? ''
  await page.getByRole('dialog').getByText(file).waitFor()
  await window.button('Take off the list').click()
  await page.waitForURL('**/clouds/attic/**')
  expect((await window.ask('clouds.list', {})).map(({ id }) => id)).toEqual(['attic'])
  expect(await window.text('cellar')).toContain('machines')
  await window.button(/choose another cloud/i).click()
  await page.getByRole('menuitem', { name: 'Open a cloud.yaml…' }).click()
  await page.getByLabel('File').fill('relative/cloud.yaml')
  await window.button('Open cloud').click()
  await page.getByText('Write the whole path, from / or ~.').waitFor()
  await page.getByLabel('File').fill(file)
  await window.button('Open cloud').click()
  await page.waitForURL('**/clouds/cellar/machines')
  expect(window.complaints()).toEqual([])
})
