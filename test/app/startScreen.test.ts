/** The first screen: both ways to a cloud, what a name may be, and what this computer lacks for practice. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'

const browser = testBrowser()
let window: AppWindow

beforeAll(async () => {
  window = await appWindow(browser)
})
afterAll(() => window?.[Symbol.asyncDispose]())

test('both ways to a cloud are there, and practice says what this computer lacks or can give', async () => {
  const { page } = window
  await page.getByRole('heading', { name: 'Make a cloud of machines you own' }).waitFor()
  expect(await page.title()).toBe('Stackstead')
  const practice = page.getByRole('region', { name: 'Practise on this computer' })
  // Whether this computer can host machines is its own affair; whichever is so is said, with the memory it has.
  await practice.getByText(/of memory free$/).waitFor()
  const lacks = practice.getByText('This computer is not ready for that yet')
  const start = practice.getByRole('button', { name: 'Practise on this computer' })
  expect((await lacks.count()) + (await start.count())).toBe(1)
  if ((await lacks.count()) === 1) {
    expect(await practice.getByRole('listitem').count()).toBeGreaterThan(0)
    await practice.getByRole('button', { name: 'Look again' }).click()
    await lacks.waitFor()
  } else {
    await practice.getByLabel('Machines').fill('9')
    await start.click()
    await practice.getByText('Four at most.').waitFor()
  }
  expect(await barriers(page)).toEqual([])
  expect(window.complaints()).toEqual([])
})

test.each([
  ['empty', '', /name/i],
  ['in capitals', 'Home', /Lower-case/],
  ['HTML', '<b>home</b>', /Lower-case/],
  ['a path', '../../etc', /Lower-case/],
  ['255 letters', 'a'.repeat(255), /63 at most/],
  ['an emoji', '☁️', /Lower-case/],
  ['written from right to left', '\u202eemoh', /Lower-case/],
])('a name that is %s is refused beside its field', async (_, name, why) => {
  const { page } = window
  const field = page.getByLabel('Name of the cloud').first()
  await field.fill(name)
  await page.getByRole('button', { name: 'Add my machines' }).click()
  await page.getByText(why).last().waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  expect(new URL(page.url()).pathname).toBe('/')
  expect(await window.ask('clouds.list', {})).toEqual([])
})

test('own machines: the cloud is made, its form is open, and its name is taken from then on', async () => {
  const { page } = window
  await page.getByLabel('Name of the cloud').first().fill('office')
  await window.button('Add my machines').click()
  await page.getByRole('dialog', { name: 'Add machines to office' }).waitFor()
  expect(await window.text('office')).toContain('name: office')
  await window.button('Cancel').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText('No machines yet').waitFor()
  expect(await barriers(page)).toEqual([])
  expect(await page.title()).toBe('Machines · office · Stackstead')
  await page.goto(new URL('/new', window.app.link).href)
  await page.getByRole('heading', { name: 'Make another cloud' }).waitFor()
  await page.getByLabel('Name of the cloud').first().fill('office')
  await window.button('Add my machines').click()
  await page
    .getByText(/office/)
    .last()
    .waitFor()
  expect(await page.getByLabel('Name of the cloud').first().getAttribute('aria-invalid')).toBe('true')
  expect(window.complaints()).toEqual([])
})
