/** Stands in for the module `electron`: the same names and events, with pages of Debian's Chromium for windows. */
import { app } from './app.ts'
import { BrowserWindow } from './browserWindow.ts'
import { clipboard, dialog, Menu, Notification, nativeImage, nativeTheme, screen, shell, Tray } from './desktop.ts'
import { ipcMain } from './ipcMain.ts'
import { safeStorage } from './safeStorage.ts'
import { protocol, session } from './session.ts'

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
}

const electron = { app, BrowserWindow, ipcMain, session, protocol, safeStorage, dialog, Tray, Menu, shell, screen }
export default electron
