/** Where the window was, and how large, from one start to the next. */
import { type BrowserWindow, type Rectangle, screen } from 'electron'
import Store from 'electron-store'

interface Kept {
  readonly bounds?: Rectangle
  readonly maximized?: boolean
}

export interface WindowState {
  readonly bounds: Partial<Rectangle> & { readonly width: number; readonly height: number }
  readonly maximized: boolean
  /** Remembers the window from now on. */
  keep(window: BrowserWindow): void
}

const USUAL = { width: 1280, height: 800 }

/** @param folder of the app's data */
export function windowState(folder: string): WindowState {
  const store = new Store<Kept>({ cwd: folder, name: 'window', clearInvalidConfig: true })
  const bounds = store.get('bounds')
  return {
    bounds: bounds !== undefined && isSeen(bounds) ? bounds : USUAL,
    maximized: store.get('maximized') === true,
    keep(window) {
      // Once at the end: a window that is being dragged would write a file with every pixel.
      window.on('close', () => store.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }))
    },
  }
}

/** Screens come and go; a window on one that went away would open where nobody sees it. */
function isSeen(bounds: Rectangle): boolean {
  const edge = 64
  return screen
    .getAllDisplays()
    .some(
      ({ workArea: area }) =>
        bounds.x + edge < area.x + area.width &&
        bounds.x + bounds.width - edge > area.x &&
        bounds.y >= area.y - edge &&
        bounds.y + edge < area.y + area.height,
    )
}
