/** Ssh options for tests: nothing of the person's own ~/.ssh, agent or known_hosts takes part. */
import { join } from 'node:path'
import type { SshOptions, SshTarget } from '../../provisioner/adapters/sshOptions.ts'
import type { Sshd } from './sshd.ts'

/** Accepts the server's key on first sight and notes it in the server's own folder. */
export function clientOptions(sshd: Sshd, more: SshOptions = {}): SshOptions {
  const knownHostsFile = join(sshd.folder, 'known_hosts')
  return { acceptNew: true, userFolder: join(sshd.folder, 'dot-ssh'), agent: '', knownHostsFile, ...more }
}

/** The server as a machine, logged in to with its key as the user of this test unless said otherwise. */
export function keyTarget(sshd: Sshd, more: Partial<SshTarget> = {}): SshTarget {
  return { host: '127.0.0.1', port: sshd.port, user: sshd.user, key: sshd.userKey, ...more }
}

/** The server as a machine without a key: what a password login needs. */
export function passwordTarget(sshd: Sshd, user: string): SshTarget {
  return { host: '127.0.0.1', port: sshd.port, user }
}

/** What a promise was rejected with; fails the test where it was not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`expected a rejection, got ${JSON.stringify(value)}`)
    },
    (error: unknown) => error,
  )
}
