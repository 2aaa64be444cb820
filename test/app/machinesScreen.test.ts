/** Machines in the window, against real sshds: added three ways, asked about, probed, lost and found again, edited, removed. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { type Sshd, sshdLacks, startSshd } from '../support/sshd.ts'

const browser = testBrowser()
let window: AppWindow
let sshd: Sshd

const row = (name: string): Locator => window.page.getByRole('row').filter({ hasText: name })
const dialog = (): Locator => window.page.getByRole('dialog')
const tab = (name: string): Promise<void> => window.page.getByRole('tab', { name }).click()

describe.skipIf(sshdLacks() !== undefined).sequential('machines', () => {
  beforeAll(async () => {
    sshd = await startSshd()
    window = await appWindow(browser)
    await window.make('home', 'name: home\nmachines: {}\n')
    await window.goTo('home', 'machines?add=form')
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    await sshd?.[Symbol.asyncDispose]()
  })

  test('what cannot be is said beside its field, and nothing is written', async () => {
    const before = await window.text('home')
    const wrong = [
      ['Address', '<img src=x onerror=alert(1)>', /IPv4 address or a host name/],
      ['Address', '10.0.0.256', /IPv4 address or a host name/],
      ['Name', 'Kitchen PC', /Lower-case letters/],
      ['User', 'root; reboot', /login name/],
      ['Port', '70000', /From 1 to 65535/],
      ['Through a jump host', 'a b', /user@host:port/],
    ] as const
    for (const [label, text, why] of wrong) {
      const field = dialog().getByLabel(label, { exact: true })
      await field.fill(text)
      await field.press('Enter')
      await dialog().getByText(why).first().waitFor()
      expect(await field.getAttribute('aria-invalid')).toBe('true')
    }
    expect(await barriers(window.page)).toEqual([])
    expect(await window.text('home')).toBe(before)
  })

  test('a machine is added by its address; the question about its key is answered with no', async () => {
    await dialog().getByLabel('Name', { exact: true }).fill('desk')
    await dialog().getByLabel('Through a jump host').fill('')
    await dialog().getByText('Key file', { exact: true }).click()
    await dialog().getByLabel('Private key file').fill(sshd.userKey)
    // A whole login in one field, sent by Enter: both do what the fields and the last button do.
    await dialog().getByLabel('Address', { exact: true }).fill(`${sshd.user}@127.0.0.1:${sshd.port}`)
    await dialog().getByLabel('Address', { exact: true }).press('Enter')
    const question = window.page.getByRole('dialog', { name: 'Is this desk?' })
    await window.page.getByRole('dialog', { name: 'Add machines to home' }).waitFor({ state: 'detached' })
    await question.getByText(`127.0.0.1:${sshd.port}`).waitFor()
    await question.getByText(/^SHA256:/).waitFor()
    expect(await barriers(window.page)).toEqual([])
    await question.getByRole('button', { name: 'Do not connect' }).click()
    await row('desk').getByText('Host key', { exact: true }).waitFor()
    expect(await window.text('home')).toContain('desk')
  })

  test('answered with yes, the machine is read, and its facts are shown', async () => {
    await row('desk').getByText('desk', { exact: true }).first().click()
    await window.button('Probe again').click()
    await window.button('This is my machine').click()
    await row('desk').getByText('Ready', { exact: true }).waitFor({ timeout: 30_000 })
    const drawer = window.page.getByRole('complementary', { name: 'desk' })
    await drawer.getByRole('heading', { name: /^Disks/ }).waitFor()
    await drawer.getByText(/^Debian GNU\/Linux/).waitFor()
    expect(new URL(window.page.url()).search).toContain('machine=desk')
    expect(await barriers(window.page)).toEqual([])
  })

  test('one that goes away is said so on every screen, with its last facts; back, it answers again by itself', async () => {
    const { page } = window
    const line = page.getByRole('contentinfo').getByRole('link', { name: 'desk does not answer; trying again' })
    await sshd.stop()
    await row('desk').getByText('No answer', { exact: true }).waitFor()
    const drawer = page.getByRole('complementary', { name: 'desk' })
    await drawer.getByText('desk stopped answering.').waitFor()
    await drawer.getByText('Below is what it had when it answered last.').waitFor()
    await drawer.getByText(/^Trying again in \d+ s\.$/).waitFor()
    await drawer.getByText(`desk refused the connection on 127.0.0.1:${sshd.port}`, { exact: false }).waitFor()
    for (const key of ['2', '4', '5', '6']) {
      await page.keyboard.press(`Control+${key}`)
      await page.waitForURL((url) => !url.pathname.endsWith('machines'))
      await line.waitFor()
    }
    expect(await barriers(page)).toEqual([])
    await line.click()
    await page.waitForURL('**/machines?machine=desk')
    await sshd.start()
    await row('desk').getByText('Ready', { exact: true }).waitFor({ timeout: 45_000 })
    await line.waitFor({ state: 'detached' })
  })

  test('another key behind the same address is not trusted', async () => {
    await sshd.restartWithNewHostKey('ecdsa')
    await row('desk').getByText('Host key', { exact: true }).waitFor({ timeout: 30_000 })
    await window.page.getByRole('complementary', { name: 'desk' }).getByRole('alert').waitFor()
    await window.button('Close desk').click()
  })

  test('a pasted list is shown as understood; hostile lines stay text and are left out', async () => {
    await window.button('Add machines').click()
    await tab('Paste a list')
    const list = [
      '<script>alert(1)</script>',
      '\u202eevil 10.0.0.300',
      'x'.repeat(255),
      '💥 💥 💥 💥',
      'old 127.0.0.1:1',
    ]
    await dialog().getByLabel('One machine a line').fill(list.join('\n'))
    await dialog().getByText('1 machine understood').waitFor()
    await dialog().getByText('<script>alert(1)</script>').last().waitFor()
    expect(await barriers(window.page)).toEqual([])
    await window.button('Add 1 machine').click()
    await row('old').getByText('No answer', { exact: true }).waitFor({ timeout: 30_000 })
  })

  test('hosts of ~/.ssh/config are offered and added as ssh knows them', async () => {
    await mkdir(join(window.home, '.ssh'), { mode: 0o700 })
    const config = `Host shelf\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  User ${sshd.user}\n  IdentityFile ${sshd.userKey}\n\nHost *\n`
    await writeFile(join(window.home, '.ssh', 'config'), config)
    await window.button('Add machines').click()
    await tab('From ~/.ssh/config')
    await dialog().getByRole('checkbox', { name: /shelf/ }).check()
    expect(await barriers(window.page)).toEqual([])
    await window.button('Add 1 machine').click()
    await row('shelf').waitFor()
    const question = window.page.getByRole('dialog', { name: 'Is this shelf?' })
    // The same address and another key than the one that was accepted: no question, but a refusal.
    await row('shelf').getByText('Host key', { exact: true }).waitFor({ timeout: 30_000 })
    expect(await question.count()).toBe(0)
  })

  test('a machine is renamed and given another port; then removed, with what that means', async () => {
    await row('old').getByText('old', { exact: true }).first().click()
    await window.button('Edit…').click()
    await dialog().getByLabel('Name', { exact: true }).fill('older')
    await dialog().getByLabel('Port').fill('2')
    await window.button('Save and probe').click()
    await row('older').waitFor()
    expect(await window.text('home')).toMatch(/older:(.|\n)*port: 2\b/)
    await row('older').getByText('older', { exact: true }).first().click()
    await window.button('Remove…').click()
    await dialog().getByText('not touched', { exact: false }).waitFor()
    expect(await barriers(window.page)).toEqual([])
    await window.button('Remove older').click()
    await row('older').waitFor({ state: 'detached' })
    expect(await window.text('home')).not.toContain('older')
    expect(window.complaints()).toEqual([])
  })
})
