/** An instance launched by a person: the form's last button is pressed, and the list says that it runs. */
import type { Page } from 'playwright-core'
import type { InputOfAction } from '../../../provisioner/actions/index.ts'
import type { Choice } from './bareClient.ts'

export interface LaunchedInWindow {
  /** Milliseconds from the click until after the frame in which its row says that it runs. */
  readonly took: number
  /** What the page asked the app for. */
  readonly input: InputOfAction<'server.create'>
}

interface Noted {
  ran?: Promise<number>
}

/** Beyond it the cloud is the one to be looked after. */
const ATMOST = 300_000

/** @param screen address of the form; @param name of the new instance, which no other has */
export async function launchInWindow(
  page: Page,
  screen: string,
  choice: Choice,
  name: string,
): Promise<LaunchedInWindow> {
  await page.goto(`${screen}?${new URLSearchParams({ name, ...choice })}`)
  // What a person reads before pressing, and the page asks for before anything is launched.
  await page.getByText('It fits').waitFor()
  await noteRunning(page, name)
  const asked = page.waitForRequest((one) => one.postData()?.includes('"server.create"') === true)
  await page.getByRole('button', { name: 'Launch instance' }).click()
  const call = (await asked).postDataJSON() as { input: { input: InputOfAction<'server.create'> } }
  const took = await page.evaluate((limit) => {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('The window did not say in time that it runs.')), limit)
    })
    return Promise.race([(globalThis as Noted).ran, late])
  }, ATMOST)
  if (took === undefined) throw new Error('The page was opened anew while it waited.')
  return { took, input: call.input.input }
}

/** Notes in the page how long after the next click the row of that name says "Running". */
async function noteRunning(page: Page, name: string): Promise<void> {
  await page.evaluate((wanted) => {
    ;(globalThis as Noted).ran = new Promise<number>((resolve, reject) => {
      const begin = (click: MouseEvent): void => {
        const watch = new MutationObserver(() => {
          const row = [...document.querySelectorAll('[role=row]')].find((one) => one.textContent?.includes(wanted))
          const text = row?.textContent ?? ''
          if (text.includes('Failed')) reject(new Error(`The window says: ${text}`))
          if (!text.includes('Running')) return
          watch.disconnect()
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.now() - click.timeStamp)
            port2.postMessage(undefined)
          })
        })
        watch.observe(document, { childList: true, subtree: true, characterData: true })
      }
      addEventListener('click', begin, { capture: true, once: true })
    })
  }, name)
}
