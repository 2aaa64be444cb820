/** What Electron reaches of a desktop: dialogs, tray, menu, notifications, screen, clipboard, browser. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { type MenuItem, seen } from './seen.ts'

const answers: ((response: number) => void)[] = []

/** Presses a button of the question that is open. */
export const press = (button: number): void => answers.shift()?.(button)
export const questionOpen = (): boolean => answers.length > 0

export const dialog = {
  showMessageBox(...words: unknown[]): Promise<{ response: number }> {
    seen.questions.push(words.at(-1) as Record<string, unknown>)
    return new Promise((resolve) => answers.push((response) => resolve({ response })))
  },
  showErrorBox: (title: string, text: string): void => void seen.errorBoxes.push(`${title}: ${text}`),
}

export class Tray extends EventEmitter {
  readonly setToolTip = (text: string): void => {
    seen.tooltip = text
  }
  readonly setContextMenu = (menu: MenuItem[]): void => {
    seen.trayMenu = menu
  }
  readonly destroy = (): void => undefined
}

export const Menu = {
  buildFromTemplate: (items: MenuItem[]): MenuItem[] => items,
  setApplicationMenu: (items: MenuItem[]): void => {
    seen.menu = items
  },
}

export class Notification extends EventEmitter {
  readonly #words: { title: string; body: string }
  static readonly isSupported = (): boolean => true
  constructor(words: { title: string; body: string }) {
    super()
    this.#words = words
  }
  show(): void {
    seen.notifications.push(this.#words)
  }
}

export const nativeImage = { createFromPath: (path: string) => ({ path, bytes: readFileSync(path).length }) }
export const nativeTheme = { shouldUseDarkColors: false }
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] }
export const clipboard = { writeText: (text: string): void => void seen.copied.push(text) }
export const shell = {
  openExternal: async (url: string): Promise<void> => void seen.opened.push(url),
  openPath: async (path: string): Promise<string> => {
    seen.opened.push(path)
    return ''
  },
}
