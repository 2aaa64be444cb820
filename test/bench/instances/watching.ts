/** What is noted within the page: when rows were first drawn, and how long after a key the table showed its answer. */
import type { Page } from 'playwright-core'

/** Milliseconds since the epoch. */
export interface Drawn {
  /** The first row was on the screen. */
  readonly rows: number
  /** All were told. */
  readonly complete: number
}

interface Noted {
  drawn?: Drawn
  keys?: number[]
}

/** Before the page is opened: notes when the table is drawn. */
export async function noteDrawn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const afterFrame = (work: (at: number) => void): void => {
      requestAnimationFrame(() => {
        // A message comes after the frame has been drawn.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => work(performance.timeOrigin + performance.now())
        port2.postMessage(undefined)
      })
    }
    let rows: number | undefined
    let isSeen = false
    const watch = new MutationObserver(() => {
      if (!isSeen && document.querySelector('[role=grid] [role=gridcell]') !== null) {
        isSeen = true
        afterFrame((at) => {
          rows = at
        })
      }
      const told = [...document.querySelectorAll('[role=status]')].map(({ textContent }) => textContent ?? '')
      if (!isSeen || !told.some((text) => /instances: /.test(text) && !text.includes('reading on'))) return
      watch.disconnect()
      afterFrame((at) => {
        const noted = globalThis as Noted
        noted.drawn = { rows: rows ?? at, complete: at }
      })
    })
    watch.observe(document, { childList: true, subtree: true, characterData: true })
  })
}

/** Resolves when all rows are there. */
export async function drawn(page: Page): Promise<Drawn> {
  const noted = await page.waitForFunction(() => (globalThis as Noted).drawn, undefined, { timeout: 60_000 })
  return (await noted.jsonValue()) as Drawn
}

/** Milliseconds from each key that changed how many rows there are until after the frame that shows it. */
export async function keysToRows(page: Page, type: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const keys: number[] = []
    ;(globalThis as Noted).keys = keys
    let pressed: number | undefined
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        pressed = timeStamp
      },
      { capture: true },
    )
    const grid = document.querySelector('[role=grid]')
    if (grid === null) throw new Error('There is no table.')
    new MutationObserver(() => {
      const from = pressed
      pressed = undefined
      if (from === undefined) return
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => keys.push(performance.now() - from)
        port2.postMessage(undefined)
      })
    }).observe(grid, { attributes: true, attributeFilter: ['aria-rowcount'] })
  })
  await type()
  return page.evaluate(async () => {
    await new Promise(requestAnimationFrame)
    return (globalThis as Noted).keys ?? []
  })
}
