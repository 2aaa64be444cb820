/** Secrets of one cloud over a plain record: made on first use, the same ever after. Keeping the record is the caller's. */
import { Secret } from '../core/secret.ts'
import type { Secrets } from './cloud.ts'

/** Letters and digits only: harmless in INI files, SQL and URLs. 62^32 is about 190 bits. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const LENGTH = 32

export interface SecretStore {
  readonly secrets: Secrets
  /** All names and texts, in alphabetical order: for the encrypted file only. */
  record(): Record<string, string>
  /** Whether something was made since the start, so that the file has to be written before the run goes on. */
  isNew(): boolean
}

/** @param existing what was kept from earlier runs; a person may have put passwords of their own there */
export function makeSecrets(existing: Readonly<Record<string, string>>): SecretStore {
  const known = new Map(Object.entries(existing).map(([name, text]) => [name, { text, secret: new Secret(text) }]))
  let made = false
  return {
    secrets: {
      get(name) {
        const found = known.get(name)
        if (found !== undefined) return found.secret
        const text = randomPassword()
        const secret = new Secret(text)
        known.set(name, { text, secret })
        made = true
        return secret
      },
    },
    record: () => Object.fromEntries([...known].map(([name, { text }]) => [name, text] as const).sort(byName)),
    isNew: () => made,
  }
}

/** Bytes beyond the last whole multiple of the alphabet are thrown away, so that every letter is equally likely. */
function randomPassword(): string {
  const limit = 256 - (256 % ALPHABET.length)
  let text = ''
  while (text.length < LENGTH) {
    const [byte = 255] = globalThis.crypto.getRandomValues(new Uint8Array(1))
    if (byte < limit) text += ALPHABET[byte % ALPHABET.length]
  }
  return text
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1
}
