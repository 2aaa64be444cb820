/** Electron's `webContents`: a page of Chromium with the app's preload, that goes nowhere unasked. */
import { EventEmitter } from 'node:events'
import type { Frame, Page } from 'playwright-core'
import { answer, fromChromium, toChromium } from './chromium.ts'
import { ipcMain, type ToMain } from './ipcMain.ts'
import { preventable } from './preventable.ts'
import { seen } from './seen.ts'
import { protocolHandlers, type Session, session } from './session.ts'

export class WebContents extends EventEmitter {
  static next = 1
  readonly id = WebContents.next++
  readonly session: Session = session.defaultSession
  page: Page | undefined
  #script = ''
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
    this.#script = script
    await page.exposeBinding('__standInToMain', ({ frame }, message: ToMain) => ipcMain.deliver(this, frame, message))
    await page.addInitScript(script)
    await page.route('**/*', async (route, request) => {
      if (request.isNavigationRequest() && !this.#mayGo(fromChromium(request.url()), request.frame())) {
        return route.abort('aborted')
      }
      await answer(route, request, protocolHandlers.get('app'))
    })
    page.on('popup', (popup) => {
      const url = popup.url()
      if (this.#openHandler({ url }).action !== 'deny') return
      seen.deniedWindows.push(url)
      popup.close().catch(() => undefined)
    })
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 11 }))
    page.on('close', () => {
      if (this.page === page) this.emit('destroyed')
    })
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
  /** Playwright does not load into a page that has crashed: another takes its place, in the same contents. */
  reload(): void {
    const before = this.page
    if (before === undefined) return
    const url = this.getURL()
    const load = async (): Promise<void> => {
      await this.attach(await before.context().newPage(), this.#script)
      await before.close()
      await this.go(url)
    }
    load().catch((error: unknown) => console.error(error))
  }
  async go(url: string): Promise<void> {
    this.#leading = url
    await this.page?.goto(toChromium(url), { waitUntil: 'load' })
    this.#leading = undefined
  }
}
