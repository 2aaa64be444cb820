/** Electron's `ipcMain`: messages of pages, and who answers them. */
import { EventEmitter } from 'node:events'
import type { Frame } from 'playwright-core'
import { fromChromium } from './chromium.ts'

export interface ToMain {
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
