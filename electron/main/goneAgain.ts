/** A page whose process is gone leaves an empty window: it is loaded again, a few times unasked, then when the person says so. */
import { app, type BrowserWindow, dialog } from 'electron'

/** So many times within so many milliseconds: what fails more often would fail for ever. */
const MOST = 3
const WITHIN = 10 * 60_000

export function loadWhenGone(window: BrowserWindow): void {
  let gone: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const now = Date.now()
    gone = [...gone.filter((at) => at > now - WITHIN), now]
    if (gone.length <= MOST) window.webContents.reload()
    else
      ask(window, reason).then(
        (again) => {
          gone = []
          if (!again) app.quit()
          else if (!window.isDestroyed()) window.webContents.reload()
        },
        () => app.quit(),
      )
  })
}

async function ask(window: BrowserWindow, reason: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: 'Stackstead',
    message: `The page of this window has ended ${MOST + 1} times within ten minutes (${reason}).`,
    detail: 'What is under way goes on without it.',
    buttons: ['Load it again', 'Quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 0
}
