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
  /** Milliseconds between lines written to its standard input for as long as it runs: signs that somebody is here. */
  readonly pulse?: number
  /** Called right before the command is sent, again where that needs a new connection; what it throws is the outcome. */
  readonly guard?: () => void
}

/** Owner, group and mode (octal, like 0o640) a file gets before its content can be seen under its name. */
export interface FileMeta {
  readonly owner: string
  readonly group: string
  readonly mode: number
}

/** Of a terminal, in characters. */
export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

/** A shell with a terminal that a person types into. */
export interface Shell {
  write(text: string): void
  resize(size: TerminalSize): void
  /** What it prints, as it comes; only one listener, set at once. */
  onText(listener: (text: string) => void): void
  /** Lets it wait with printing, and go on: for one that prints faster than anybody can read. */
  pause(): void
  resume(): void
  /** Its exit status, 128 + n where a signal ended it. Rejects with `unreachable` where the connection went first. */
  readonly ended: Promise<number>
  close(): void
}

/** One connection to one machine, shared by everybody who works on it; channels are capped. */
export interface Transport extends AsyncDisposable {
  readonly machine: MachineName
  exec(command: Command, options?: ExecOptions): Promise<ExecResult>
  /** Writes to a temporary file beside `path`, sets owner and mode, syncs and renames. */
  put(
    path: string,
    content: string | Uint8Array | Secret,
    meta: FileMeta,
    options?: Pick<ExecOptions, 'guard'>,
  ): Promise<void>
  /** The content, or undefined where there is no such file. */
  get(path: string): Promise<Uint8Array | undefined>
  /** A stream to host:port as the machine sees it. */
  forward(host: string, port: number): Promise<Duplex>
  /** The login user's own shell; absent where a transport leads to no machine but this one. */
  shell?(size: TerminalSize): Promise<Shell>
  /** Command round trips made so far: what `bench` counts. */
  readonly roundTrips: number
}
