/** A table longer than the window: rows lend each other their places as they scroll by, and nobody takes one for another. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { largeCloud } from '../bench/instances/largeCloud.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { PASSWORD } from '../support/fakeCloud.ts'

const COUNT = 1_200
/** Pixels. */
const ROW = 32
const browser = testBrowser()
let cloud: Awaited<ReturnType<typeof largeCloud>>
let window: AppWindow

const grid = () => window.page.getByRole('grid', { name: 'Instances' })
const activeCell = () => grid().locator('[role=gridcell][data-active]')
/** Of each row in the document, in its order: its place in the list, and its name. */
const rows = () =>
  grid().evaluate((table) =>
    [...table.querySelectorAll('[role=rowgroup] + [role=rowgroup] [role=row]')].map((row) => ({
      place: Number(row.getAttribute('aria-rowindex')),
      name: row.querySelector('[role=gridcell][aria-colindex="1"]')?.textContent ?? '',
    })),
  )
const inOrder = (found: readonly { place: number; name: string }[]): boolean =>
  found.every(({ place, name }, index) => {
    const before = found[index - 1]
    return before === undefined || (place > before.place && name > before.name)
  })

describe.sequential('a long table', () => {
  beforeAll(async () => {
    cloud = await largeCloud(COUNT)
    window = await appWindow(browser)
    const auth = { auth_url: `${cloud.apis.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
    const file = join(window.home, 'clouds.yaml')
    await writeFile(file, JSON.stringify({ clouds: { lab: { auth, region_name: 'RegionOne' } } }))
    await window.ask('running.connect', { name: 'large', file, entry: 'lab' })
    await window.goTo('large', 'instances')
    await window.page.getByText('1,200 instances: ').waitFor()
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    await cloud?.[Symbol.asyncDispose]()
  })

  test('at rest its rows stand in the document in their order, wherever it was scrolled to', async () => {
    await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe(String(COUNT + 1))
    for (const seen of [1, 20, 700, 670, COUNT]) {
      await grid().evaluate((table, to) => table.scrollTo({ top: to }), (seen - 1) * ROW)
      const isThere = async (): Promise<boolean> => {
        const found = await rows()
        return inOrder(found) && found.some(({ place }) => place === seen + 1)
      }
      await expect.poll(isThere).toBe(true)
    }
    // Who hears the table is told of a cell that is there.
    expect(await activeCell().getAttribute('id')).toBe(await grid().getAttribute('aria-activedescendant'))
  })

  test('a tick belongs to its row, and leaves the keys with the table', async () => {
    await grid().evaluate((table) => table.scrollTo({ top: 0 }))
    await window.page.getByLabel('Select row 3', { exact: true }).click()
    await window.page.getByText('1 selected').waitFor()
    await grid().evaluate((table) => table.scrollTo({ top: 3_200 }))
    await window.page.getByLabel('Select row 110', { exact: true }).waitFor()
    const ticked = grid().getByRole('checkbox', { checked: true })
    // The keyboard's own row is kept in the document.
    expect(await ticked.evaluateAll((all) => all.map((one) => one.ariaLabel))).toEqual(['Select row 3'])
    await grid().evaluate((table) => table.scrollTo({ top: 0 }))
    await expect.poll(() => window.page.getByLabel('Select row 3', { exact: true }).isChecked()).toBe(true)
    await window.page.keyboard.press('Escape')
    await window.page.getByText('1 selected').waitFor({ state: 'detached' })
  })

  test('the keyboard walks to the end, and Enter opens the row it stands on', async () => {
    await grid().focus()
    await window.page.keyboard.press('Control+End')
    const last = cloud.servers.names().toSorted().at(-1) ?? ''
    await expect.poll(async () => (await rows()).at(-1)?.name).toBe(last)
    await activeCell().waitFor()
    await window.page.keyboard.press('Enter')
    await window.page.getByRole('complementary', { name: last }).waitFor()
    expect(window.complaints()).toEqual([])
  })
})
