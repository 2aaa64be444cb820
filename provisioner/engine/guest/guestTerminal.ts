/** A terminal in an instance: whichever way leads there, and a host key that is compared with what its console printed. */
import { fingerprint, forgetKeys, knownKeys } from '../../adapters/knownHosts.ts'
import { type GuestKey, guestShell } from '../../adapters/sshGuest.ts'
import type { SshOptions } from '../../adapters/sshOptions.ts'
import type { Shell, TerminalSize } from '../../core/machine.ts'
import type { Secret } from '../../core/secret.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import type { Server } from '../../openstack/servers.ts'
import type { OwnMachines } from '../pathProbes.ts'
import { guestWays, openGuestWay } from './guestWay.ts'
import { printedHostKeys } from './printedHostKeys.ts'

export type { GuestKey } from '../../adapters/sshGuest.ts'

export interface GuestTerminal {
  readonly os: Openstack
  readonly server: Server
  readonly user: string
  readonly key: GuestKey
  /** Of this cloud alone: by instance, not by address. */
  readonly knownHostsFile: string
  /** Absent for a cloud reached without ssh. */
  readonly machines?: OwnMachines | undefined
  /** @param printed whether the console printed keys, and this was none of them */
  readonly confirmHostKey: (
    question: Parameters<NonNullable<SshOptions['confirmHostKey']>>[0],
    printed: boolean,
  ) => Promise<boolean>
  readonly askPassphrase: NonNullable<SshOptions['askPassphrase']>
  /** Where the key is none. @param host the address it is reached by */
  readonly password?: (host: string) => Promise<Secret | undefined>
  /** A line for the person who waits. */
  readonly say: (text: string) => void
}

const SSH = 22

/** Rejects with `unreachable`, `host-key`, `authentication` or `invalid-input`. */
export async function guestTerminal(wanted: GuestTerminal, size: TerminalSize, signal: AbortSignal): Promise<Shell> {
  const { askPassphrase, confirmHostKey, key, knownHostsFile, machines, os, password, say, server, user } = wanted
  const [ports, networks, floatingIps, log] = await Promise.all([
    os.ports.list({ device_id: server.id }),
    os.networks.list(),
    os.floatingIps.list(),
    // An instance without a serial console is no worse for it.
    os.servers.consoleOutput(server.id).catch(() => ''),
  ])
  const ways = guestWays({ server, ports, networks, floatingIps }, SSH, machines)
  const { stream, way } = await openGuestWay(server, ways, say)
  const printed = printedHostKeys(log)
  await forgetOutdated(knownHostsFile, server, printed, say)
  const login = {
    ...{ address: way.address, key, knownHostsFile, name: server.name || server.id, port: SSH, user },
    knownAs: server.id,
    password: password && (() => password(way.address)),
    ask: {
      askPassphrase,
      confirmHostKey: async (question: Parameters<GuestTerminal['confirmHostKey']>[0]) => {
        if (!printed.includes(question.fingerprint)) return confirmHostKey(question, printed.length > 0)
        say(`Host key ${question.fingerprint} (${question.keyType}): the one it printed on its console.`)
        return true
      },
    },
  }
  try {
    return await guestShell(async () => stream, login, size, signal)
  } catch (error) {
    stream.destroy()
    throw error
  }
}

/** An instance that was rebuilt has new keys, and has printed them where only the cloud can have read them. */
async function forgetOutdated(
  file: string,
  { id }: Server,
  printed: readonly string[],
  say: (text: string) => void,
): Promise<void> {
  const known = knownKeys([file], id, SSH)
  if (known.length === 0 || printed.length === 0) return
  if (known.some(({ key }) => printed.includes(fingerprint(key)))) return
  await forgetKeys(file, id, SSH)
  say('It printed other host keys on its console than it had before: it was rebuilt.')
}
