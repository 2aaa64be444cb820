/** Stands in for the module `electron`: the same names and events, with pages of Debian's Chromium for windows. */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Frame, Page } from 'playwright-core'
import { answer, type ChromiumBelow, fromChromium, type Handler, openChromium, toChromium } from './chromium.ts'
import { preloadScript } from './preloadScript.ts'

const FOLDER = process.env.STAND_IN_FOLDER ?? tmpdir()

/** What the app has done, for the test to read. */
export const seen = {
  questions: [] as Record<string, unknown>[],
  errorBoxes: [] as string[],
  notifications: [] as { title: string; body: string }[],
  opened: [] as string[],
  copied: [] as string[],
  tooltip: '',
  trayMenu: [] as { label?: string; click?: () => void }[],
  menu: [] as MenuItem[],
  progress: -1,
  windowOptions: [] as Record<string, unknown>[],
  deniedWindows: [] as string[],
  schemes: [] as unknown[],
  sandboxed: false,
}

export interface MenuItem {
  readonly label?: string
  readonly role?: string
  readonly accelerator?: string
  readonly click?: () => void
  readonly submenu?: MenuItem[]
}

const ready = Promise.withResolvers<void>()
let below: ChromiumBelow | undefined
const answers: ((response: number) => void)[] = []

/** Presses a button of the question that is open. */
export const press = (button: number): void => answers.shift()?.(button)
export const questionOpen = (): boolean => answers.length > 0
export const endpoint = (): string | undefined => below?.endpoint

function preventable<T extends object>(fields: T): T & { preventDefault(): void; defaultPrevented: boolean } {
  const event = {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  return event
}

/** Electron begins here, once the app's module has been read: app.whenReady resolves when Chromium is there. */
export async function begin(): Promise<void> {
  below = await openChromium(FOLDER)
  await Promise.all(below.context.pages().map((page) => page.close()))
  ready.resolve()
}

class App extends EventEmitter {
  readonly paths = new Map<string, string>([['userData', join(FOLDER, 'userData')]])
  readonly whenReady = (): Promise<void> => ready.promise
  readonly requestSingleInstanceLock = (): boolean => process.env.STAND_IN_SECOND !== '1'
  readonly getVersion = (): string => '0.1.0'
  readonly getName = (): string => 'stackstead'
  readonly getPath = (name: string): string => this.paths.get(name) ?? FOLDER
  readonly setPath = (name: string, path: string): void => void this.paths.set(name, path)
  enableSandbox(): void {
    seen.sandboxed = true
  }
  quit(): void {
    const event = preventable({})
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    for (const window of [...BrowserWindow.all]) if (!window.close()) return
    this.exit(0)
  }
  exit(status: number): void {
    void below?.context.close().finally(() => process.exit(status))
    if (below === undefined) process.exit(status)
  }
}
export const app = new App()

class WebContents extends EventEmitter {
  static next = 1
  readonly id = WebContents.next++
  readonly session = defaultSession
  page: Page | undefined
  #openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  #leading: string | undefined
  readonly setWindowOpenHandler = (handler: (details: { url: string }) => { action: string }): void => {
    this.#openHandler = handler
  }
  readonly isDestroyed = (): boolean => this.page?.isClosed() ?? true
  readonly getURL = (): string => fromChromium(this.page?.url() ?? '')
  send(channel: string, ...words: unknown[]): void {
    const deliver = `globalThis.__standInFromMain?.(${JSON.stringify(channel)}, ${JSON.stringify(words)})`
    this.page?.evaluate(deliver).catch(() => undefined)
  }
  sendInputEvent({ keyCode, modifiers }: { keyCode: string; modifiers: string[] }): void {
    void this.page?.keyboard.press([...modifiers.map(() => 'Control'), keyCode.toLowerCase()].join('+'))
  }
  /** As Electron does: a page's own wish to go elsewhere is put to the app first. */
  async attach(page: Page, script: string): Promise<void> {
    this.page = page
    await page.exposeBinding('__standInToMain', ({ frame }, message: ToMain) => ipcMain.deliver(this, frame, message))
    await page.addInitScript(script)
    await page.route('**/*', async (route, request) => {
      if (request.isNavigationRequest() && !this.#mayGo(fromChromium(request.url()), request.frame())) {
        return route.abort('aborted')
      }
      await answer(route, request, handlers.get('app'))
    })
    page.on('popup', (popup) => {
      const url = popup.url()
      if (this.#openHandler({ url }).action !== 'deny') return
      seen.deniedWindows.push(url)
      popup.close().catch(() => undefined)
    })
    page.on('close', () => this.emit('destroyed'))
  }
  #mayGo(url: string, frame: Frame): boolean {
    const isMainFrame = frame.parentFrame() === null
    if (!(isMainFrame && this.#leading === url)) {
      const event = preventable({ url, isMainFrame })
      this.emit('will-frame-navigate', event)
      if (isMainFrame) this.emit('will-navigate', event)
      if (event.defaultPrevented) return false
    }
    this.emit('did-start-navigation', { url, isMainFrame, isSameDocument: false })
    return true
  }
  async go(url: string): Promise<void> {
    this.#leading = url
    await this.page?.goto(toChromium(url), { waitUntil: 'load' })
    this.#leading = undefined
  }
}

interface WindowOptions {
  readonly webPreferences: {
    readonly preload: string
    readonly contextIsolation: boolean
    readonly nodeIntegration: boolean
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = []
  readonly webContents = new WebContents()
  readonly #page: Promise<void>
  visible = false
  #maximized = false
  constructor(options: WindowOptions) {
    super()
    seen.windowOptions.push(JSON.parse(JSON.stringify(options)))
    BrowserWindow.all.push(this)
    app.emit('web-contents-created', {}, this.webContents)
    this.#page = this.#open(options)
  }
  async #open({ webPreferences }: WindowOptions): Promise<void> {
    const page = await below?.context.newPage()
    const preload = readFileSync(webPreferences.preload, 'utf8')
    if (page !== undefined) await this.webContents.attach(page, preloadScript(preload, webPreferences))
  }
  async loadURL(url: string): Promise<void> {
    await this.#page
    await this.webContents.go(url)
    this.emit('ready-to-show')
  }
  show(): void {
    this.visible = true
  }
  hide(): void {
    this.visible = false
  }
  maximize(): void {
    this.#maximized = true
  }
  readonly focus = (): void => undefined
  readonly restore = (): void => undefined
  readonly isMinimized = (): boolean => false
  readonly isMaximized = (): boolean => this.#maximized
  readonly getNormalBounds = () => ({ x: 10, y: 20, width: 1100, height: 700 })
  setProgressBar(share: number): void {
    seen.progress = share
  }
  /** Whether it closed. */
  close(): boolean {
    const event = preventable({})
    this.emit('close', event)
    if (event.defaultPrevented) return false
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(this), 1)
    this.webContents.page?.close().catch(() => undefined)
    this.emit('closed')
    return true
  }
}

interface ToMain {
  readonly kind: 'invoke' | 'send'
  readonly channel: string
  readonly words: unknown[]
}

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, (event: object, ...words: unknown[]) => unknown>()
  handle(channel: string, handler: (event: object, ...words: unknown[]) => unknown): void {
    this.handlers.set(channel, handler)
  }
  deliver(sender: object, frame: Frame, message: ToMain): unknown {
    const parent = frame.parentFrame()
    return this.message(sender, { url: fromChromium(frame.url()), parent: parent === null ? null : {} }, message)
  }
  message(sender: object, senderFrame: object | null, { kind, channel, words }: ToMain): unknown {
    const event = { sender, senderFrame }
    if (kind === 'send') return void this.emit(channel, event, ...words)
    const handler = this.handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    return handler(event, ...words)
  }
}
export const ipcMain = new IpcMain()

