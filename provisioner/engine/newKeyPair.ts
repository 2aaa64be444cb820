/** A new Ed25519 key pair of a person's own, made on this computer. */
import { randomBytes } from 'node:crypto'
import { type SshKeyPair, sshKeyPair } from '../components/sshKeyPair.ts'
import { Secret } from '../core/secret.ts'

/** @param name goes along as the key's comment */
export function newKeyPair(name: string): SshKeyPair {
  return sshKeyPair(new Secret(randomBytes(32).toString('base64')), name)
}
