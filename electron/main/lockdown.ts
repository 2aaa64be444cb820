/** What no page of ours may do: leave, open windows, embed pages, or use anything of this computer. */
import { app, type Session, type WebContents } from 'electron'
import { isPage } from './pageProtocol.ts'

/** Holds for every page there will ever be, whoever made it. */
export function lockPages(): void {
  app.on('web-contents-created', (_, contents) => lockPage(contents))
}

function lockPage(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (!isPage(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPage(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** The page writes to the clipboard when somebody presses "Copy", and shows a screen as large as there is room; that is all. */
export function denyPermissions(session: Session): void {
  const allowed = (permission: string): boolean => ['clipboard-sanitized-write', 'fullscreen'].includes(permission)
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(allowed(permission) && isPage(contents.getURL())),
  )
  session.setPermissionCheckHandler((_, permission, origin) => allowed(permission) && isPage(origin))
  session.setDevicePermissionHandler(() => false)
  session.setUSBProtectedClassesHandler(() => [])
  session.on('will-download', (event) => event.preventDefault())
}
