/** A step: one thing that should be so on one machine. Pure: it reads facts and says what to do; `run` does it. */
import type { Command } from './command.ts'
import type { Fact, Read } from './fact.ts'
import type { FileMeta, MachineName } from './machine.ts'
import type { Secret } from './secret.ts'

/** One difference between what is and what should be. Every text is safe to show. */
export interface Change {
  readonly kind: 'package' | 'file' | 'unit' | 'database' | 'api' | 'network' | 'user' | 'command'
  readonly operation: 'create' | 'update' | 'delete' | 'run'
  /** What changes: a package, path, unit, database, API object. */
  readonly subject: string
  /** In what way, in few words ("restart: its configuration is newer than the process"). */
  readonly summary?: string
  /** A unified diff with secrets masked, for files. */
  readonly diff?: string
}

export type Verdict =
  | { readonly state: 'ok' }
  | { readonly state: 'change'; readonly changes: readonly Change[] }
  /** Cannot be read yet (its service does not run yet, say); `expected` is what applying would then do. */
  | { readonly state: 'unknown'; readonly reason: string; readonly expected: readonly Change[] }

export const OK: Verdict = { state: 'ok' }

/** `ok` without changes. */
export function verdict(changes: readonly Change[]): Verdict {
  return changes.length === 0 ? OK : { state: 'change', changes }
}

/** What applying a step does, as data: it can be shown, tested and counted before anything happens. */
export type Action =
  | {
      readonly kind: 'run'
      readonly command: Command
      /** Milliseconds; default 15 minutes. */
      readonly timeout?: number
      /** What to try when it fails. */
      readonly remedy?: string
    }
  | {
      readonly kind: 'put'
      readonly path: string
      readonly content: string | Uint8Array | Secret
      readonly meta: FileMeta
    }

export interface Step {
  /** Unique in a plan: component/what@machine. */
  readonly id: string
  /** An imperative: "Install nova-compute". */
  readonly title: string
  readonly machine: MachineName
  /** One sentence for the person who wants to learn what this is for. */
  readonly explains: string
  /** Declared, so that all facts of a machine come in one trip. `check` and `actions` may read no others. */
  readonly reads: readonly Fact<unknown>[]
  check(read: Read): Verdict
  /** What applying will do, as far as can be said while a fact is unknown (its service does not run yet). */
  readonly expected?: readonly Change[]
  /** What makes it so, in order; asked only when `check` says change. */
  actions(read: Read): readonly Action[]
  /** Exclusive use of something ("apt" of a machine, one database's migration) while actions run. */
  readonly lock?: string
  /** The machine this step serves where it runs on another: skipped when that one failed, and a failure counts there. */
  readonly serves?: MachineName
  /** The systemd unit it keeps running there, for who looks after a running cloud. */
  readonly keepsRunning?: string
}

/** Steps without order between machines; on one machine they run one after the other. */
export interface Phase {
  readonly title: string
  readonly steps: readonly Step[]
  /** Components that must be done before this phase, beyond those the whole component requires. */
  readonly requires?: readonly string[]
  /** It begins together with the phase before it: neither needs the other, and what comes next waits for both. */
  readonly beside?: boolean
  /**
   * What a failure stops. `cloud`: everything that comes after. `machine`: only the rest of that machine, because
   * each stands for itself (packages, computes).
   */
  readonly scope: 'cloud' | 'machine'
}
