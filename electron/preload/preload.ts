/** Hands the page its bridge, and nothing else of Electron. Runs in the sandbox, beside the page's own world. */
import { contextBridge } from 'electron'
import type { Bridge, Reply } from '../contract/index.ts'
import { ask, leave, listen, onEvent } from './channels.ts'

const FAILED: Reply<never> = {
  ok: false,
  error: {
    code: 'unreachable',
    message: 'The Stackstead app does not answer.',
    remedy: 'Close the window and start Stackstead again; nothing is lost.',
  },
}

const listeners = new Map<number, (event: Reply<never>) => void>()
let next = 1

onEvent((id, event) => listeners.get(id)?.(event as Reply<never>))

const bridge: Bridge = {
  call: async (name, input) => (await ask(name, input).catch(() => FAILED)) as Reply<never>,
  listen(name, input, told) {
    const id = next
    next += 1
    listeners.set(id, told as (event: Reply<never>) => void)
    listen(id, name, input)
    return () => {
      if (listeners.delete(id)) leave(id)
    }
  },
  // Page and app are one program here: where the app is gone, so is the page.
  onConnection(told) {
    told(true)
    return () => undefined
  },
}

contextBridge.exposeInMainWorld('stackstead', bridge)
