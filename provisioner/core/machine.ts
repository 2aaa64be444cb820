/** A machine as the engine sees it, and the one way to act on it. */

import type { Command, ExecResult } from './command.ts'
import type { Secret } from './secret.ts'
import type { Duplex } from './stream.ts'

/** The name a machine has in cloud.yaml; also its hostname. */
export type MachineName = string

export interface ExecOptions {
  /** Run as root, through sudo where the login user is another. Default true: what Stackstead changes belongs to root. */
  readonly root?: boolean
  /** Each complete line as it arrives. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void
  readonly signal?: AbortSignal
  /** Milliseconds until the command is given up. Default: none. */
  readonly timeout?: number
}

/** Owner, group and mode (octal, like 0o640) a file gets before its content can be seen under its name. */
export interface FileMeta {
  readonly owner: string
  readonly group: string
  readonly mode: number
}

/** One connection to one machine, shared by everybody who works on it; channels are capped. */
export interface Transport extends AsyncDisposable {
  readonly machine: MachineName
  exec(command: Command, options?: ExecOptions): Promise<ExecResult>
  /** Writes to a temporary file beside `path`, sets owner and mode, syncs and renames. */
  put(path: string, content: string | Uint8Array | Secret, meta: FileMeta): Promise<void>
  /** The content, or undefined where there is no such file. */
  get(path: string): Promise<Uint8Array | undefined>
  /** A stream to host:port as the machine sees it. */
  forward(host: string, port: number): Promise<Duplex>
  /** Command round trips made so far: what `bench` counts. */
  readonly roundTrips: number
}
