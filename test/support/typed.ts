/** A line typed on a keyboard of the United States, as a person does: Playwright's own `type` leaves Shift out. */
import type { Page } from 'playwright-core'

const SHIFTED: Readonly<Record<string, string>> = {
  $: 'Digit4',
  '(': 'Digit9',
  ')': 'Digit0',
  '*': 'Digit8',
  '>': 'Period',
}
/** Milliseconds a key is down: the queue of an emulated keyboard holds 16 bytes. */
const DOWN = 50

/** Signs without a place in the table are letters, digits and what needs no Shift; then Enter. */
export async function typed(page: Page, line: string): Promise<void> {
  for (const sign of line) {
    const shifted = /[A-Z]/.test(sign) ? `Key${sign}` : SHIFTED[sign]
    await page.keyboard.press(shifted === undefined ? sign : `Shift+${shifted}`, { delay: DOWN })
  }
  await page.keyboard.press('Enter', { delay: DOWN })
}
