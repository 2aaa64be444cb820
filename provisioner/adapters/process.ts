/** A process on a machine, seen the same way whether ssh or this computer runs it. */
import type { Readable, Writable } from 'node:stream'
import type { ExecResult } from '../core/command.ts'

export interface Process {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** Exit status, 128 + n where a signal ended it. Rejects with `unreachable` when the connection went first. */
  readonly status: Promise<number>
  /** Lets go of it: its pipes are closed, nothing more is heard of it. */
  close(): void
}

/** Starts shell text under the login user's shell. `guard` as in ExecOptions. */
export type StartProcess = (text: string, guard?: () => void) => Promise<Process>

/** What a process printed, as bytes. */
export interface RawResult {
  readonly status: number
  readonly stdout: Buffer
  readonly stderr: Buffer
}

/** The same as text, for those who asked for a command and not for bytes. */
export function decoded({ status, stdout, stderr }: RawResult): ExecResult {
  return { status, stdout: stdout.toString('utf8'), stderr: stderr.toString('utf8') }
}
