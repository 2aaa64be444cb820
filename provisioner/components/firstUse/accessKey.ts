/**
 * The key pair of a cloud, made from one of its secrets: the same secret gives the same key, so that nothing but the
 * secret has to be kept. Ed25519 takes any 32 bytes as its private half (RFC 8032, section 5.1.5).
 */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import type { Secrets } from '../../config/cloud.ts'
import { reveal, Secret } from '../../core/secret.ts'

export const KEY_NAME = 'stackstead'

export interface AccessKey {
  /** One line as in authorized_keys. */
  readonly publicKey: string
  /** A private key file as ssh-keygen writes it, without passphrase. */
  readonly privateKey: Secret
}

const TYPE = 'ssh-ed25519'
/** DER of a PKCS #8 private key of Ed25519 up to its 32 bytes (RFC 8410, section 7). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

export function accessKey(secrets: Secrets): AccessKey {
  const seed = sha256(`stackstead access key:${reveal(secrets.get('first-use/access-key'))}`)
  const point = publicPoint(seed)
  const blob = Buffer.concat([field(TYPE), field(point)])
  return {
    publicKey: `${TYPE} ${blob.toString('base64')} ${KEY_NAME}`,
    privateKey: new Secret(privateFile(seed, point, blob)),
  }
}

function publicPoint(seed: Buffer): Buffer {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' })
  // A SubjectPublicKeyInfo of Ed25519 ends with the 32 bytes of the point (RFC 8410, section 4).
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
}

/** OpenSSH's own format (its PROTOCOL.key), because older ssh clients read no other for Ed25519. */
function privateFile(seed: Buffer, point: Buffer, blob: Buffer): string {
  // Any number, twice, to tell whether decryption worked; derived, so that the file is the same each time.
  const check = sha256(`check:${blob.toString('hex')}`).subarray(0, 4)
  const inner = Buffer.concat([
    ...[check, check, field(TYPE), field(point)],
    ...[field(Buffer.concat([seed, point])), field(KEY_NAME)],
  ])
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (inner.length % 8)) % 8))
  const outer = Buffer.concat([
    ...[Buffer.from('openssh-key-v1\0'), field('none'), field('none'), field(''), Buffer.from([0, 0, 0, 1])],
    ...[field(blob), field(Buffer.concat([inner, padding]))],
  ])
  const lines = outer.toString('base64').match(/.{1,70}/g) ?? []
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`
}

/** A string of the ssh protocol: its length in four bytes, then its bytes (RFC 4251, section 5). */
function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
