/** The key that seals this person's secrets on this computer: one file, mode 0600, in the configuration folder. */
import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { StacksteadError } from '../core/errors.ts'
import { privateFolder, readText, writeNew } from './localFiles.ts'
import { configFolder } from './sshOptions.ts'

const KEY_BYTES = 32

/** Where the key is unless said otherwise. */
export function defaultKeyFile(): string {
  return join(configFolder(), 'key')
}

/** The key, or undefined where there is none yet. Rejects with `invalid-input` for a file that is no key. */
export async function readKey(file: string): Promise<Buffer | undefined> {
  const text = await readText(file)
  if (text === undefined) return undefined
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length === KEY_BYTES) return key
  throw new StacksteadError({
    code: 'invalid-input',
    message: `${file} is not a Stackstead key.`,
    remedy: 'Put the right key file back from a backup. Do not make a new one: the secrets could not be read any more.',
  })
}

/** Two processes may come here at once: the first one's key counts. */
export async function makeKey(file: string): Promise<Buffer> {
  await privateFolder(dirname(file))
  await writeNew(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, 0o600)
  const key = await readKey(file)
  if (key !== undefined) return key
  throw new StacksteadError({ code: 'internal', message: `The key ${file} vanished while it was being made.` })
}
