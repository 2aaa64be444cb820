/** Electron's `BrowserWindow`, with a page of Chromium in it. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { app } from './app.ts'
import { chromiumBelow } from './begin.ts'
import { type Isolation, preloadScript } from './preloadScript.ts'
import { preventable } from './preventable.ts'
import { seen } from './seen.ts'
import { WebContents } from './webContents.ts'

interface WindowOptions {
  readonly webPreferences: Isolation & { readonly preload: string }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents()
  readonly #page: Promise<void>
  visible = false
  #maximized = false
  constructor(options: WindowOptions) {
    super()
    seen.windowOptions.push(JSON.parse(JSON.stringify(options)))
    app.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
    this.#page = this.#open(options)
  }
  async #open({ webPreferences }: WindowOptions): Promise<void> {
    const page = await chromiumBelow()?.context.newPage()
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
  readonly isDestroyed = (): boolean => !app.windows.includes(this)
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
    app.windows.splice(app.windows.indexOf(this), 1)
    this.webContents.page?.close().catch(() => undefined)
    this.emit('closed')
    return true
  }
}
