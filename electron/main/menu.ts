/** The menu: the usual shortcuts of a desktop app. What the page can do is in its own palette, Ctrl-K. */
import { Menu, type MenuItemConstructorOptions, shell } from 'electron'

export interface MenuActions {
  /** The page's own keys are sent to it as if they were pressed, with Ctrl or Command. */
  readonly press: (keyCode: string) => void
  /** Of the clouds. */
  readonly folder: string
}

export function setMenu(actions: MenuActions, platform = process.platform): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(actions, platform)))
}

function template({ press, folder }: MenuActions, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const preferences: MenuItemConstructorOptions = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => press(','),
  }
  const own: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      preferences,
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  }
  return [
    ...(mac ? [own] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Show the folder of the clouds', click: () => void shell.openPath(folder) },
        { type: 'separator' },
        ...(mac ? [] : [preferences, { type: 'separator' } as const]),
        { role: 'close', label: 'Close window' },
        ...(mac ? [] : [{ role: 'quit', label: 'Quit', accelerator: 'Ctrl+Q' } as const]),
      ],
    },
    { role: 'editMenu', label: '&Edit' },
    {
      label: '&View',
      submenu: [
        // Not registered: the page listens for Ctrl-K itself, in a browser, too.
        { label: 'Go to…', accelerator: 'CmdOrCtrl+K', registerAccelerator: false, click: () => press('K') },
        { type: 'separator' },
        { role: 'reload' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu', label: '&Window' },
    {
      role: 'help',
      submenu: [
        { label: 'OpenStack documentation', click: () => void shell.openExternal('https://docs.openstack.org/') },
      ],
    },
  ]
}
