/** Network & settings in the window: each field refuses what cannot be, beside itself, and nothing of it reaches cloud.yaml. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { SOUND_CLOUD } from '../support/clouds.ts'

const browser = testBrowser()
let window: AppWindow

beforeAll(async () => {
  window = await appWindow(browser)
  await window.make('home', SOUND_CLOUD)
  await window.goTo('home', 'network')
  await window.page.getByLabel('Management subnet').waitFor()
})
afterAll(() => window?.[Symbol.asyncDispose]())
beforeEach(async () => expect(await window.text('home')).toBe(SOUND_CLOUD))

const HOSTILE = ['<img src=x onerror=alert(1)>', '\u202e0/0.0.0.1', '🏠'.repeat(60), 'x'.repeat(255)]

test.each([
  ['Management subnet', ['10.0.0.0', '10.0.0.5/24', '10.0.0.0/33', ...HOSTILE]],
  ['LAN subnet', ['10.84.0.0/8x', '256.0.0.0/24', ...HOSTILE]],
  ['Gateway', ['10.84.0', '10.84.0.1/24', ...HOSTILE]],
  ['Range for instances', ['10.84.0.100', '10.84.0.199-10.84.0.100', ...HOSTILE]],
  ['Name servers on the LAN', ['9.9.9', 'one two', ...HOSTILE]],
  ['Network card, for all machines', ['a name with blanks', ...HOSTILE]],
  ['Tenant subnet', ['192.168.120.0', ...HOSTILE]],
  ['Name servers of the tenant network', ['9.9.9.9, nine', ...HOSTILE]],
  ['Region', ['a b\tc', HOSTILE[0] ?? '', HOSTILE[3] ?? '']],
])('%s: what cannot be is not saved', async (label, texts) => {
  const field = window.page.getByRole('textbox', { name: label, exact: true })
  for (const text of texts) {
    await field.fill(text)
    await field.press('Enter')
    await window.page.getByText('Not saved.').waitFor()
    expect([label, text, await field.getAttribute('aria-invalid')]).toEqual([label, text, 'true'])
  }
  expect(await window.text('home')).toBe(SOUND_CLOUD)
  await field.press('Escape')
  await window.page.getByText('Not saved.').waitFor({ state: 'detached' })
})

test('a setting of a component refuses what its type cannot be', async () => {
  const { page } = window
  await page.getByLabel('Search settings').fill('workers')
  const field = page.getByRole('textbox', { name: /\.\w*[wW]orkers$/ }).first()
  for (const text of ['many', '1.5', '-1', '1e999']) {
    await field.fill(text)
    await field.press('Enter')
    await page.getByText('Not saved.').waitFor()
  }
  expect(await barriers(page)).toEqual([])
  await field.press('Escape')
  await page.getByLabel('Search settings').fill('<b>nothing</b>')
  await page.getByText('No setting has “<b>nothing</b>”').waitFor()
  await page.getByLabel('Search settings').fill('')
})

test('what can be is written with the comments left alone, and undone', async () => {
  const { page } = window
  const field = page.getByRole('textbox', { name: 'Region', exact: true })
  await field.fill('Attic')
  await field.press('Enter')
  await expect.poll(() => window.text('home'), { timeout: 10_000 }).toBe(SOUND_CLOUD.replace('RegionOne', 'Attic'))
  await page.getByRole('button', { name: /^Undo: / }).click()
  await expect.poll(() => window.text('home'), { timeout: 10_000 }).toBe(SOUND_CLOUD)
  expect(await field.inputValue()).toBe('RegionOne')
})

test('the provider network is switched off and on again as it was', async () => {
  const { page } = window
  const toggle = page.getByRole('switch', { name: 'Provider network' })
  await toggle.click({ force: true })
  await expect.poll(() => window.text('home'), { timeout: 10_000 }).not.toContain('provider: { subnet')
  await page.getByText('private networks only', { exact: false }).waitFor()
  expect(await barriers(page)).toEqual([])
  await toggle.click({ force: true })
  await expect.poll(() => window.text('home'), { timeout: 10_000 }).toContain('10.84.0.100-10.84.0.199')
  expect(window.complaints()).toEqual([])
  await window.replaceText('home', SOUND_CLOUD)
})