const handlers = new Map<string, Handler>()
type Decide = (contents: object, permission: string, answer: (allowed: boolean) => void) => void

class Session extends EventEmitter {
  readonly protocol = { handle: (scheme: string, handler: Handler): void => void handlers.set(scheme, handler) }
  request: Decide = (_, __, decide) => decide(true)
  check: (contents: object, permission: string, origin: string) => boolean = () => true
  device: () => boolean = () => true
  setPermissionRequestHandler(decide: Decide): void {
    this.request = decide
  }
  setPermissionCheckHandler(check: Session['check']): void {
    this.check = check
  }
  setDevicePermissionHandler(device: () => boolean): void {
    this.device = device
  }
  readonly setUSBProtectedClassesHandler = (): void => undefined
}
const defaultSession = new Session()
export const session = { defaultSession }
export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]): void => void seen.schemes.push(...schemes),
}

const KEY = createHash('sha256')
  .update(process.env.STAND_IN_KEYRING_KEY ?? '')
  .digest()
export const safeStorage = {
  isEncryptionAvailable: (): boolean => process.env.STAND_IN_KEYRING !== 'none',
  getSelectedStorageBackend: (): string => process.env.STAND_IN_KEYRING ?? 'gnome_libsecret',
  encryptString(text: string): Buffer {
    const cipher = createCipheriv('aes-256-ecb', KEY, null)
    return Buffer.concat([cipher.update(`v11${text}`), cipher.final()])
  },
  decryptString(sealed: Buffer): string {
    const decipher = createDecipheriv('aes-256-ecb', KEY, null)
    return Buffer.concat([decipher.update(sealed), decipher.final()])
      .toString()
      .slice(3)
  },
}

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

const electron = { app, BrowserWindow, ipcMain, session, protocol, safeStorage, dialog, Tray, Menu, shell, screen }
export default electron
