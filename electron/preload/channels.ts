/** The preload's only use of ipcRenderer: three messages out, one in, on channels of fixed names. */
import { ipcRenderer } from 'electron'
import type { Reply } from '../contract/index.ts'

type Told = (id: number, event: Reply<unknown>) => void

/** One request; its answer is a reply, never a rejection. */
export function ask(name: string, input: unknown): Promise<Reply<unknown>> {
  return ipcRenderer.invoke('stackstead:call', name, input)
}

export function listen(id: number, name: string, input: unknown): void {
  ipcRenderer.send('stackstead:listen', id, name, input)
}

export function leave(id: number): void {
  ipcRenderer.send('stackstead:leave', id)
}

/** The message's own event object, by which IPC could be reached, stays here. */
export function onEvent(told: Told): void {
  ipcRenderer.on('stackstead:event', (_, id: number, event: Reply<unknown>) => told(id, event))
}
