/** Where and as whom to log in: a target from cloud.yaml completed from ~/.ssh/config and ssh's own defaults. */
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { StacksteadError } from '../core/errors.ts'
import type { Secret } from '../core/secret.ts'
import { filled, hostSettings } from './sshConfigFile.ts'
import { ownKnownHosts, type SshOptions, type SshTarget, userFolder } from './sshOptions.ts'
import { proxyCommand } from './sshProxy.ts'

export interface ResolvedTarget {
  /** Address or name TCP connects to. */
  readonly host: string
  readonly port: number
  readonly user: string
  /** The private key the target itself names: it must exist. */
  readonly ownKey: string | undefined
  /** Private keys that are in no file. */
  readonly heldKeys?: readonly { readonly name: string; readonly text: Secret }[]
  /** Private keys named by the configuration; those that do not exist are passed over. */
  readonly namedKeys: readonly string[]
  /** Private keys ssh tries by itself; those that do not exist are passed over. */
  readonly defaultKeys: readonly string[]
  /** IdentitiesOnly: the agent may sign with the named keys only. */
  readonly namedKeysOnly: boolean
  /** The agent's socket; empty for none. */
  readonly agent: string
  /** The machines on the way, nearest first. */
  readonly jumps: readonly SshTarget[]
  /** The program that is the way there instead, for the shell. */
  readonly proxyCommand?: string | undefined
  /** The name under which the host's key is known. */
  readonly knownAs: { readonly host: string; readonly port: number }
  readonly knownHostsFiles: readonly string[]
}

/** ssh's own list, without the types no server of today accepts. */
export const DEFAULT_KEYS = ['id_ed25519', 'id_ecdsa', 'id_rsa']

export async function resolveTarget(target: SshTarget, options: SshOptions): Promise<ResolvedTarget> {
  const folder = userFolder(options)
  const settings = await hostSettings(folder, target.host, target.user)
  const host = settings.hostName
  const port = target.port ?? settings.port ?? 22
  const user = target.user ?? settings.user ?? userInfo().username
  const jump = target.jump ?? settings.proxyJump
  const proxy = jump === undefined && settings.proxyCommand !== 'none' ? settings.proxyCommand : undefined
  const names = { h: host, n: target.host, p: String(port), r: user }
  return {
    host,
    port,
    user,
    ownKey: target.key?.replace(/^~(?=\/)/, homedir()),
    namedKeys: settings.identityFiles,
    defaultKeys: settings.identityFiles.length > 0 ? [] : DEFAULT_KEYS.map((file) => join(folder, file)),
    namedKeysOnly: settings.identitiesOnly,
    agent: options.agent ?? settings.identityAgent ?? process.env.SSH_AUTH_SOCK ?? '',
    jumps: jump === undefined || jump === 'none' ? [] : jump.split(',').map(parseJump),
    proxyCommand: proxy === undefined ? undefined : proxyCommand(proxy, names, filled),
    knownAs: settings.hostKeyAlias === undefined ? { host, port } : { host: settings.hostKeyAlias, port: 22 },
    knownHostsFiles: [
      ...(settings.knownHostsFiles ?? [join(folder, 'known_hosts'), join(folder, 'known_hosts2')]),
      '/etc/ssh/ssh_known_hosts',
      ownKnownHosts(options),
    ],
  }
}

/** "user@host:port", "user@[2001:db8::1]:22" or an alias. Throws `invalid-input` for anything else. */
export function parseJump(text: string): SshTarget {
  const found = /^(?:ssh:\/\/)?(?:([^@\s]+)@)?(?:\[([^\]\s]+)\]|([^:@\s]+))(?::(\d{1,5}))?$/.exec(text.trim())
  const host = found?.[2] ?? found?.[3]
  if (found === null || host === undefined) {
    throw new StacksteadError({
      code: 'invalid-input',
      message: `"${text}" does not name a machine to jump through.`,
      remedy: 'Write user@host:port, or a host of ~/.ssh/config.',
    })
  }
  return { host, user: found[1], port: found[4] === undefined ? undefined : Number(found[4]) }
}
