/** Hosts of ~/.ssh/config added at once: keys confirmed in one dialog or refused alone, one password for all that wait, given once. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { dependentSteps } from '../support/dependentSteps.ts'
import { type Sshd, sshdLacks, startSshd } from '../support/sshd.ts'

const USER = { name: 'stackmany', password: 'one for all', sudo: 'ALL=(ALL) NOPASSWD: ALL' }
const NAMES = ['left', 'middle', 'right']
const MINUTE = 60_000

const browser = testBrowser()
const step = dependentSteps()
let sshds: Sshd[] = []
let window: AppWindow

const row = (name: string): Locator => window.page.getByRole('row').filter({ hasText: name })
const attempts = (index: number): number => (sshds[index]?.log().match(/(Accepted|Failed) password/g) ?? []).length

describe.skipIf(sshdLacks({ users: true }) !== undefined).sequential('several machines at once', () => {
  beforeAll(async () => {
    for (const _ of NAMES) sshds = [...sshds, await startSshd({ users: [USER] })]
    window = await appWindow(browser)
    const host = (name: string, { port }: Sshd): string =>
      `Host ${name}\n  HostName 127.0.0.1\n  Port ${port}\n  User ${USER.name}\n  IdentitiesOnly yes\n  IdentityFile /nonexistent\n`
    await mkdir(join(window.home, '.ssh'), { mode: 0o700 })
    const config = sshds.map((sshd, index) => host(NAMES[index] ?? '', sshd)).join('\n')
    await writeFile(join(window.home, '.ssh', 'config'), config)
    await window.make('home', 'name: home\nmachines: {}\n')
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    for (const sshd of sshds) await sshd[Symbol.asyncDispose]()
  })

  step('are ticked, with a place for the login they share', async () => {
    await window.goTo('home', 'machines?add=ssh')
    const dialog = window.page.getByRole('dialog')
    for (const name of NAMES) await dialog.getByRole('checkbox', { name: new RegExp(name) }).check()
    await dialog.getByText('Password', { exact: true }).click()
    await dialog.getByLabel('Password of sudo').waitFor()
    expect(await barriers(window.page)).toEqual([])
    await window.button('Add 3 machines').click()
  })

  step('show their keys in one dialog: one is refused alone, the others are confirmed together', async () => {
    const { page } = window
    const question = page.getByRole('dialog', { name: 'Are these your 3 machines?' })
    await question.waitFor({ timeout: MINUTE })
    expect(await question.getByText(/^SHA256:/).count()).toBe(3)
    expect(await barriers(page)).toEqual([])
    await question.getByRole('button', { name: 'Do not connect to middle' }).click()
    const rest = page.getByRole('dialog', { name: 'Are these your 2 machines?' })
    await rest.locator('button:not([aria-disabled])', { hasText: 'These are my machines' }).click()
    await row('middle').getByText('Host key', { exact: true }).waitFor({ timeout: MINUTE })
  })

  step('take one password for all that wait, each once', async () => {
    const { page } = window
    const all = page.getByRole('checkbox', { name: 'Use it for all 2 machines that wait' })
    await all.waitFor({ timeout: MINUTE })
    expect(await all.isChecked()).toBe(false)
    await all.check()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('dialog').getByRole('textbox', { name: 'Password' }).fill(USER.password)
    await window.button('Log in').click()
    for (const name of ['left', 'right'])
      await row(name).getByText('Ready', { exact: true }).waitFor({ timeout: MINUTE })
    expect(NAMES.map((_, index) => attempts(index))).toEqual([1, 0, 1])
    expect(await page.content()).not.toContain(USER.password)
    expect(window.complaints()).toEqual([])
  })
})
