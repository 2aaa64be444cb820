/** Electron's `app`: its paths, its lock, and how it ends. */
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { chromiumBelow, FOLDER, whenReady } from './begin.ts'
import type { BrowserWindow } from './browserWindow.ts'
import { preventable } from './preventable.ts'
import { seen } from './seen.ts'

class App extends EventEmitter {
  readonly windows: BrowserWindow[] = []
  readonly paths = new Map<string, string>([['userData', join(FOLDER, 'userData')]])
  readonly whenReady = whenReady
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
    for (const window of [...this.windows]) if (!window.close()) return
    this.exit(0)
  }
  exit(status: number): void {
    const below = chromiumBelow()
    void below?.context.close().finally(() => process.exit(status))
    if (below === undefined) process.exit(status)
  }
}

export const app = new App()
