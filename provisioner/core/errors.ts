/** Errors as values a person can act on: what was attempted, where, what came back, what to try. */

/** The kinds of failure the engine tells apart. Interfaces choose wording and exit status by it. */
export type ErrorCode =
  | 'invalid-input' // the person's cloud.yaml, option or answer
  | 'unfit' // the check finds machines not fit for what cloud.yaml says
  | 'unreachable' // no connection, or it was lost
  | 'host-key' // unknown or changed host key
  | 'authentication' // every credential was refused
  | 'sudo' // root rights could not be had
  | 'command-failed' // a command on a machine ended with a status it should not have
  | 'not-converged' // applied, and still different
  | 'unknown-state' // the present state could not be read
  | 'locked' // somebody else is changing this machine
  | 'changed-elsewhere' // the file is no longer what the change was made for
  | 'blocked' // something needed earlier has failed
  | 'api' // the cloud's own API refused a request or failed
  | 'cancelled'
  | 'lab'
  | 'internal'

/** What crosses IPC, the journal and `--json`. Every text is safe to show. */
export interface ErrorData {
  readonly code: ErrorCode
  /** One sentence: what was attempted and what happened. */
  readonly message: string
  readonly machine?: string
  /** The last lines that came back, masked. */
  readonly detail?: string
  /** HTTP status of an API's answer, where one came. */
  readonly status?: number
  /** What to try, one sentence each. */
  readonly remedy?: string
}

/** The only error class of the engine. */
export class StacksteadError extends Error {
  override readonly name = 'StacksteadError'
  readonly data: ErrorData
  constructor(data: ErrorData, options?: ErrorOptions) {
    super(data.message, options)
    this.data = data
  }
}

/** Turns whatever was thrown into data, keeping the engine's own words. */
export function errorData(thrown: unknown): ErrorData {
  if (thrown instanceof StacksteadError) return thrown.data
  if (thrown instanceof Error && thrown.name === 'AbortError') return { code: 'cancelled', message: 'Cancelled.' }
  return { code: 'internal', message: thrown instanceof Error ? thrown.message : String(thrown) }
}

/** The last lines of an output, for an error's detail. */
export function lastLines(text: string, count = 12): string {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}
