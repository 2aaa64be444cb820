/** Credentials by the keyring of the desktop; where there is none, by the same key file that a browser's app uses. */
import { safeStorage } from 'electron'
import { StacksteadError } from '../../provisioner/core/errors.ts'
import { keyVault } from '../../provisioner/index.ts'
import type { Vault } from '../app/host.ts'

/** First byte of what is sealed: by whom, so that a keyring that comes or goes later loses nothing that can be read. */
const BY_KEYRING = 1
const BY_KEY_FILE = 2

/** After the app is ready: earlier, Electron does not know the keyring. */
export function windowVault(): Vault {
  const file = keyVault()
  return {
    async seal(text) {
      if (!hasKeyring()) return marked(BY_KEY_FILE, await file.seal(text))
      return marked(BY_KEYRING, safeStorage.encryptString(text))
    },
    async open(sealed) {
      const body = sealed.subarray(1)
      if (sealed[0] === BY_KEY_FILE) return file.open(body)
      if (sealed[0] === BY_KEYRING && hasKeyring()) return opened(body)
      // Sealed by the app that is served to a browser, which puts no mark before it.
      return file.open(sealed)
    },
  }
}

function opened(body: Uint8Array): string {
  try {
    return safeStorage.decryptString(Buffer.from(body))
  } catch (cause) {
    throw new StacksteadError(
      {
        code: 'invalid-input',
        message: 'The kept credentials cannot be read: the keyring of this desktop has another key.',
        remedy: 'Log in as the person who entered them, or enter them again.',
      },
      { cause },
    )
  }
}

/** Chromium's "basic_text" is a fixed password known to everybody: no encryption. */
function hasKeyring(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
}

function marked(by: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from([by]), bytes])
}
