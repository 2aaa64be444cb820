/** Electron's `session` and `protocol`: what a page is permitted, and who answers the app's own scheme. */
import { EventEmitter } from 'node:events'
import type { Handler } from './chromium.ts'
import { seen } from './seen.ts'

/** By scheme. */
export const protocolHandlers = new Map<string, Handler>()

type Decide = (contents: object, permission: string, answer: (allowed: boolean) => void) => void

export class Session extends EventEmitter {
  readonly protocol = { handle: (scheme: string, handler: Handler): void => void protocolHandlers.set(scheme, handler) }
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

export const session = { defaultSession: new Session() }
export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]): void => void seen.schemes.push(...schemes),
}
