/** Axe over a page, in light and in dark: what keeps somebody from using it. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** One line for each serious or critical finding, with where it is. */
export async function barriers(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // By selector: the page's policy evaluates no text as a script.
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' })
    await atRest(page)
    const { violations } = await new AxeBuilder({ page }).analyze()
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue
      found.push(...nodes.map((node) => `${page.url()} (${colorScheme}): ${id}: ${node.target.join(' ')}`))
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null })
  return found
}

/** Comes once nothing fades or slides any more (but for what turns for ever): text that is half faded in has little contrast. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    const moving = () =>
      document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    do {
      await Promise.allSettled(moving().map(({ finished }) => finished))
      // What was opened just now begins to move with the second frame.
      await frame()
      await frame()
    } while (moving().length > 0)
  })
}
