/** Design in the window: roles given by mouse, keyboard and menu, layouts, text and drawing in step, undo, and a file changed elsewhere. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'

const browser = testBrowser()
let window: AppWindow

const BARE = `# What the attic holds.
name: home
machines:
  desk: { address: 10.83.0.11, roles: [] }
  shelf: { address: 10.83.0.12, roles: [] } # the loud one
`

const card = (name: string) => window.page.locator(`article[data-machine="${name}"]`)
const role = (name: string) =>
  window.page.getByRole('toolbar', { name: 'Roles and layouts' }).getByRole('button', { name })
const editor = () => window.page.getByRole('textbox', { name: 'cloud.yaml' })

/** Roles as the file on disk has them, once they are these. */
async function saved(wanted: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const roles = async () => {
    const { machines } = parse(await window.text('home')) as { machines: Record<string, { roles?: string[] }> }
    return Object.fromEntries(Object.entries(machines).map(([name, entry]) => [name, entry.roles ?? []]))
  }
  await expect.poll(roles, { timeout: 10_000 }).toEqual(wanted)
}

async function middle(of: ReturnType<typeof card>): Promise<readonly [number, number]> {
  const box = await of.boundingBox()
  if (box === null) throw new Error('It is not on the screen.')
  return [box.x + box.width / 2, box.y + box.height / 2]
}

beforeAll(async () => {
  window = await appWindow(browser)
  await window.make('home', BARE)
})
afterAll(() => window?.[Symbol.asyncDispose]())
beforeEach(async () => {
  await window.replaceText('home', BARE)
  await window.goTo('home', 'design')
  for (const name of ['desk', 'shelf']) await card(name).getByText('Drop a role here').waitFor()
})

test('a role is dragged onto a machine by mouse; the text follows, with its comments', async () => {
  const { mouse } = window.page
  await mouse.move(...(await middle(role('Controller'))))
  await mouse.down()
  await mouse.move(...(await middle(card('desk'))), { steps: 8 })
  await mouse.up()
  await saved({ desk: ['controller'], shelf: [] })
  expect(await window.text('home')).toContain('# the loud one')
  await editor().getByText('roles: [ controller ]').or(editor().getByText('roles: [controller]')).first().waitFor()
  expect(await barriers(window.page)).toEqual([])
})

test('by keyboard: picked up with Space, led with an arrow, dropped with Space; Escape leaves it', async () => {
  const { page } = window
  const { keyboard } = page
  const said = page.locator('[id^="DndLiveRegion"]')
  await role('Compute').focus()
  await keyboard.press('Space')
  await said.getByText('Picked up Compute.').waitFor()
  await keyboard.press('Escape')
  await said.getByText('Compute stays where it was.').waitFor()
  await saved({ desk: [], shelf: [] })
  await keyboard.press('Space')
  await said.getByText('Picked up Compute.').waitFor()
  await keyboard.press('ArrowDown')
  await said.getByText(/^Over (desk|shelf)\.$/).waitFor()
  const over = ((await said.textContent()) ?? '').replace(/^Over |\.$/g, '')
  await keyboard.press('Space')
  await saved({ desk: [], shelf: [], [over]: ['compute'] })
})

test('by menu: every role is a switch; undo and redo go through the same file', async () => {
  const { page } = window
  await card('shelf').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: 'Network' }).click()
  await saved({ desk: [], shelf: ['network'] })
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Undo: / }).click()
  await saved({ desk: [], shelf: [] })
  expect(await window.text('home')).toBe(BARE)
  await page.getByRole('button', { name: /^Redo: / }).click()
  await saved({ desk: [], shelf: ['network'] })
})

test('layouts say how many machines they need; Suggest fills all, and is in sight in a small window too', async () => {
  const { page } = window
  await page.setViewportSize({ width: 1024, height: 700 })
  const bar = await page.getByRole('toolbar', { name: 'Roles and layouts' }).boundingBox()
  const suggest = await window.button('Suggest').boundingBox()
  expect((suggest?.x ?? 0) + (suggest?.width ?? 0)).toBeLessThanOrEqual((bar?.x ?? 0) + (bar?.width ?? 0))
  await page.setViewportSize({ width: 1280, height: 800 })
  await window.button('Layouts').click()
  const apart = page.getByRole('menuitem', { name: /^Every component apart/ })
  expect(await apart.textContent()).toContain('Needs 4 machines; there are 2.')
  expect(await apart.isDisabled()).toBe(true)
  expect(await barriers(page)).toEqual([])
  await page.getByRole('menuitem', { name: /^Controller and computes/ }).click()
  await saved({ desk: ['controller', 'network'], shelf: ['compute'] })
  await page.keyboard.press('Control+z')
  await saved({ desk: [], shelf: [] })
  await window.button('Suggest').click()
  await card('shelf').getByText('Drop a role here').waitFor({ state: 'detached' })
  await expect.poll(() => window.text('home'), { timeout: 10_000 }).toContain('controller')
  // An answer that is still under way would be tried again on the text the next test puts there.
  await page.getByText('Saved', { exact: true }).waitFor()
})

test('typed text is drawn, hostile words stay words, and what is wrong is said with its line', async () => {
  const { page } = window
  await editor().click()
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText('  attic: { address: 10.83.0.13, roles: [compute] }\n')
  await card('attic').getByText('Compute').waitFor()
  await saved({ desk: [], shelf: [], attic: ['compute'] })
  const hostile = `"<img src=x onerror=alert(1)>": { address: 10.83.0.14 }\n  "\u202e${'😀'.repeat(120)}": {}\n  ${'x'.repeat(255)}: {}\n`
  await page.keyboard.insertText(`  ${hostile}`)
  await page.getByText('<img src=x onerror=alert(1)>', { exact: false }).first().waitFor()
  await page
    .getByRole('region', { name: 'Problems and forecast' })
    .getByText(/^\d+ problems$/)
    .waitFor()
  expect(await page.locator('img').count()).toBe(0)
  expect(await barriers(page)).toEqual([])
  expect(await window.button('Check machines').getAttribute('aria-disabled')).toBe('true')
})

test('a file changed elsewhere meanwhile is taken over, or asked about; nothing is overwritten unasked', async () => {
  const { page } = window
  await window.replaceText('home', BARE.replace('the loud one', 'the quiet one'))
  await editor().getByText('the quiet one').waitFor()
  await page.route('**/call', async (route) => {
    const { name } = route.request().postDataJSON() as { name: string }
    // Between typing and saving, somebody else is faster.
    if (name === 'clouds.write') await window.replaceText('home', BARE.replace('the loud one', 'theirs'))
    await route.continue()
  })
  await editor().click()
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText('# mine\n')
  await page.getByText('cloud.yaml was changed elsewhere', { exact: false }).waitFor()
  expect(await window.text('home')).toContain('theirs')
  expect(await barriers(page)).toEqual([])
  await page.unroute('**/call')
  await window.button('Keep mine').click()
  await expect.poll(() => window.text('home'), { timeout: 10_000 }).toContain('# mine')
  expect(window.complaints()).toEqual([])
})
