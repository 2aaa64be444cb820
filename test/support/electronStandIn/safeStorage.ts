/** Electron's `safeStorage`, with a keyring or without one as the test wants. */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'

const KEY = createHash('sha256')
  .update(process.env.STAND_IN_KEYRING_KEY ?? '')
  .digest()

export const safeStorage = {
  isEncryptionAvailable: (): boolean => process.env.STAND_IN_KEYRING !== 'none',
  getSelectedStorageBackend: (): string => process.env.STAND_IN_KEYRING ?? 'gnome_libsecret',
  encryptString(text: string): Buffer {
    const cipher = createCipheriv('aes-256-ecb', KEY, null)
    return Buffer.concat([cipher.update(`v11${text}`), cipher.final()])
  },
  decryptString(sealed: Buffer): string {
    const decipher = createDecipheriv('aes-256-ecb', KEY, null)
    return Buffer.concat([decipher.update(sealed), decipher.final()])
      .toString()
      .slice(3)
  },
}
