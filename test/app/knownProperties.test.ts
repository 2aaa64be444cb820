/** Properties of an image in the window: what Nova knows is offered and explained, anything else is taken as it is written. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import type { AppWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { connectedWindow, screenOf } from '../support/connectedWindow.ts'
import { FakeCloud } from '../support/fakeCloud.ts'

const browser = testBrowser()
let cloud: FakeCloud
let window: AppWindow
let screen: ReturnType<typeof screenOf>

const field = (label: string): Locator => screen.dialog().getByLabel(label, { exact: true })
const said = (text: string | RegExp): Promise<void> => screen.dialog().getByText(text).first().waitFor()

beforeAll(async () => {
  const at = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
  const image = { id: 'i1', name: 'debian', status: 'active', visibility: 'private', owner: 'p1', size: 5, ...at }
  cloud = await FakeCloud.start({
    'GET /v2/images': [{ body: { images: [{ ...image, os_distro: 'debian' }] } }],
    'PATCH /v2/images/i1': [{ body: {} }],
    'GET /v2.1/servers/detail': [{ body: { servers: [] } }],
  })
  window = await connectedWindow(browser, cloud)
  screen = screenOf(window.page)
})

afterAll(async () => {
  await window?.[Symbol.asyncDispose]()
  await cloud?.[Symbol.asyncDispose]()
})

test('a name is found by a part of it, its values are offered, and another value is taken with a word about it', async () => {
  await window.goTo('lab', 'images')
  await screen.choose(screen.row('debian'), 'Edit properties…')
  await said('The system by its short name')
  await screen.dialog().getByRole('button', { name: 'Add a property' }).click()
  await field('Name of the property').last().fill('firmware')
  await window.page.getByRole('option', { name: 'hw_firmware_type' }).click()
  await said('BIOS, or UEFI with its own variables.')
  await field('Value of hw_firmware_type').click()
  await window.page.getByRole('option', { name: 'uefi' }).click()
  expect(await field('Value of hw_firmware_type').inputValue()).toBe('uefi')
  await field('Value of hw_firmware_type').fill('coreboot')
  await said('BIOS, or UEFI with its own variables. Known are bios, uefi.')
  await screen.dialog().getByText('The system by its short name').click()
  expect(await barriers(window.page)).toEqual([])
  await screen.press('Save the properties')
  await screen.gone()
  const sent = cloud.asked.find(({ method }) => method === 'PATCH')
  expect(JSON.parse(sent?.body ?? '')).toEqual([{ op: 'add', path: '/hw_firmware_type', value: 'coreboot' }])
  expect(window.complaints()).toEqual([])
})
