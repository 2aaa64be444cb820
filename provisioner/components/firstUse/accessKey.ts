/**
 * The key pair of a cloud, made from one of its secrets: the same secret gives the same key, so that nothing but the
 * secret has to be kept.
 */
import { createHash } from 'node:crypto'
import type { Secrets } from '../../config/cloud.ts'
import { reveal } from '../../core/secret.ts'
import { keyPairOf, type SshKeyPair } from '../sshKeyPair.ts'

export const KEY_NAME = 'stackstead'

export function accessKey(secrets: Secrets): SshKeyPair {
  const seed = sha256(`stackstead access key:${reveal(secrets.get('first-use/access-key'))}`)
  return keyPairOf(seed, KEY_NAME, (blob) => sha256(`check:${blob.toString('hex')}`))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
