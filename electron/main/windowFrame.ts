/** The one window there is, or is not: opened, shown and hidden. Closing it is how quitting begins. */
import { app, type BrowserWindow } from 'electron'
import { dataFolder } from '../shell/appFolder.ts'
import { loadWhenGone } from './goneAgain.ts'
import { openWindow } from './window.ts'
import { windowState } from './windowState.ts'

export interface WindowFrame {
  readonly window: () => BrowserWindow | undefined
  /** Opens it where there is none. */
  readonly show: () => void
  readonly hide: () => void
  /** Sends the page a key with Ctrl (on a Mac, Command). */
  readonly press: (keyCode: string) => void
  /** From now on closing closes. */
  readonly letGo: () => void
}

/** @param onFailure the page could not be opened */
export function windowFrame(onFailure: (error: unknown) => void): WindowFrame {
  let window: BrowserWindow | undefined
  let held = true
  const open = (): void => {
    window = openWindow(windowState(dataFolder()), onFailure)
    loadWhenGone(window)
    window.on('close', (event) => {
      if (!held) return
      event.preventDefault()
      app.quit()
    })
    window.on('closed', () => {
      window = undefined
    })
  }
  return {
    window: () => window,
    show() {
      if (window === undefined) open()
      else {
        if (window.isMinimized()) window.restore()
        window.show()
        window.focus()
      }
    },
    hide: () => window?.hide(),
    press: (keyCode) =>
      window?.webContents.sendInputEvent({
        type: 'keyDown',
        keyCode,
        modifiers: [process.platform === 'darwin' ? 'meta' : 'control'],
      }),
    letGo() {
      held = false
    },
  }
}
