/** The way from an empty app to a proved cloud as somebody clicks it; each step ends where its screen is ready. */
import type { Locator, Page } from 'playwright-core'

const MINUTE = 60_000

export interface PracticePassage {
  /** How often something was clicked so far. */
  clicks(): number
  /** From the first screen until Design shows the machines. */
  raiseMachines(): Promise<void>
  /** Until nothing is missing any more. */
  suggestRoles(): Promise<void>
  openCheck(): Promise<void>
  /** Until the check finds all machines fit. */
  untilFit(): Promise<void>
  /** Until the plan is read. */
  openPlan(): Promise<void>
  /** Until the first service's configuration is to be written. */
  deploy(): Promise<void>
  goOn(): Promise<void>
  /** Until the deployment is done. */
  untilDeployed(): Promise<void>
  openProof(): Promise<void>
  prove(): Promise<void>
}

/** @param page the first screen of an app without a cloud of that name */
export function practicePassage(page: Page, cloud: string): PracticePassage {
  let clicks = 0
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  const click = async (what: Locator): Promise<void> => {
    clicks += 1
    await what.click({ timeout: MINUTE })
  }
  const seen = (text: string | RegExp, timeout: number): Promise<void> =>
    page.getByText(text).first().waitFor({ timeout })
  return {
    clicks: () => clicks,
    async raiseMachines() {
      const practice = page.getByRole('region', { name: 'Practise on this computer' })
      await practice.getByLabel('Name of the cloud').fill(cloud)
      await click(practice.getByRole('button', { name: 'Practise on this computer' }))
      await page.waitForURL(`**/clouds/${cloud}/design`, { timeout: 30 * MINUTE })
      await seen('compute-2', MINUTE)
    },
    async suggestRoles() {
      await click(button('Suggest'))
      await page.getByRole('link', { name: 'Check machines' }).waitFor()
    },
    openCheck: () => click(page.getByRole('link', { name: 'Check machines' })),
    untilFit: () => seen(/^(Nothing in the way|\d+ warnings?) on 3 machines$/, 2 * MINUTE),
    async openPlan() {
      await click(button('Show the plan'))
      await page.locator('button:enabled', { hasText: /^Deploy$/ }).waitFor({ timeout: 2 * MINUTE })
    },
    async deploy() {
      await click(button('Deploy'))
      await click(page.getByRole('dialog').getByRole('button', { name: 'Deploy' }))
      await page.waitForURL('**/deploy')
      await seen('Write /etc/keystone/keystone.conf', 15 * MINUTE)
    },
    goOn: () => click(button('Go on')),
    untilDeployed: () => button('Show the proof').waitFor({ timeout: 20 * MINUTE }),
    openProof: () => click(button('Show the proof')),
    async prove() {
      await click(button('Prove it works'))
      await seen(/^16 proofs made/, 10 * MINUTE)
    },
  }
}
