/** A shell in an instance: ssh over a stream somebody else opened, its host key known by the instance rather than its address. */
import type { Shell, TerminalSize } from '../core/machine.ts'
import type { Secret } from '../core/secret.ts'
import type { Duplex } from '../core/stream.ts'
import { nodeStream } from './nodeStream.ts'
import { SshConnection } from './sshConnection.ts'
import { lostConnection } from './sshErrors.ts'
import { handshake } from './sshHandshake.ts'
import { type SshOptions, userFolder } from './sshOptions.ts'
import { DEFAULT_KEYS, type ResolvedTarget } from './sshTarget.ts'

/** With which key, if any: one the app keeps, a file, or what ssh itself would take (the agent, then the keys in ~/.ssh). */
export type GuestKey =
  | { readonly kind: 'held'; readonly name: string; readonly text: Secret }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'own' }
  /** None at all: a password, which the person types. */
  | { readonly kind: 'password' }

export interface GuestLogin {
  /** In messages and questions. */
  readonly name: string
  readonly address: string
  readonly port: number
  readonly user: string
  readonly key: GuestKey
  /** An address may be another instance's tomorrow; an id never is. */
  readonly knownAs: string
  readonly knownHostsFile: string
  readonly ask: Pick<SshOptions, 'confirmHostKey' | 'askPassphrase'>
  /** Where no key is given; called at most once, and only when the instance would take one. */
  readonly password?: (() => Promise<Secret | undefined>) | undefined
}

/** Milliseconds for the handshake, not counting questions: a small instance needs seconds for its first key exchange. */
const PATIENCE = 30_000

/** The connection ends with the shell. */
export async function guestShell(
  open: () => Promise<Duplex>,
  login: GuestLogin,
  size: TerminalSize,
  signal: AbortSignal,
): Promise<Shell> {
  const { address: host, ask, knownHostsFile, name: machine, port, user } = login
  const options: SshOptions = { ...ask, knownHostsFile, acceptNew: false }
  const { client, socket } = await handshake(async () => nodeStream(await open()), {
    ...{ options, signal, place: { machine, host, port, user }, target: targetOf(login, options) },
    password: login.password ?? (async () => undefined),
    timeout: PATIENCE,
  })
  const connection = new SshConnection(machine, client, socket)
  try {
    const shell = await connection.shell(size)
    if (shell === undefined) throw lostConnection(machine)
    const close = (): void => void connection.close()
    shell.ended.then(close, close)
    return shell
  } catch (error) {
    await connection.close()
    throw error
  }
}

function targetOf(
  { address, key, knownAs, knownHostsFile, port, user }: GuestLogin,
  options: SshOptions,
): ResolvedTarget {
  const isOwn = key.kind === 'own'
  return {
    ...{ host: address, port, user },
    ownKey: key.kind === 'file' ? key.path : undefined,
    heldKeys: key.kind === 'held' ? [key] : [],
    namedKeys: [],
    defaultKeys: isOwn ? DEFAULT_KEYS.map((file) => `${userFolder(options)}/${file}`) : [],
    namedKeysOnly: !isOwn,
    agent: isOwn ? (process.env.SSH_AUTH_SOCK ?? '') : '',
    jumps: [],
    knownAs: { host: knownAs, port: 22 },
    knownHostsFiles: [knownHostsFile],
  }
}
