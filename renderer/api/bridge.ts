/** The page's one way to the app: handed over by Electron's preload, or made over HTTP and WebSocket in a browser. */
import type { Bridge } from '../../electron/contract/index.ts'
import { webBridge } from './webBridge.ts'

declare global {
  interface Window {
    readonly stackstead?: Bridge
  }
}

export const bridge: Bridge = window.stackstead ?? webBridge()
