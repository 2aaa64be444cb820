/** The window: a page that can do nothing but show itself and ask through its preload. */
import { join } from 'node:path'
import { BrowserWindow, nativeTheme } from 'electron'
import { PAGE_ORIGIN } from './pageProtocol.ts'
import type { WindowState } from './windowState.ts'

const PRELOAD = join(import.meta.dirname, 'preload.cjs')

/** As --ground in the page's tokens, so that nothing flashes before the page is painted. */
const BACKDROP = { light: '#f6f7f9', dark: '#11161d' }

/** Shown as soon as the page is painted. */
export function openWindow(state: WindowState, onFailure: (error: unknown) => void): BrowserWindow {
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Stackstead',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKDROP.dark : BACKDROP.light,
    webPreferences: {
      preload: PRELOAD,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  state.keep(window)
  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize()
    window.show()
  })
  window.loadURL(`${PAGE_ORIGIN}/`).catch(onFailure)
  return window
}
