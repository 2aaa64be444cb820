/** An app of a few streams and calls, for tests of what lies around the app: it answers each call with its input. */
import type { Reply } from '../../electron/contract/index.ts'
import type { RunningApp } from '../../electron/shell/runningApp.ts'

export interface EchoApp extends RunningApp {
  readonly calls: { readonly name: string; readonly input: unknown }[]
  /** Those who listen now, oldest first. */
  readonly listeners: { readonly name: string; readonly input: unknown; emit(event: Reply<unknown>): void }[]
  readonly closed: boolean
}

const NO: Reply<never> = { ok: false, error: { code: 'invalid-input', message: 'There is no such thing.' } }

/** @param answers replies by name; an input comes back for "app.info" */
export function echoApp(answers: Readonly<Record<string, (input: unknown) => Reply<unknown>>> = {}): EchoApp {
  const calls: EchoApp['calls'] = []
  const listeners: EchoApp['listeners'] = []
  let closed = false
  return {
    calls,
    listeners,
    get closed() {
      return closed
    },
    async call(name, input) {
      calls.push({ name, input })
      const answer = Object.hasOwn(answers, name) ? answers[name] : undefined
      if (answer !== undefined) return answer(input)
      return name === 'app.info' ? { ok: true, value: input } : NO
    },
    listen(name, input, onEvent) {
      if (!name.includes('.')) {
        onEvent(NO)
        return () => undefined
      }
      const listener = { name, input, emit: onEvent }
      listeners.push(listener)
      return () => {
        const at = listeners.indexOf(listener)
        if (at >= 0) listeners.splice(at, 1)
      }
    },
    async [Symbol.asyncDispose]() {
      closed = true
    },
  }
}
