/** Input latency as a person sees it: from the moment the browser had the input until the frame after it is drawn. */
import type { Page } from 'playwright-core'

type InputEvent = 'keydown' | 'pointermove'

interface Recorder {
  readonly recorded: number[]
}

/** Milliseconds for each input of a kind while the work went on. */
export async function latencies(page: Page, kind: InputEvent, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate((name) => {
    const recorded: number[] = []
    Object.assign(globalThis, { recorded })
    globalThis.addEventListener(
      name,
      (event) => {
        requestAnimationFrame(() => {
          // A message comes after the frame has been drawn.
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => recorded.push(performance.now() - event.timeStamp)
          port2.postMessage(undefined)
        })
      },
      { capture: true },
    )
  }, kind)
  await work()
  return page.evaluate(async () => {
    await new Promise(requestAnimationFrame)
    return (globalThis as unknown as Recorder).recorded
  })
}
