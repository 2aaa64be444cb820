/** Terminals in the window: a shell on a machine by a real sshd, one on this computer, sizes, and a connection that dies. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { type AppWindow, appWindow, machineLine } from '../support/appWindow.ts'
import { testBrowser } from '../support/browser.ts'
import { type Sshd, sshdLacks, startSshd } from '../support/sshd.ts'

const browser = testBrowser()
let window: AppWindow
let sshd: Sshd

const screen = () => window.page.locator('[role=tabpanel]:not([hidden])')
const tab = (name: string | RegExp) => window.page.getByRole('tab', { name })

async function type(text: string): Promise<void> {
  await screen().getByText('Connecting to', { exact: false }).waitFor({ state: 'detached' })
  await screen().locator('.xterm-helper-textarea').focus()
  await window.page.keyboard.type(text)
  await window.page.keyboard.press('Enter')
}

/** What the shown terminal shows, row by row. */
async function shown(): Promise<string> {
  const rows = await screen().locator('.xterm-rows > div').allTextContents()
  return rows.join('\n').replaceAll('\u00a0', ' ')
}

const shows = (text: string | RegExp) => expect.poll(shown, { timeout: 15_000 }).toMatch(text)

describe.skipIf(sshdLacks() !== undefined).sequential('terminals', () => {
  beforeAll(async () => {
    sshd = await startSshd()
    window = await appWindow(browser)
    const roles = ['controller', 'network', 'compute']
    const networks = 'networks:\n  management: { subnet: 10.83.0.0/24 }\n'
    await window.make('home', `name: home\nmachines:\n${machineLine('desk', sshd, roles)}\n${networks}`)
    await window.goTo('home', 'terminals')
    await window.page.getByText('No terminal is open').waitFor()
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    await sshd?.[Symbol.asyncDispose]()
  })

  test('a shell on a machine asks whether it is the machine, then runs what is typed', async () => {
    expect(await barriers(window.page)).toEqual([])
    await window.button('New terminal').click()
    await window.page.getByRole('menuitem', { name: 'desk' }).click()
    await window.button('This is my machine').click()
    await type('echo "by ssh: $((6*7)) $(echo $SSH_CONNECTION | cut -d" " -f4)"')
    await shows(`by ssh: 42 ${sshd.port}`)
    await type("printf '<img src=x onerror=alert(1)> \\342\\230\\201 \\327\\220\\n'")
    await shows('<img src=x onerror=alert(1)> ☁')
    expect(await barriers(window.page)).toEqual([])
  })

  test('its size follows the window', async () => {
    await type('stty size | sed s/^/was:/')
    await shows(/was:\d+ \d+/)
    const size = async (word: string) =>
      new RegExp(`${word}:(\\d+) (\\d+)`)
        .exec(await shown())
        ?.slice(1)
        .map(Number) ?? []
    const [rows = 0, columns = 0] = await size('was')
    await window.page.setViewportSize({ width: 1000, height: 600 })
    await expect
      .poll(async () => {
        await type('clear; stty size | sed s/^/is:/')
        await shows(/is:\d+ \d+/)
        const [less = rows, narrower = columns] = await size('is')
        return less < rows && narrower < columns
      })
      .toBe(true)
    await window.page.setViewportSize({ width: 1280, height: 800 })
  })

  test('a connection that dies is said so, and the same tab connects again', async () => {
    await sshd.stop()
    await screen().getByText('The connection to desk was lost', { exact: true }).waitFor()
    await tab(/desk.*lost/).waitFor()
    expect(await barriers(window.page)).toEqual([])
    await sshd.start()
    await window.button('Connect again').click()
    await screen().getByText('The connection to desk was lost', { exact: true }).waitFor({ state: 'detached' })
    await type('echo again-$((1+1))')
    await shows('again-2')
  })

  test('on this computer the credentials of the cloud are at hand, and none is in the environment', async () => {
    await window.button('New terminal').click()
    await window.page.getByRole('menuitem', { name: 'On this computer' }).click()
    await tab(/home \(this computer\)/).waitFor()
    await type('echo "cloud=[$OS_CLOUD] password=[$OS_PASSWORD] $(stat -c %a "$OS_CLIENT_CONFIG_FILE")"')
    await shows('cloud=[home] password=[] 600')
  })

  test('what is open is still there after the page was loaded again, and tabs are walked and closed by key', async () => {
    await window.goTo('home', 'terminals')
    await tab(/^desk/).click()
    await shows('again-2')
    await tab(/^desk/).press('ArrowRight')
    await expect.poll(() => tab(/this computer/).getAttribute('aria-selected')).toBe('true')
    await type('exit')
    await screen()
      .getByText(/^The shell on .* ended$/)
      .waitFor()
    await tab(/this computer/).press('Delete')
    await tab(/this computer/).waitFor({ state: 'detached' })
    expect(window.complaints()).toEqual([])
  })
})
