/** The process of a window under test: `electron` means the stand-in, then the real main.js runs. Told what to do by the test. */
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Job } from '../../../electron/contract/index.ts'
import { app } from './app.ts'
import { begin, chromiumBelow } from './begin.ts'
import { press, questionOpen } from './desktop.ts'
import { ipcMain, type ToMain } from './ipcMain.ts'
import { type MenuItem, seen } from './seen.ts'

const HERE = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (name, context, next) => (name === 'electron' ? { url: HERE, shortCircuit: true } : next(name, context)),
})

const [main = ''] = process.argv.slice(2)

const window = () => app.windows[0]
const contents = () => {
  const found = window()?.webContents
  if (found === undefined) throw new Error('There is no window.')
  return found
}
const item = (items: readonly MenuItem[], label: string): MenuItem | undefined =>
  items.flatMap((one) => (one.label === label ? [one] : [item(one.submenu ?? [], label) ?? []].flat()))[0]

/** What a test can do and ask; words and results cross as data. */
const deeds = {
  endpoint: () => chromiumBelow()?.endpoint,
  state: () => ({
    ...JSON.parse(JSON.stringify(seen)),
    windows: app.windows.map(({ visible }) => ({ visible })),
    questionOpen: questionOpen(),
    calls: globalThis.scriptedApp?.echo.calls,
    listeners: globalThis.scriptedApp?.echo.listeners.map(({ name, input }) => ({ name, input })),
  }),
  press,
  quit: () => app.quit(),
  closeWindow: () => window()?.close(),
  secondInstance: () => app.emit('second-instance'),
  tray: (label: string) => seen.trayMenu.find((one) => one.label === label)?.click?.(),
  menu: (label: string) => item(seen.menu, label)?.click?.(),
  /** A message as if it came from a frame at that address. */
  message: (frame: object | null, message: ToMain) => ipcMain.message(contents(), frame, message),
  permission: (name: string) =>
    new Promise((resolve) => contents().session.request(contents(), name, resolve)).then((asked) => ({
      asked,
      checked: contents().session.check(contents(), name, contents().getURL()),
      device: contents().session.device(),
    })),
  /** Whether the app prevented it. */
  prevents: (event: string) => {
    const happening = { prevented: false, preventDefault: () => void Object.assign(happening, { prevented: true }) }
    const target = event === 'will-download' ? contents().session : contents()
    target.emit(event, happening)
    return happening.prevented
  },
  jobs: (jobs: readonly Job[]) => globalThis.scriptedApp?.setJobs(jobs),
  tell: (value: unknown) => globalThis.scriptedApp?.echo.listeners.at(-1)?.emit({ ok: true, value }),
  seal: async (text: string) =>
    Buffer.from((await globalThis.scriptedApp?.host.vault.seal(text)) ?? []).toString('hex'),
  open: (sealed: string) => globalThis.scriptedApp?.host.vault.open(Buffer.from(sealed, 'hex')),
  openExternal: (url: string) => globalThis.scriptedApp?.host.openExternal?.(url),
  copy: (text: string) => globalThis.scriptedApp?.host.copy?.(text),
  notify: (title: string, body: string) => globalThis.scriptedApp?.host.notify?.(title, body),
}
export type Deeds = typeof deeds

process.on('message', async ({ id, deed, words }: { id: number; deed: keyof Deeds; words: unknown[] }) => {
  try {
    const value = await (deeds[deed] as (...words: unknown[]) => unknown)(...words)
    process.send?.({ id, value })
  } catch (error) {
    process.send?.({ id, error: String(error) })
  }
})
process.on('disconnect', () => app.exit(1))

await import(pathToFileURL(main).href)
await begin()
process.send?.({ ready: true })
