/** Scrolling a list as a person does who looks for something: the wheel turned all the time, down and up again. */
import type { Locator, Page } from 'playwright-core'
import { type Frames, framesOf } from '../deployView/frames.ts'
import { type PageWork, pageMeter, workBetween } from './pageCost.ts'

export interface Scrolled {
  readonly frames: Frames
  /** CPU seconds of the page's main thread. */
  readonly work: PageWork
}

/** One turn of the wheel, in pixels: a dozen rows. */
const TURN = 400
const TURNS = 30

export async function scrolling(page: Page, list: Locator, seconds: number): Promise<Scrolled> {
  const box = await list.boundingBox()
  if (box === null) throw new Error('The list is not on the screen.')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await using meter = await pageMeter(page)
  const before = await meter.work()
  let over = false
  const looking = framesOf(page, seconds).finally(() => {
    over = true
  })
  for (let turn = 0; !over; turn += 1) {
    await page.mouse.wheel(0, turn % (2 * TURNS) < TURNS ? TURN : -TURN)
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  const frames = await looking
  return { frames, work: workBetween(before, await meter.work()) }
}
