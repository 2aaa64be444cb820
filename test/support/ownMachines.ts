/** Machines of one's own, added one after the other as somebody does it who uses the mouse for buttons and the keyboard for the rest. */
import type { Page } from 'playwright-core'

const MINUTE = 60_000

export interface OwnMachine {
  readonly name: string
  readonly address: string
  readonly port: number
}

export interface OwnLogin {
  readonly user: string
  /** A key file; without one, ssh's own keys. */
  readonly key?: string
}

/** In the page: counts what is pointed at. Called once, on a page that is not loaded again. */
const COUNT = `addEventListener('pointerdown', () => { window.presses = (window.presses ?? 0) + 1 }, true)`

/** How often something was clicked since {@link countClicks} was called. */
export async function clicks(page: Page): Promise<number> {
  return Number((await page.evaluate('window.presses')) ?? 0)
}

export async function countClicks(page: Page): Promise<void> {
  await page.evaluate(COUNT)
}

/** From the first screen of an empty app until all of them are ready. */
export async function addOwnMachines(page: Page, machines: readonly OwnMachine[], login: OwnLogin): Promise<void> {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await button('Add my machines').click({ timeout: MINUTE })
  const form = page.getByRole('dialog')
  for (const [index, { address, name, port }] of machines.entries()) {
    const field = form.getByLabel('Address', { exact: true })
    await field.and(page.locator(':focus')).waitFor({ timeout: MINUTE })
    await page.keyboard.insertText(`${login.user}@${address}:${port}`)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText(name)
    if (index === 0 && login.key !== undefined) {
      await form.getByText('Key file', { exact: true }).click()
      await page.keyboard.press('Tab')
      await page.keyboard.insertText(login.key)
    }
    await button(index < machines.length - 1 ? 'Add, then another' : 'Add machine').click({ timeout: MINUTE })
    if (index < machines.length - 1)
      await form.getByLabel('Name', { exact: true }).and(page.locator('[value=""]')).waitFor()
  }
  const question = page.getByRole('dialog', { name: `Are these your ${machines.length} machines?` })
  for (const { name } of machines) await question.getByText(name, { exact: true }).waitFor({ timeout: MINUTE })
  await question.locator('button:not([aria-disabled])', { hasText: 'These are my machines' }).click({ timeout: MINUTE })
  await page
    .getByText(new RegExp(`^${machines.length} machines: ${machines.length} ready`))
    .waitFor({ timeout: MINUTE })
}
