/** One screen, light and dark, as a small PNG. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'

export interface Picture {
  /** The screen's part of the address, and the file's name. */
  readonly name: string
  /** Address of the cloud in the app. */
  readonly base: string
  readonly out: string
  /** Resolves when there is something to see. */
  readonly ready: (page: Page) => Promise<void>
}

const LOOKS = ['light', 'dark'] as const

export async function picture(page: Page, { base, name, out, ready }: Picture): Promise<void> {
  for (const look of LOOKS) {
    await page.emulateMedia({ colorScheme: look })
    await page.goto(`${base}/${name}`)
    await ready(page)
    // Fonts and lazily drawn parts are there when nothing is asked for any more.
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => document.fonts.ready.then(() => new Promise(requestAnimationFrame)))
    const path = join(out, `${name}-${look}.png`)
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
    console.log(path)
  }
}
