/** The only user of ipcMain: every message's sender is looked at before its name and input reach the app. */
import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { z } from 'zod'
import type { Reply } from '../contract/index.ts'
import { MOST_STREAMS, type RunningApp } from '../shell/runningApp.ts'
import { isPage } from './pageProtocol.ts'

const listenWords = z.tuple([z.int().min(0), z.string().max(64), z.unknown()])
const leaveWords = z.tuple([z.int().min(0)])
const callWords = z.tuple([z.string().max(64), z.unknown()])

const NO: Reply<never> = {
  ok: false,
  error: { code: 'invalid-input', message: 'Only the page of the app may ask this.' },
}

/** Answers the page from now on. Other frames, pages and windows are answered with a refusal, or not at all. */
export function answerPage(app: RunningApp): void {
  const listeners = new WeakMap<WebContents, Map<number, () => void>>()
  ipcMain.handle('stackstead:call', (event, ...words) => {
    const call = callWords.safeParse(words)
    return isOwn(event) && call.success ? app.call(call.data[0], call.data[1]) : NO
  })
  ipcMain.on('stackstead:listen', (event, ...words) => {
    const asked = listenWords.safeParse(words)
    if (!isOwn(event) || !asked.success) return
    const [id, name, input] = asked.data
    const own = listeners.get(event.sender) ?? followed(event.sender, listeners)
    own.get(id)?.()
    own.delete(id)
    if (own.size >= MOST_STREAMS) return
    const say = (told: Reply<unknown>): void => {
      if (!event.sender.isDestroyed()) event.sender.send('stackstead:event', id, told)
    }
    own.set(id, app.listen(name, input, say))
  })
  ipcMain.on('stackstead:leave', (event, ...words) => {
    const asked = leaveWords.safeParse(words)
    const own = listeners.get(event.sender)
    if (!isOwn(event) || !asked.success || own === undefined) return
    own.get(asked.data[0])?.()
    own.delete(asked.data[0])
  })
  // electron-store opens a channel of its own for pages that use it. Ours does not.
  ipcMain.removeAllListeners('electron-store-get-data')
}

/** The listeners of one page end when it is loaded anew, fails or closes. */
function followed(page: WebContents, all: WeakMap<WebContents, Map<number, () => void>>): Map<number, () => void> {
  const own = new Map<number, () => void>()
  all.set(page, own)
  const end = (): void => {
    for (const leave of own.values()) leave()
    own.clear()
  }
  page.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) end()
  })
  page.on('render-process-gone', end)
  page.on('destroyed', end)
  return own
}

/** The main frame of a window, showing our page. A frame that is gone already has no name to check. */
function isOwn({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isPage(senderFrame.url)
}
