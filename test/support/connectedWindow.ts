/** The app's window connected to a stand-in for a cloud, as its administrator ("lab") and as a member ("team"). */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { type AppWindow, appWindow } from './appWindow.ts'
import type { TestBrowser } from './browser.ts'
import { type FakeCloud, MEMBER, PASSWORD } from './fakeCloud.ts'

/** Names that are no names: markup, a text that runs the other way, 255 signs, signs of four bytes. */
export const HOSTILE = ['<img src=x onerror=alert(1)>', '\u202egnp.exe', 'ü'.repeat(255), '🚀 to the moon'] as const

export async function connectedWindow(browser: TestBrowser, cloud: FakeCloud): Promise<AppWindow> {
  const window = await appWindow(browser)
  await connect(window, cloud)
  return window
}

/** Gives an app that is open the two logins. */
export async function connect(window: AppWindow, cloud: FakeCloud): Promise<void> {
  const login = (username: string) => ({
    auth: { auth_url: `${cloud.url}/v3`, username, password: PASSWORD, project_name: 'admin' },
    region_name: 'RegionOne',
  })
  const file = join(window.home, 'clouds.yaml')
  await writeFile(file, JSON.stringify({ clouds: { lab: login('admin'), team: login(MEMBER) } }))
  for (const entry of ['lab', 'team']) await window.ask('running.connect', { name: entry, file, entry })
}

/** What a person reads and presses on a screen of the running cloud. */
export function screenOf(page: Page) {
  const dialog = (): Locator => page.getByRole('dialog')
  return {
    row: (name: string): Locator => page.getByRole('row').filter({ hasText: name }),
    drawer: (): Locator => page.getByRole('complementary'),
    dialog,
    /** By the right button on a row. */
    async choose(row: Locator, item: string | RegExp): Promise<void> {
      await row.click({ button: 'right' })
      await page.getByRole('menuitem', { name: item }).click()
      await dialog().waitFor()
    },
    press: (name: string): Promise<void> => dialog().getByRole('button', { name, exact: true }).click(),
    gone: (): Promise<void> => dialog().waitFor({ state: 'detached' }),
  }
}
