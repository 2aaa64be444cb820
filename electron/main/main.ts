/** The window's process, from start to end. Everything here is wiring; the app is in electron/app. */
import { join } from 'node:path'
import { app, dialog, session } from 'electron'
import { errorData } from '../../provisioner/core/errors.ts'
import { openApp } from '../app/openApp.ts'
import { dataFolder, PAGE_FOLDER } from '../shell/appFolder.ts'
import { pageFiles } from '../shell/pageFiles.ts'
import { soleApp } from '../shell/soleApp.ts'
import { windowHost } from './host.ts'
import { answerPage } from './ipc.ts'
import { leaveInOrder } from './leaving.ts'
import { denyPermissions, lockPages } from './lockdown.ts'
import { setMenu } from './menu.ts'
import { declarePage, servePage } from './pageProtocol.ts'
import { openTray } from './tray.ts'
import { windowFrame } from './windowFrame.ts'

// Chromium's own files stay apart from the clouds, and from the key in the configuration folder.
app.setPath('userData', join(dataFolder(), 'window'))
if (app.requestSingleInstanceLock()) {
  app.enableSandbox()
  declarePage()
  lockPages()
  app.whenReady().then(run).catch(giveUp)
} else app.quit()

async function run(): Promise<void> {
  denyPermissions(session.defaultSession)
  servePage(session.defaultSession, pageFiles(PAGE_FOLDER))
  const frame = windowFrame(giveUp)
  const host = await windowHost(frame.show)
  // One served to a browser may have the same folder; another window never comes this far.
  const sole = await soleApp(host.folder)
  const stackstead = await openApp(host)
  answerPage(stackstead)
  setMenu({ press: frame.press, folder: host.folder })
  const tray = openTray(stackstead, { show: frame.show, quit: () => app.quit(), window: frame.window })
  app.on('second-instance', frame.show).on('activate', frame.show)
  // Without this, closing the last window would quit: work goes on in the tray.
  app.on('window-all-closed', () => undefined)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // conf listens, too, and ends the process before anybody could be asked.
    process.removeAllListeners(signal)
    process.on(signal, () => app.quit())
  }
  leaveInOrder(stackstead, frame, async () => {
    tray[Symbol.dispose]()
    await stackstead[Symbol.asyncDispose]()
    await sole[Symbol.asyncDispose]()
  })
  frame.show()
}

/** Without an app there is nothing to show: the person is told why, once. */
function giveUp(error: unknown): void {
  const { message, remedy } = errorData(error)
  dialog.showErrorBox('Stackstead cannot go on', remedy === undefined ? message : `${message}\n\n${remedy}`)
  app.exit(1)
}
