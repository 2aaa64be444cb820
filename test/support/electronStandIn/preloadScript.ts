/** Runs a preload in a page of Chromium as Electron's sandbox does: with `electron` as its only module. */

export interface Isolation {
  readonly contextIsolation: boolean
  readonly nodeIntegration: boolean
}

/** Runs before the page's own scripts. What Electron would let through for lack of isolation, this lets through, too. */
export function preloadScript(preload: string, { contextIsolation, nodeIntegration }: Isolation): string {
  return `(() => {
    const toMain = globalThis.__standInToMain
    delete globalThis.__standInToMain
    if (globalThis !== globalThis.top) return
    const handlers = new Map()
    const ipcRenderer = {
      invoke: (channel, ...words) => toMain({ kind: 'invoke', channel, words }),
      send: (channel, ...words) => void toMain({ kind: 'send', channel, words }),
      on: (channel, handler) => void handlers.set(channel, [...(handlers.get(channel) ?? []), handler]),
    }
    Object.defineProperty(globalThis, '__standInFromMain', {
      value: (channel, words) => (handlers.get(channel) ?? []).forEach((handler) => handler({ sender: ipcRenderer }, ...words)),
    })
    const contextBridge = {
      exposeInMainWorld(name, api) {
        Object.defineProperty(globalThis, name, { value: Object.freeze({ ...api }), enumerable: true })
      },
    }
    const require = (name) => {
      if (name === 'electron') return { contextBridge, ipcRenderer }
      throw new Error('module not found: ' + name)
    }
    if (${nodeIntegration}) Object.assign(globalThis, { require, process: { versions: { node: '24' } } })
    if (${!contextIsolation}) Object.assign(globalThis, { ipcRenderer })
    const module = { exports: {} }
    ;((require, module, exports) => {
${preload}
    })(require, module, module.exports)
  })()`
}
