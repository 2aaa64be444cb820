/** The tray: shows that work is under way when the window is not there, and brings it back. */
import { join } from 'node:path'
import { type BrowserWindow, Menu, nativeImage, Tray } from 'electron'
import type { Job } from '../contract/index.ts'
import type { RunningApp } from '../shell/runningApp.ts'
import { followRunning } from '../shell/stopWork.ts'

export interface TrayActions {
  readonly show: () => void
  readonly quit: () => void
  /** The window there is, for the progress on its button in the task bar. */
  readonly window: () => BrowserWindow | undefined
}

/** Two folders up, from here as from the bundle in dist/electron. */
const ICON = join(import.meta.dirname, '..', '..', 'electron', 'assets', 'tray.png')

/** Follows the jobs until disposed. */
export function openTray(app: RunningApp, { show, quit, window }: TrayActions): Disposable {
  const tray = new Tray(nativeImage.createFromPath(ICON))
  tray.on('click', show)
  const draw = (jobs: readonly Job[]): void => {
    const lines = jobs.map(jobLine)
    tray.setToolTip(['Stackstead', ...lines].join('\n'))
    tray.setContextMenu(
      Menu.buildFromTemplate([
        ...lines.map((label) => ({ label, enabled: false })),
        { label: lines.length === 0 ? 'Nothing is under way' : '', enabled: false, visible: lines.length === 0 },
        { type: 'separator' },
        { label: 'Open Stackstead', click: show },
        { label: 'Quit', click: quit },
      ]),
    )
    // -1 takes the bar away, 2 is Electron's way to say "under way, nobody knows how far".
    window()?.setProgressBar(jobs.length === 0 ? -1 : (jobs[0]?.progress ?? 2))
  }
  const leave = followRunning(app, draw)
  return {
    [Symbol.dispose]() {
      leave()
      tray.destroy()
    },
  }
}

/** "Deploying office: 42 %" */
export function jobLine({ title, progress }: Job): string {
  return progress === undefined ? title : `${title}: ${Math.floor(progress * 100)} %`
}
