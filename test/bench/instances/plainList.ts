/** The least a list of 10,000 costs in a browser: one line of text for each row, those alone that are seen, no library. */
import type { Browser, Locator, Page } from 'playwright-core'

export interface PlainList {
  readonly page: Page
  readonly list: Locator
}

export async function plainList(browser: Browser, count: number): Promise<PlainList> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.setContent(
    '<main style="height: 100vh; overflow: auto; position: relative; font: 13px sans-serif"></main>',
  )
  await page.evaluate((rows) => {
    const height = 32
    const main = document.querySelector('main')
    if (main === null) throw new Error('The page has no list.')
    const body = document.createElement('div')
    body.style.height = `${rows * height}px`
    main.append(body)
    const draw = (): void => {
      const first = Math.max(0, Math.floor(main.scrollTop / height) - 8)
      const last = Math.min(rows, Math.ceil((main.scrollTop + main.clientHeight) / height) + 8)
      body.replaceChildren(
        ...Array.from({ length: last - first }, (_, index) => {
          const row = document.createElement('div')
          row.style.cssText = `position: absolute; top: ${(first + index) * height}px; height: ${height}px`
          row.textContent = `web-${first + index} Running 10.0.0.${index} m1.small 1 2.0 GiB debian-13 compute-1 laptop 3 d nova`
          return row
        }),
      )
    }
    main.addEventListener('scroll', draw)
    draw()
  }, count)
  return { page, list: page.locator('main') }
}
