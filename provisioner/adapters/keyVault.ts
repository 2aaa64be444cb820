/** A vault on the key file: seals texts so that only this person on this computer can read them. */
import { StacksteadError } from '../core/errors.ts'
import { defaultKeyFile, makeKey, readKey } from './keyFile.ts'
import { seal, unseal } from './sealing.ts'

const LABEL = 'stackstead vault 1 aes-256-gcm'

export interface KeyVault {
  /** The key is made on first use. */
  seal(text: string): Promise<Uint8Array>
  /** Rejects with `invalid-input` where the key is missing or does not fit, or the bytes were changed. */
  open(sealed: Uint8Array): Promise<string>
}

export function keyVault(keyFile: string = defaultKeyFile()): KeyVault {
  return {
    seal: async (text) => seal((await readKey(keyFile)) ?? (await makeKey(keyFile)), LABEL, text),
    async open(sealed) {
      const key = await readKey(keyFile)
      if (key === undefined) throw unreadable(`their key ${keyFile} is missing`)
      try {
        const text = unseal(key, LABEL, sealed)
        if (text !== undefined) return text
      } catch (cause) {
        throw unreadable(`the key ${keyFile} does not fit, or they were changed`, cause)
      }
      throw unreadable('they are damaged')
    },
  }
}

function unreadable(reason: string, cause?: unknown): StacksteadError {
  return new StacksteadError(
    {
      code: 'invalid-input',
      message: `The kept credentials cannot be read: ${reason}.`,
      remedy: 'Put the key file back from a backup, or enter the credentials again.',
    },
    { cause },
  )
}
