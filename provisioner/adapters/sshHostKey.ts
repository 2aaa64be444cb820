/** Decides about a host's key before any credential is sent: known, new and accepted, or a hard stop. */
import { StacksteadError } from '../core/errors.ts'
import { fingerprint, type KnownKey, keyType, knownKeys, rememberKey } from './knownHosts.ts'
import type { Place } from './sshErrors.ts'
import type { ServerHostKeyAlgorithm } from './sshLibrary.ts'
import { ownKnownHosts, type SshOptions } from './sshOptions.ts'
import type { ResolvedTarget } from './sshTarget.ts'

export interface HostKeyCheck {
  /** Algorithms to offer, those of known keys first, so that the server shows the key we know. */
  readonly algorithms: ServerHostKeyAlgorithm[]
  /** Resolves when the key may be trusted. Rejects with `host-key`. Asks the person at most once. */
  verify(key: Buffer): Promise<void>
  /** Notes a newly accepted key; called when the server has proved that it holds it. */
  remember(): Promise<void>
}

const ALGORITHMS: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
]

export async function hostKeyCheck(place: Place, target: ResolvedTarget, options: SshOptions): Promise<HostKeyCheck> {
  const { host, port } = target.knownAs
  const known = knownKeys(target.knownHostsFiles, host, port)
  const trusted = known.filter((one) => !one.revoked)
  const types = new Set(trusted.map((one) => one.type))
  const isKnown = (algorithm: string) => types.has(algorithm.startsWith('rsa-') ? 'ssh-rsa' : algorithm)
  let settled: Buffer | undefined
  let fresh: Buffer | undefined
  return {
    algorithms: [...ALGORITHMS.filter(isKnown), ...ALGORITHMS.filter((one) => !isKnown(one))],
    verify: async (key) => {
      if (settled?.equals(key)) return
      const revoked = known.find((one) => one.revoked && one.key.equals(key))
      if (revoked !== undefined) throw revokedKey(place, key, revoked)
      if (trusted.some((one) => one.key.equals(key))) {
        settled = key
        return
      }
      const former = trusted.find((one) => one.type === keyType(key)) ?? trusted[0]
      if (former !== undefined || settled !== undefined) throw changedKey(place, key, former)
      if (options.acceptNew !== true && !(await confirmed(place, key, options))) throw unknownKey(place, key)
      settled = key
      fresh = key
    },
    remember: async () => {
      const key = fresh
      fresh = undefined
      if (key !== undefined) await rememberKey(ownKnownHosts(options), host, port, key)
    },
  }
}

async function confirmed(place: Place, key: Buffer, options: SshOptions): Promise<boolean> {
  const { machine, host, port } = place
  const question = { machine, host, port, fingerprint: fingerprint(key), keyType: keyType(key) }
  return (await options.confirmHostKey?.(question)) ?? false
}

function changedKey(place: Place, key: Buffer, former: KnownKey | undefined): StacksteadError {
  const name = place.port === 22 ? place.host : `[${place.host}]:${place.port}`
  const known =
    former === undefined
      ? 'Another key was shown earlier on this connection.'
      : `Known: ${former.type} ${fingerprint(former.key)} (${former.file}, line ${former.line}).`
  return new StacksteadError({
    code: 'host-key',
    machine: place.machine,
    message: `${place.machine} (${name}) shows another host key than the one known. No credential was sent.`,
    detail: `${known}\nShown: ${keyType(key)} ${fingerprint(key)}.`,
    remedy:
      former === undefined
        ? 'Somebody may be listening in: find out before you try again.'
        : `If the machine was reinstalled, compare with "ssh-keygen -lf /etc/ssh/ssh_host_*.pub" on its console and remove line ${former.line} of ${former.file}. Otherwise somebody may be listening in.`,
  })
}

function revokedKey(place: Place, key: Buffer, entry: KnownKey): StacksteadError {
  return new StacksteadError({
    code: 'host-key',
    machine: place.machine,
    message: `${place.machine} shows a host key that is marked as revoked. No credential was sent.`,
    detail: `Revoked: ${entry.type} ${fingerprint(key)} (${entry.file}, line ${entry.line}).`,
    remedy: 'Give the machine a new host key, or find out who answers in its place.',
  })
}

function unknownKey(place: Place, key: Buffer): StacksteadError {
  return new StacksteadError({
    code: 'host-key',
    machine: place.machine,
    message: `The host key of ${place.machine} is not known and was not accepted. No credential was sent.`,
    detail: `Shown: ${keyType(key)} ${fingerprint(key)}.`,
    remedy:
      'Compare it with "ssh-keygen -lf /etc/ssh/ssh_host_*.pub" on the machine and confirm it, or use --accept-new.',
  })
}
