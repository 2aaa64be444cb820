/** Sealing a text with AES-256-GCM: what is kept is nonce, tag and ciphertext, bound to a label. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** 96 bits, the size GCM is made for (NIST SP 800-38D). */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** @param label what the sealed text is for; opening it under another label fails */
export function seal(key: Uint8Array, label: string, text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(label))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** The text; undefined for bytes too short to be a sealed one. Throws where key or label do not fit, or the bytes were changed. */
export function unseal(key: Uint8Array, label: string, bytes: Uint8Array): string | undefined {
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  if (tag.length < TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(label)).setAuthTag(tag)
  const plain = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([plain, decipher.final()]).toString('utf8')
}
