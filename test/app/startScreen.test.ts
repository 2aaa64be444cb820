/** The first screen: both ways to a cloud, what a name may be, and what this computer lacks for practice. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { IDLE_LAB_LACKS, idleLab } from '../support/idleLab.ts'

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

test.skipIf(process.getuid?.() !== 0)('a second practice cloud is offered a name that a lab may have', async () => {
  const { page } = window
  await window.make('practice', 'name: practice\nmachines: {}\n')
  await page.goto(new URL('/new', window.app.link).href)
  const practice = page.getByRole('region', { name: 'Practise on this computer' })
  const field = practice.getByLabel('Name of the cloud')
  expect(await field.inputValue()).toBe('practice2')
  await field.fill('practice-2')
  await practice.getByLabel('Machines').focus()
  await practice.getByText('Lower-case letters and digits, 20 at most.').waitFor()
  await field.fill('practice2')
  await expect.poll(() => field.getAttribute('aria-invalid')).not.toBe('true')
})

describe('a person without root', () => {
  let window: AppWindow
  const name = `idle${process.pid}`
  const practice = () => window.page.getByRole('region', { name: 'Practise on this computer' })
  const lookAgain = () => practice().getByRole('button', { name: 'Look again' }).click()
  const use = () => practice().getByRole('button', { name: `Use practice machines “${name}”` })

  beforeAll(async () => {
    // Whoever runs the tests: the app's process believes to be an ordinary person's.
    vi.stubEnv('NODE_OPTIONS', '--import=data:text/javascript,process.getuid=()=>1000')
    window = await appWindow(browser).finally(() => vi.unstubAllEnvs())
  })
  afterAll(() => window?.[Symbol.asyncDispose]())

  test('is given the line to run, to copy', async () => {
    await practice().getByText('This computer is not ready for that yet').waitFor()
    const line = practice().getByText(/^sudo \S+\/bin\/stackstead lab up --name practice$/)
    await line.waitFor()
    await line.locator('..').getByRole('button', { name: 'Copy the command' }).click()
    expect(await practice().getByRole('button', { name: 'Practise on this computer' }).count()).toBe(0)
    expect(await barriers(window.page)).toEqual([])
  })

  test.skipIf(IDLE_LAB_LACKS !== undefined)('takes machines made that way, once they run', async () => {
    await using lab = await idleLab(join(window.home, '.local', 'state'), name)
    await lookAgain()
    await use().click()
    await practice()
      .getByText(new RegExp(`lab up --name ${name}$`))
      .last()
      .waitFor()
    await lab.switchOn()
    expect(await barriers(window.page)).toEqual([])
    await use().click()
    await window.page.waitForURL(`**/clouds/${name}/design`)
    await window.page.getByText('controller').first().waitFor()
    expect(await window.ask('clouds.list', {})).toMatchObject([{ id: name, machines: 1, practice: true }])
    await window.page.goto(new URL('/new', window.app.link).href)
    await practice().getByText('This computer is not ready for that yet').waitFor()
    expect(await use().count()).toBe(0)
    expect(window.complaints()).toEqual([])
  })
})
