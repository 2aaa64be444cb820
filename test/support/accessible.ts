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
    const { violations } = await new AxeBuilder({ page }).analyze()
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue
      found.push(...nodes.map((node) => `${page.url()} (${colorScheme}): ${id}: ${node.target.join(' ')}`))
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null })
  return found
}
