/** Ed25519 key pairs that follow from a cloud's secret: the same on every run, in OpenSSH's own format. */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { reveal, Secret } from '../core/secret.ts'

export interface SshKeyPair {
  /** A line for authorized_keys. */
  readonly publicKey: string
  /** The content of a private key file, not encrypted. */
  readonly privateKey: Secret
}

const TYPE = 'ssh-ed25519'
/** PKCS#8 of an Ed25519 key up to its 32 bytes (RFC 8410, section 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
/** The last 32 bytes of an Ed25519 SubjectPublicKeyInfo are the key (RFC 8410, section 4). */
const KEY_BYTES = 32

export function sshKeyPair(seedOf: Secret, comment: string): SshKeyPair {
  const seed = createHash('sha256')
    .update(`${comment}:${reveal(seedOf)}`)
    .digest()
  const check = createHash('sha256').update(seed).update('check').digest()
  return keyPairOf(seed, comment, () => check)
}

/**
 * The pair of a seed of 32 bytes. Ed25519 takes any as its private half (RFC 8032, section 5.1.5).
 * @param checkOf begins with the four bytes that tell whether decryption worked: any, derived from the seed or the public
 * half, so that the file is the same each time
 */
export function keyPairOf(seed: Buffer, comment: string, checkOf: (publicBlob: Buffer) => Buffer): SshKeyPair {
  const secretKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const bytes = createPublicKey(secretKey).export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES)
  const blob = Buffer.concat([text(TYPE), text(bytes)])
  const check = checkOf(blob).subarray(0, 4)
  const inner = [check, check, text(TYPE), text(bytes), text(Buffer.concat([seed, bytes])), text(comment)]
  return {
    publicKey: `${TYPE} ${blob.toString('base64')} ${comment}`,
    privateKey: openssh(blob, Buffer.concat(inner)),
  }
}

/** The format ssh-keygen writes: PROTOCOL.key in OpenSSH's sources, cipher and kdf "none"; older clients read no other for Ed25519. */
function openssh(blob: Buffer, inner: Buffer): Secret {
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (inner.length % 8)) % 8))
  const one = Buffer.from([0, 0, 0, 1])
  const head = [Buffer.from('openssh-key-v1\0'), text('none'), text('none'), text(''), one]
  const whole = Buffer.concat([...head, text(blob), text(Buffer.concat([inner, padding]))])
  const body = whole.toString('base64').replace(/.{70}/g, '$&\n').trimEnd()
  return new Secret(`-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n-----END OPENSSH PRIVATE KEY-----\n`)
}

/** Length in four bytes, then the bytes (RFC 4251, section 5, "string"). */
function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
