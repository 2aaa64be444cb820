/** What a caller says about reaching machines by ssh: targets, secrets, questions to the person, patience. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Secret } from '../core/secret.ts'

/** The shape of a machine's `ssh` in cloud.yaml. Unset fields come from ~/.ssh/config, then ssh's own defaults. */
export interface SshTarget {
  readonly host: string
  readonly port?: number | undefined
  readonly user?: string | undefined
  /** Path of a private key file. */
  readonly key?: string | undefined
  /** ProxyJump: "user@host:port", several joined by commas. */
  readonly jump?: string | undefined
}

export interface HostKeyQuestion {
  readonly machine: string
  readonly host: string
  readonly port: number
  /** SHA256:… as `ssh-keygen -l` prints it. */
  readonly fingerprint: string
  readonly keyType: string
}

export interface PasswordQuestion {
  readonly machine: string
  readonly user: string
  readonly host: string
  readonly purpose: 'login' | 'sudo'
}

export interface PassphraseQuestion {
  readonly machine: string
  /** The private key file. */
  readonly path: string
}

export interface SshOptions {
  /** Login password, tried once where keys do not suffice. */
  readonly password?: Secret | undefined
  /** Default: the login password, where one was used. */
  readonly sudoPassword?: Secret | undefined
  /** Asked where no password was given. Undefined means the person has none or does not want to say. */
  readonly askPassword?: ((question: PasswordQuestion) => Promise<Secret | undefined>) | undefined
  readonly askPassphrase?: ((question: PassphraseQuestion) => Promise<Secret | undefined>) | undefined
  /** Told of an answer to a question once it has worked: the login, sudo, unlocking the key. */
  readonly onProved?: ((secret: Secret) => void) | undefined
  /** Told when a machine's connection is made, and when one is gone that was not closed here. */
  readonly onConnection?: ((machine: string, state: 'made' | 'lost') => void) | undefined
  /** Asked for a key nobody knows yet. Without it and without `acceptNew` an unknown key is refused. */
  readonly confirmHostKey?: ((question: HostKeyQuestion) => Promise<boolean>) | undefined
  /** Accept unknown keys without asking. A changed key is refused all the same. */
  readonly acceptNew?: boolean | undefined
  /** Where accepted keys are noted. Default: known_hosts in Stackstead's configuration folder. */
  readonly knownHostsFile?: string | undefined
  /** Default: ~/.ssh. */
  readonly userFolder?: string | undefined
  /** The agent's socket. Default: $SSH_AUTH_SOCK; an empty text means none. */
  readonly agent?: string | undefined
  /** Milliseconds for TCP connection and handshake, not counting time spent on questions. Default 10 s. */
  readonly connectTimeout?: number | undefined
  /** Handshakes under way at once in one pool. Default 10, where sshd's MaxStartups begins to refuse. */
  readonly handshakes?: number | undefined
  /** Questions to the person at once in one pool. Default 1, as a terminal wants it. */
  readonly questions?: number | undefined
}

/** ${XDG_CONFIG_HOME:-~/.config}/stackstead (XDG Base Directory Specification). */
export function configFolder(): string {
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'stackstead')
}

export function ownKnownHosts(options: SshOptions): string {
  return options.knownHostsFile ?? join(configFolder(), 'known_hosts')
}

export function userFolder(options: SshOptions): string {
  return options.userFolder ?? join(homedir(), '.ssh')
}
