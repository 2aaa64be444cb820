/** A cloud is worth a picture while something runs in it: instances launched in the window, for as long as the work takes. */
import type { Page } from 'playwright-core'
import type { AskApp } from '../support/askApp.ts'

/** The last one is stopped, so that not all say the same. */
const NAMES = ['web-1', 'web-2', 'db-1', 'ci-runner-1']
/** Emulated machines take their time. */
const ATMOST = 10 * 60_000

interface Place {
  readonly page: Page
  readonly ask: AskApp
  readonly cloud: string
  /** Address of the cloud in the app. */
  readonly base: string
}

export async function withInstances({ ask, base, cloud, page }: Place, work: () => Promise<void>): Promise<void> {
  const made: { readonly id: string; readonly name: string }[] = []
  try {
    for (const name of NAMES) {
      await page.goto(`${base}/instances/new?${new URLSearchParams({ name })}`)
      await page.getByText('It fits').waitFor({ timeout: 60_000 })
      await page.getByRole('button', { name: 'Launch instance' }).click()
      await page.waitForURL(/instances\?instance=/, { timeout: 60_000 })
      made.push({ id: new URL(page.url()).searchParams.get('instance') ?? '', name })
      await says(page, name, 'Running')
    }
    const last = made.at(-1)
    if (last !== undefined) {
      await ask('actions.do', { cloud, action: 'server.stop', input: last })
      await says(page, last.name, 'Off')
    }
    await work()
  } finally {
    for (const input of made) await ask('actions.do', { cloud, action: 'server.delete', input })
  }
}

async function says(page: Page, name: string, state: string): Promise<void> {
  const row = page.getByRole('row').filter({ has: page.getByRole('gridcell', { name, exact: true }) })
  await row.getByText(state, { exact: true }).waitFor({ timeout: ATMOST })
}
